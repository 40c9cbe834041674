#include "error.h"
#include "system.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int fail_code(rs_error *error, rs_error_class kind, int code, void (*put)(int code, char *text, size_t size)) {
    if (error) {
        error->kind = kind;
        error->code = code;
        error->start = error->end = 0;
        put(code, error->text, sizeof error->text);
    }
    return -1;
}

int rs_fail(rs_error *error, rs_error_class kind, const char *format, ...) {
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        error->kind = kind;
        error->code = 0;
        error->start = error->end = 0;
        vsnprintf(error->text, sizeof error->text, format, arguments);
        va_end(arguments);
        error->text[rs_whole_characters(error->text, strlen(error->text))] = '\0'; /* it may have been cut */
    }
    return -1;
}

int rs_fail_errno(rs_error *error, int number) {
    return fail_code(error, RS_OSERROR, number, rs_errno_text);
}

int rs_fail_gai(rs_error *error, int code, int system_errno) {
    if (rs_is_system_failure(code))
        return rs_fail_errno(error, system_errno);
    return fail_code(error, RS_GAIERROR, code, rs_gai_text);
}

int rs_fail_herror(rs_error *error, int code) {
    return fail_code(error, RS_HERROR, code, rs_herror_text);
}

int rs_fail_memory(rs_error *error) {
    return rs_fail(error, RS_MEMORY_ERROR, "out of memory");
}
