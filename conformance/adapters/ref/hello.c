#include "hello.h"

#include <refsock.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "registry.h"
#include "request.h"

static void member(struct out *out, const char *name) {
    if (out->text[out->length - 1] != '{')
        out_str(out, ",");
    out_quoted(out, name, strlen(name));
    out_str(out, ":");
}

static void text_member(struct out *out, const char *name, const char *text) {
    member(out, name);
    out_quoted(out, text, strlen(text));
}

static void write_constants(struct out *out) {
    size_t count;
    const rs_constant *constants = rs_constants(&count);
    member(out, "constants");
    out_str(out, "{");
    member(out, "has_ipv6");
    out_bool(out, rs_find_constant("AF_INET6") != NULL);
    for (size_t i = 0; i < count; i++) {
        if (strpbrk(constants[i].name, "abcdefghijklmnopqrstuvwxyz"))
            continue; /* AF_DECnet: the language has no constant with small letters */
        if (constants[i].text) {
            text_member(out, constants[i].name, constants[i].text);
            continue;
        }
        member(out, constants[i].name);
        out_int(out, constants[i].value);
    }
    const char *name;
    int number;
    for (size_t i = 0; rs_errno_entry(i, &name, &number); i++) {
        member(out, name);
        out_int(out, number);
    }
    out_str(out, "}");
}

static void write_operations(struct out *out) {
    size_t count;
    const struct operation *operations = registry_all(&count);
    bool first = true;
    member(out, "operations");
    out_str(out, "[");
    for (size_t i = 0; i < count; i++) {
        if (!operations[i].run && !operations[i].run_on_file)
            continue;
        if (!first)
            out_str(out, ",");
        first = false;
        out_quoted(out, operations[i].name, strlen(operations[i].name));
    }
    out_str(out, "]");
}

/* Whether a socket of the family can be made here and now, of whatever type. */
static bool can_make(const rs_constant *family) {
    static const char *const types[] = {"SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_SEQPACKET"};
    const rs_constant *can_raw = rs_find_constant("CAN_RAW");
    int proto = strcmp(family->name, "AF_CAN") == 0 && can_raw ? (int)can_raw->value : 0;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        const rs_constant *type = rs_find_constant(types[i]);
        rs_socket *socket;
        if (!type || rs_open((int)family->value, (int)type->value, proto, &socket, NULL) < 0)
            continue;
        rs_free(socket);
        return true;
    }
    return false;
}

static void write_families(struct out *out) {
    size_t count;
    const rs_constant *constants = rs_constants(&count);
    bool first = true;
    member(out, "families");
    out_str(out, "[");
    for (size_t i = 0; i < count; i++) {
        if (strncmp(constants[i].name, "AF_", 3) != 0 || strcmp(constants[i].name, "AF_UNSPEC") == 0 ||
            !can_make(&constants[i]))
            continue;
        if (!first)
            out_str(out, ",");
        first = false;
        out_quoted(out, constants[i].name, strlen(constants[i].name));
    }
    out_str(out, "]");
}

static void write_system(struct out *out) {
    struct utsname system;
    char libc[128] = "unknown";
    const int one = 1;
    if (uname(&system) < 0)
        snprintf(system.machine, sizeof system.machine, "unknown");
#ifdef _CS_GNU_LIBC_VERSION
    confstr(_CS_GNU_LIBC_VERSION, libc, sizeof libc);
#endif
    text_member(out, "os", "linux");
    text_member(out, "arch", system.machine);
    text_member(out, "byteorder", *(const char *)&one ? "little" : "big");
    member(out, "long");
    out_integer(out, sizeof(long));
    member(out, "size_t");
    out_integer(out, sizeof(size_t));
    text_member(out, "libc", libc);
}

void hello_answer(json_int_t id, struct out *out) {
    out->length = 0;
    out_str(out, "{");
    member(out, "id");
    out_integer(out, id);
    member(out, "hello");
    out_str(out, "{");
    member(out, "protocol");
    out_integer(out, 1);
    /* Without libidn it is another implementation: it has known differences of its own. */
    text_member(out, "name", rs_has_idn() ? "refsock" : "refsock-ascii");
    text_member(out, "version", rs_version());
    text_member(out, "api", rs_api_version());
    text_member(out, "language", "C");
    text_member(out, "values", "typed");
    member(out, "threads");
    out_bool(out, true);
    text_member(out, "profile", "full");
    write_system(out);
    write_constants(out);
    write_operations(out);
    write_families(out);
    out_str(out, "}}\n");
    protocol_write(out);
}
