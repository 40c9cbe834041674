#include "journal/symbols_value.h"

#include "judge/text.h"
#include "judge/value.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *symbol(const char *name) {
    return json_pack("{s:s}", "symbol", name);
}

bool symbols_is_symbol(const json_t *value) {
    return json_object_get(value, "symbol") || json_object_get(value, "loose");
}

/* The symbol of something by its kind and its value as a text: the same one each time it is seen. */
static json_t *numbered(struct symbols *s, const char *kind, const char *what) {
    struct text key = {0};
    text_printf(&key, "%s %s", kind, what);
    char *name = text_take(&key);
    json_t *known = json_object_get(s->names, name);
    if (!known) {
        json_int_t count = json_integer_value(json_object_get(s->counts, kind)) + 1;
        json_object_set_new(s->counts, kind, json_integer(count));
        struct text label = {0};
        text_printf(&label, "%s:%lld", kind, (long long)count);
        char *text = text_take(&label);
        known = json_string(text);
        free(text);
        json_object_set_new(s->names, name, known);
    }
    free(name);
    return symbol(json_string_value(known));
}

static json_t *numbered_int(struct symbols *s, const char *kind, const json_t *value) {
    char digits[32];
    const char *text = value_digits(value, digits);
    return text ? numbered(s, kind, text) : json_deep_copy(value);
}

/* Whether the integer stands in the program as such: then nobody but the case chose it. */
static bool stands_in(const json_t *term, json_int_t number) {
    if (json_is_integer(term))
        return json_integer_value(term) == number;
    const char *key;
    json_t *member;
    size_t i;
    json_array_foreach(term, i, member) if (stands_in(member, number)) return true;
    if (json_is_object(term)) {
        void *at;
        for (at = json_object_iter((json_t *)(uintptr_t)term); at;
             at = json_object_iter_next((json_t *)(uintptr_t)term, at)) {
            key = json_object_iter_key(at);
            if (strcmp(key, "line") != 0 && stands_in(json_object_iter_value(at), number))
                return true;
        }
    }
    return false;
}

static json_t *port(struct symbols *s, const json_t *value) {
    int64_t number;
    if (!value_int64(value, &number) || number < 1024 || stands_in(json_object_get(s->program, "steps"), number))
        return json_deep_copy(value);
    return numbered_int(s, "port", value);
}

static const unsigned char *find(const unsigned char *data, size_t length, const char *what) {
    return what && *what ? memmem(data, length, what, strlen(what)) : NULL;
}

static bool hex_digits(const unsigned char *data, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!strchr("0123456789abcdef", data[i]) || !data[i])
            return false;
    return true;
}

/* The pieces before and after a symbol that stands within text or bytes. */
static json_t *around(const json_t *value, const struct octets *o, size_t at, size_t length, const char *name) {
    bool bytes = value_kind(value) == VALUE_BYTES;
    json_t *parts = json_array();
    json_array_append_new(parts, bytes ? value_new_bytes(o->data, at) : value_new_text(o->data, at));
    json_array_append_new(parts, symbol(name));
    const unsigned char *rest = o->data + at + length;
    size_t left = o->length - at - length;
    json_array_append_new(parts, bytes ? value_new_bytes(rest, left) : value_new_text(rest, left));
    return json_pack("{s:o}", "joined", parts);
}

/* Text or bytes: the runner's own names in it, and names that the kernel chose (autobind: NUL and five hex digits). */
static json_t *octets_symbol(struct symbols *s, const json_t *value) {
    struct octets o;
    if (!value_octets(value, &o))
        return json_deep_copy(value);
    json_t *made = NULL;
    const unsigned char *at;
    if (o.length == 6 && o.data[0] == '\0' && hex_digits(o.data + 1, 5)) {
        char name[6] = {0};
        memcpy(name, o.data + 1, 5);
        made = numbered(s, "autobind", name);
    } else if ((at = find(o.data, o.length, s->tmp))) {
        made = around(value, &o, (size_t)(at - o.data), strlen(s->tmp), "tmp");
    } else if ((at = find(o.data, o.length, s->token))) {
        made = around(value, &o, (size_t)(at - o.data), strlen(s->token), "token");
    }
    octets_free(&o);
    return made ? made : json_deep_copy(value);
}

json_t *symbols_rebuild(const json_t *value, json_t *members) {
    return value_kind(value) == VALUE_TUPLE ? value_new_tuple(members) : members;
}

/* Everywhere: the runner's names and autobound ones. */
json_t *symbols_of_value(struct symbols *s, const json_t *value) {
    const json_t *members = value_members(value);
    if (!members)
        return octets_symbol(s, value);
    json_t *copy = json_array();
    size_t i;
    const json_t *member;
    json_array_foreach(members, i, member) json_array_append_new(copy, symbols_of_value(s, member));
    return symbols_rebuild(value, copy);
}

/* A number that the system gave to a socket: 0 is none of it. */
static json_t *given_number(struct symbols *s, const json_t *value) {
    int64_t number;
    return value_int64(value, &number) && number > 0 ? numbered_int(s, "number", value) : json_deep_copy(value);
}

