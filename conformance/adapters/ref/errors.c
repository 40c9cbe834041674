#include "errors.h"

#include <stdio.h>
#include <string.h>

rs_error error_of_system(int number) {
    rs_error error = {.kind = RS_OSERROR, .code = number};
    snprintf(error.text, sizeof error.text, "%s", strerror(number));
    return error;
}

static void quoted(struct out *out, const char *text) {
    out_quoted(out, text, strlen(text));
}

/* The protocol's name of a class. socket.timeout and TimeoutError are one class, which it calls timeout. */
static const char *canonical(const char *name) {
    return strcmp(name, "TimeoutError") == 0 ? "timeout" : name;
}

void error_write_bases(struct out *out, const char *name) {
    bool several = false;
    name = canonical(name);
    out_str(out, "[");
    for (; name; name = rs_error_base(name)) {
        quoted(out, name);
        out_str(out, strcmp(name, "timeout") == 0 ? ",\"TimeoutError\"," : ",");
        several |= strcmp(name, "UnsupportedOperation") == 0;
    }
    if (several) /* one of two bases: the chain has shown OSError alone */
        out_str(out, "\"ValueError\",");
    out_str(out, "\"Exception\"]");
}

/* The name of a number, or its digits. */
static void code_name(struct out *out, const rs_error *error) {
    const char *name = rs_error_code_name(error);
    char digits[16];
    snprintf(digits, sizeof digits, "%d", error->code);
    quoted(out, name ? name : digits);
}

static bool has_number(const rs_error *error) {
    return error->code != 0 && (error->kind == RS_OSERROR || error->kind == RS_GAIERROR || error->kind == RS_HERROR);
}

void error_write(struct out *out, const rs_error *error) {
    const char *name = error->kind == RS_ABORTED ? "SignalRaised" : rs_error_subclass(error);
    out_str(out, "{\"class\":");
    quoted(out, canonical(name));
    out_str(out, ",\"bases\":");
    error_write_bases(out, name);
    if (has_number(error)) {
        out_str(out, error->kind == RS_OSERROR ? ",\"errno\":" : ",\"code\":");
        code_name(out, error);
        out_str(out, ",\"number\":");
        out_integer(out, error->code);
    }
    out_str(out, ",\"args\":[");
    if (has_number(error)) {
        out_integer(out, error->code);
        out_str(out, ",");
    }
    quoted(out, error->text);
    if (error->kind == RS_OSERROR && strcmp(error->text, "write could not complete without blocking") == 0) {
        out_str(out, ","); /* characters_written */
        out_integer(out, error->end);
    }
    out_str(out, "],\"text\":");
    quoted(out, error->text);
    out_str(out, "}");
}
