/* What the schema of the protocol demands of hello. Members that it does not have are let be: a later version of the
 * protocol may have them. */
#include "actor/answer.h"

#include "judge/value.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static bool made_of(const char *text, const char *characters) {
    return *text != '\0' && text[strspn(text, characters)] == '\0';
}

/* "3.11", "3.11.7", "3.13.0rc1", "3.14.0a2+" */
static bool is_api(const char *text) {
    size_t minor = strncmp(text, "3.", 2) == 0 ? strspn(text + 2, DIGITS) : 0;
    return minor > 0 && text[2 + minor + strspn(text + 2 + minor, DIGITS LOWER ".+-")] == '\0';
}

static bool is_constant(const char *name) {
    return strcmp(name, "has_ipv6") == 0 || (strchr(DIGITS "_", *name) == NULL && made_of(name, DIGITS UPPER "_"));
}

static bool is_family(const char *name) {
    return strncmp(name, "AF_", 3) == 0 && made_of(name + 3, DIGITS UPPER "_");
}

/* "inet_aton", ".recv", "sys.pid" */
static bool is_operation(const char *name) {
    size_t group = strspn(name, LOWER);
    const char *plain = name + (*name == '.');
    return (strchr(DIGITS, *plain) == NULL && made_of(plain, DIGITS LOWER UPPER "_")) ||
           (group > 0 && name[group] == '.' && made_of(name + group + 1, LOWER "_"));
}

static bool is_number_or_text(const json_t *value) {
    const int64_t exact = INT64_C(1) << 53;
    char buffer[32];
    if (json_is_integer(value)) {
        return json_integer_value(value) >= -exact && json_integer_value(value) <= exact;
    }
    return json_is_boolean(value) || json_is_string(value) ||
           (value_kind(value) == VALUE_INT && value_digits(value, buffer) != NULL);
}

/* A list of names, each of them once. */
static const char *names_problem(const json_t *hello, const char *member, bool (*good)(const char *), char *buffer,
                                 size_t size) {
    const json_t *list = json_object_get(hello, member), *name;
    json_t *seen = json_object();
    const char *problem = NULL;
    size_t i;
    if (!json_is_array(list)) {
        snprintf(buffer, size, "hello: `%s` is not a list of names", member);
        problem = buffer;
    }
    json_array_foreach(list, i, name) {
        const char *text = json_string_value(name);
        if (text == NULL || !good(text) || json_object_get(seen, text) != NULL) {
            snprintf(buffer, size, "hello: `%s` is not a list of names, each there once: '%.60s'", member,
                     text != NULL ? text : "no text");
            problem = buffer;
            break;
        }
        json_object_set_new(seen, text, json_true());
    }
    json_decref(seen);
    return problem;
}

static const char *constants_problem(json_t *constants, char *buffer, size_t size) {
    const char *name;
    json_t *value;
    if (!json_is_object(constants)) {
        return "hello: `constants` is not an object";
    }
    json_object_foreach(constants, name, value) {
        if (!is_number_or_text(value)) {
            snprintf(buffer, size, "hello: constant %.60s is not a number, a boolean or a text", name);
            return buffer;
        }
        if (!is_constant(name)) {
            snprintf(buffer, size, "hello: constant %.60s has not the name of one", name);
            return buffer;
        }
    }
    return NULL;
}

static const char *texts_problem(const json_t *hello, char *buffer, size_t size) {
    static const char *const texts[] = {"name", "version", "api",       "language", "values",
                                        "os",   "arch",    "byteorder", "libc",     "profile"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = json_string_value(json_object_get(hello, texts[i]));
        if (text == NULL || *text == '\0') {
            snprintf(buffer, size, "hello: `%s` is %s", texts[i], text == NULL ? "not a text" : "empty");
            return buffer;
        }
    }
    const char *api = json_string_value(json_object_get(hello, "api"));
    if (!is_api(api)) {
        snprintf(buffer, size,
                 "hello: `api` is the CPython version whose behaviour is claimed, as \"3.11\", and not \"%.40s\"", api);
        return buffer;
    }
    const char *os = json_string_value(json_object_get(hello, "os"));
    if (!made_of(os, DIGITS LOWER)) {
        snprintf(buffer, size, "hello: `os` is a word in lower case, as \"linux\", and not \"%.40s\"", os);
        return buffer;
    }
    return NULL;
}

static bool one_of(const json_t *hello, const char *member, const char *first, const char *second) {
    const char *text = json_string_value(json_object_get(hello, member));
    return strcmp(text, first) == 0 || strcmp(text, second) == 0;
}

static bool size_of_c(const json_t *hello, const char *member) {
    json_int_t size = json_integer_value(json_object_get(hello, member));
    return size == 4 || size == 8;
}

const char *hello_problem(const json_t *answer, char *buffer, size_t size) {
    const json_t *hello = json_object_get(answer, "hello");
    if (!json_is_object(hello)) {
        return "no `hello`";
    }
    json_int_t protocol = json_integer_value(json_object_get(hello, "protocol"));
    if (protocol != 1) {
        snprintf(buffer, size, "hello: protocol %lld, not 1", (long long)protocol);
        return buffer;
    }
    const char *problem = texts_problem(hello, buffer, size);
    if (problem != NULL) {
        return problem;
    }
    if (!one_of(hello, "values", "python", "typed")) {
        return "hello: `values` is neither python nor typed";
    }
    if (!one_of(hello, "byteorder", "little", "big")) {
        return "hello: `byteorder` is neither little nor big";
    }
    if (!size_of_c(hello, "long") || !size_of_c(hello, "size_t")) {
        return "hello: `long` and `size_t` are not the sizes of these C types, 4 or 8";
    }
    if (!json_is_boolean(json_object_get(hello, "threads"))) {
        return "hello: `threads` is not a boolean";
    }
    problem = names_problem(hello, "operations", is_operation, buffer, size);
    if (problem == NULL) {
        problem = names_problem(hello, "families", is_family, buffer, size);
    }
    return problem != NULL ? problem : constants_problem(json_object_get(hello, "constants"), buffer, size);
}