/* An address of hardware that there is; the loopback's is all zero, of another length or empty if there is none. */
static json_t *hardware(struct symbols *s, const json_t *value) {
    static const unsigned char none[6];
    struct octets o;
    if (!value_octets(value, &o))
        return json_deep_copy(value);
    char digits[13] = "";
    bool is_one = o.length == 6 && memcmp(o.data, none, sizeof none) != 0;
    for (size_t i = 0; is_one && i < o.length; i++)
        snprintf(digits + 2 * i, 3, "%02x", o.data[i]);
    octets_free(&o);
    return is_one ? numbered(s, "hardware", digits) : json_deep_copy(value);
}

/* Whether the members of an address are of these kinds: t text, i int, b bytes. */
static bool is_form(const json_t *members, const char *kinds) {
    if (json_array_size(members) != strlen(kinds))
        return false;
    for (size_t i = 0; kinds[i]; i++) {
        enum value_kind kind = value_kind(json_array_get(members, i));
        if (kind != (kinds[i] == 't' ? VALUE_TEXT : kinds[i] == 'i' ? VALUE_INT : VALUE_BYTES))
            return false;
    }
    return true;
}

/* What the system chose in an address, which its form tells: (host, port[, flow information, scope]), (pid, groups) of
 * netlink and (number, port) of others, (interface, protocol, type, kind of hardware, its address) of packets. */
static json_t *address(struct symbols *s, const json_t *value) {
    const json_t *members = value_members(value);
    json_t *copy = symbols_of_value(s, value);
    json_t *inner = json_is_array(copy) ? copy : json_object_get(copy, "tuple");
    if (is_form(members, "ti") || is_form(members, "tiii") || is_form(members, "ii"))
        json_array_set_new(inner, 1, port(s, json_array_get(members, 1)));
    if (is_form(members, "ii"))
        json_array_set_new(inner, 0, given_number(s, json_array_get(members, 0)));
    if (is_form(members, "tiiib"))
        json_array_set_new(inner, 4, hardware(s, json_array_get(members, 4)));
    return copy;
}

/* Which member of a result is an address, and which are descriptors, processes or inodes. */
enum shape { PLAIN, ADDRESS, ADDRESS_AT_1, ADDRESS_AT_3, DESCRIPTOR, DESCRIPTORS, PROCESS, INODE };

static enum shape shape_of(const char *op) {
    static const struct {
        const char *op;
        enum shape shape;
    } shapes[] = {
        {".getsockname", ADDRESS},
        {".getpeername", ADDRESS},
        {".accept", ADDRESS_AT_1},
        {".recvfrom", ADDRESS_AT_1},
        {".recvfrom_into", ADDRESS_AT_1},
        {".recvmsg", ADDRESS_AT_3},
        {".recvmsg_into", ADDRESS_AT_3},
        {".fileno", DESCRIPTOR},
        {".detach", DESCRIPTOR},
        {"dup", DESCRIPTOR},
        {"sys.dup", DESCRIPTOR},
        {"sys.open", DESCRIPTOR},
        {"sys.pipe", DESCRIPTORS},
        {"recv_fds", DESCRIPTORS},
        {"sys.pid", PROCESS},
        {"sys.fstat", INODE},
    };
    for (size_t i = 0; op && i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(shapes[i].op, op) == 0)
            return shapes[i].shape;
    return PLAIN;
}

static json_t *descriptors(struct symbols *s, const json_t *value) {
    const json_t *members = value_members(value);
    int64_t number;
    if (!members)
        return value_kind(value) == VALUE_INT && value_int64(value, &number) && number >= 0
                   ? numbered_int(s, "fd", value)
                   : symbols_of_value(s, value);
    json_t *copy = json_array();
    size_t i;
    const json_t *member;
    json_array_foreach(members, i, member) json_array_append_new(copy, descriptors(s, member));
    return symbols_rebuild(value, copy);
}

/* One member is special. */
static json_t *with_member(struct symbols *s, const json_t *value, size_t at,
                           json_t *(*special)(struct symbols *, const json_t *)) {
    json_t *copy = symbols_of_value(s, value);
    json_t *inner = json_is_array(copy) ? copy : json_object_get(copy, "tuple");
    const json_t *member = json_array_get(value_members(value), at);
    if (inner && member)
        json_array_set_new(inner, at, special(s, member));
    return copy;
}

static json_t *process(struct symbols *s, const json_t *value) {
    return numbered_int(s, "pid", value);
}

static json_t *inode(struct symbols *s, const json_t *value) {
    return numbered_int(s, "inode", value);
}

json_t *symbols_of_result(struct symbols *s, const char *op, const json_t *value) {
    json_t *first, *second;
    switch (shape_of(op)) {
    case ADDRESS:
        return address(s, value);
    case ADDRESS_AT_1:
        return with_member(s, value, 1, address);
    case ADDRESS_AT_3:
        return with_member(s, value, 3, address);
    case DESCRIPTOR:
        return descriptors(s, value);
    case DESCRIPTORS:
        /* recv_fds gives (data, [descriptors], flags, address), sys.pipe two descriptors */
        if (json_array_size(value_members(value)) != 4)
            return descriptors(s, value);
        first = with_member(s, value, 1, descriptors);
        return first;
    case PROCESS:
        return process(s, value);
    case INODE:
        first = with_member(s, value, 1, inode);
        second = with_member(s, first, 2, inode);
        json_decref(first);
        return second;
    case PLAIN:
        break;
    }
    return symbols_of_value(s, value);
}
