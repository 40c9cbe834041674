/* check-adapter: do values arrive and come back as they are? */
#include "cli/checks.h"

#include <stdlib.h>
#include <string.h>

/* The result of a call must be `wanted` (taken over). */
static void expect(struct checker *c, const char *name, const char *op, json_t *args, json_t *wanted,
                   const char *repair) {
    char problem[256] = "";
    if (!check_has(c, op)) {
        struct text why = {0};
        text_printf(&why, "needs %s", op);
        check_skip(c, name, why.data);
        text_free(&why);
        json_decref(args);
        json_decref(wanted);
        return;
    }
    json_t *answer = check_call(c, op, NULL, args, NULL, false, problem);
    json_t *value = json_object_get(answer, "ok");
    if (answer && !(value && json_equal(value, wanted))) {
        char *got = json_dumps(answer, JSON_COMPACT), *want = json_dumps(wanted, JSON_COMPACT | JSON_ENCODE_ANY);
        snprintf(problem, sizeof problem, "wanted {\"ok\":%.80s}, got %.120s", want, got);
        free(got);
        free(want);
    }
    check_report(c, name, *problem ? problem : NULL, repair);
    json_decref(answer);
    json_decref(wanted);
}

static json_t *bytes(const char *hex) {
    return json_pack("{s:s}", "bytes", hex);
}

/* Data goes in and comes back through a buffer, in any form in which a request may have it. */
static void through_buffer(struct checker *c, const char *name, json_t *data, json_t *wanted) {
    char problem[256] = "";
    if (!check_has(c, "buf.new") || !check_has(c, "buf.data")) {
        check_skip(c, name, "needs buf.new and buf.data");
        json_decref(data);
        json_decref(wanted);
        return;
    }
    json_t *made = check_call(c, "buf.new", NULL, json_pack("[o]", data), "check", false, problem);
    json_decref(made);
    json_t *handle = json_pack("{s:s}", "handle", "check");
    if (*problem) {
        check_report(c, name, problem, "see docs/protocol.md, buf.new");
        json_decref(handle);
        json_decref(wanted);
        return;
    }
    expect(c, name, "buf.data", json_pack("[o]", handle), wanted, "read docs/protocol.md, \"Values\"");
}

/* An error, with its class, all its bases and its code by name. */
static void check_error(struct checker *c) {
    static const char name[] = "errors have class, bases, errno by name and text";
    json_t *constants = json_object_get(c->hello, "constants");
    json_t *family = json_object_get(constants, "AF_INET"), *type = json_object_get(constants, "SOCK_STREAM");
    char problem[256] = "";
    if (!check_has(c, "socket") || !check_has(c, ".getpeername") || !family || !type) {
        check_skip(c, name, "needs socket and .getpeername");
        return;
    }
    json_decref(check_call(c, "socket", NULL, json_pack("[O, O]", family, type), "check", false, problem));
    json_t *answer = *problem ? NULL : check_call(c, ".getpeername", "check", json_array(), NULL, false, problem);
    const json_t *raised = json_object_get(answer, "raised");
    const char *class = json_string_value(json_object_get(raised, "class"));
    const char *code = json_string_value(json_object_get(raised, "errno"));
    if (answer && !(class && strcmp(class, "OSError") == 0 && code && strcmp(code, "ENOTCONN") == 0))
        snprintf(problem, sizeof problem, "getpeername() of a fresh socket must raise OSError with errno \"ENOTCONN\"");
    check_report(
        c, name, *problem ? problem : NULL,
        "{\"raised\":{\"class\":\"OSError\",\"bases\":[\"OSError\",\"Exception\"],\"errno\":\"ENOTCONN\",...}}");
    json_decref(answer);
}

void checks_values(struct checker *c) {
    expect(c, "integers", "htonl", json_pack("[i]", 0), json_integer(0), "numbers are JSON numbers");
    expect(c, "text to bytes", "inet_aton", json_pack("[s]", "1.2.254.255"), bytes("0102feff"),
           "bytes are {\"bytes\":\"hex, lower case\"}");
    expect(c, "bytes to text", "inet_ntoa", json_pack("[o]", bytes("0102feff")), json_string("1.2.254.255"),
           "text is a JSON string");
    through_buffer(c, "bytes with every value", bytes("00017f80ff0a0d22"), bytes("00017f80ff0a0d22"));
    through_buffer(c, "empty bytes", bytes(""), bytes(""));
    through_buffer(c, "fill", json_pack("{s:{s:i, s:i}}", "fill", "seed", 249, "len", 4), bytes("f9fa0001"));
    check_error(c);
}
