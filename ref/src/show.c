#include "show.h"

#include "fields.h"
#include "wtf8.h"

#include <stdio.h>

/* Where it is written; full when something had no room. */
typedef struct writing {
    char *text;
    size_t size, used;
    bool full;
} writing;

static void put(writing *to, const char *text, size_t size) {
    if (to->full || size >= to->size - to->used) {
        to->full = true;
        return;
    }
    memcpy(to->text + to->used, text, size);
    to->used += size;
    to->text[to->used] = '\0';
}

static void put_text(writing *to, const char *text) {
    put(to, text, strlen(text));
}

static void put_number(writing *to, int64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    put_text(to, digits);
}

/* A byte, or a character below U+0100, as an escape. */
static void put_escape(writing *to, unsigned value, char quote) {
    char escape[8];
    const char *letter = strchr("\tt\nn\rr", (int)value);
    if (value == (unsigned char)quote || value == '\\')
        snprintf(escape, sizeof escape, "\\%c", (int)value);
    else if (value && letter && value < ' ')
        snprintf(escape, sizeof escape, "\\%c", letter[1]);
    else
        snprintf(escape, sizeof escape, "\\x%02x", value & 0xff);
    put_text(to, escape);
}

static void put_surrogate(writing *to, unsigned number) {
    char escape[8];
    snprintf(escape, sizeof escape, "\\u%04x", number & 0xffff);
    put_text(to, escape);
}

static bool is_plain(unsigned value, char quote) {
    return value >= ' ' && value < 127 && value != (unsigned char)quote && value != '\\';
}

/* The character at `at`, and its bytes. A byte that is none is what surrogateescape makes of it. */
static size_t put_character(writing *to, const char *at, size_t left, char quote) {
    size_t wrong, size = rs_utf8_character(at, left, true, &wrong);
    unsigned number = size ? rs_wtf8_number(at) : 0xdc00u + (unsigned char)*at;
    if (size == 0 || (size == 3 && rs_is_surrogate(at)))
        put_surrogate(to, number);
    else if (is_plain(number, quote) || (number > 0xa0 && number != 0xad))
        put(to, at, size);
    else
        put_escape(to, number, quote);
    return size ? size : 1;
}

static void put_string(writing *to, rs_text text) {
    bool doubled = text.size && memchr(text.data, '\'', text.size) && !memchr(text.data, '"', text.size);
    char quote = doubled ? '"' : '\'';
    put_text(to, text.bytes ? "b" : "");
    put(to, &quote, 1);
    for (size_t i = 0; i < text.size;) {
        unsigned char byte = (unsigned char)text.data[i];
        if (!text.bytes) {
            i += put_character(to, text.data + i, text.size - i, quote);
            continue;
        }
        if (is_plain(byte, quote))
            put(to, text.data + i, 1);
        else
            put_escape(to, byte, quote);
        i++;
    }
    put(to, &quote, 1);
}

static void put_field(writing *to, const rs_address *address, size_t index) {
    const rs_field *field = &address->fields.field[index];
    switch (field->kind) {
    case RS_FIELD_INT:
        put_number(to, field->number);
        break;
    case RS_FIELD_TEXT:
    case RS_FIELD_BYTES:
        put_string(to, rs_field_text(address, index));
        break;
    case RS_FIELD_OTHER: /* of which the type alone is known */
        put_text(to, "<");
        put_text(to, field->data ? field->data : "object");
        put_text(to, ">");
        break;
    default:
        put_text(to, "None");
    }
}

static void put_fields(writing *to, const rs_address *address) {
    size_t count = address->fields.count;
    if (address->fields.bare) {
        put_field(to, address, 0);
        return;
    }
    put_text(to, "(");
    for (size_t i = 0; i < count && i < RS_FIELDS_MAX; i++) {
        put_text(to, i ? ", " : "");
        put_field(to, address, i);
    }
    put_text(to, count == 1 ? ",)" : ")");
}

/* A host with `count` of the four elements. */
static void put_host(writing *to, rs_text host, int count, int64_t port, int64_t flowinfo, int64_t scope_id) {
    const int64_t numbers[] = {port, flowinfo, scope_id};
    put_text(to, "(");
    put_string(to, host);
    for (int i = 0; i < count - 1 && i < 3; i++) {
        put_text(to, ", ");
        put_number(to, numbers[i]);
    }
    put_text(to, ")");
}

void rs_show_address(const rs_address *address, char *text, size_t size) {
    char host[RS_INET6_TEXT] = "";
    writing to = {text, size, 0, false};
    bool abstract = address->kind == RS_ADDRESS_UNIX && address->un.size && address->un.name[0] == '\0';
    *text = '\0';
    rs_address_host(address, host, sizeof host, NULL);
    switch (address->kind) {
    case RS_ADDRESS_HOST:
        put_host(&to, address->host.host, address->host.fields ? address->host.fields : 2, address->host.port,
                 address->host.flowinfo, address->host.scope_id);
        break;
    case RS_ADDRESS_FIELDS:
        put_fields(&to, address);
        break;
    case RS_ADDRESS_INET:
        put_host(&to, rs_str(host), 2, address->inet.port, 0, 0);
        break;
    case RS_ADDRESS_INET6:
        put_host(&to, rs_str(host), 4, address->inet6.port, address->inet6.flowinfo, address->inet6.scope_id);
        break;
    case RS_ADDRESS_UNIX:
        put_string(&to, (rs_text){address->un.name, address->un.size, abstract});
        break;
    default:
        put_text(&to, "None");
    }
}
