#include "address.h"

#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

/* An integer of any size: its low 64 bits, and whether that is all. */
static bool integer(const char *digits, rs_field *field) {
    bool negative = *digits == '-';
    uint64_t value = 0;
    digits += negative;
    if (!*digits)
        return false;
    for (; *digits >= '0' && *digits <= '9'; digits++) {
        unsigned digit = (unsigned)(*digits - '0');
        field->beyond |= value > (UINT64_MAX - digit) / 10;
        value = value * 10 + digit;
    }
    field->beyond |= value > (uint64_t)INT64_MAX + (negative ? 1 : 0);
    field->number = (int64_t)(negative ? 0 - value : value);
    return *digits == '\0';
}

static bool add_field(struct call *call, const json_t *value, rs_address *address) {
    static const char where[] = "an element of an address";
    rs_fields_address *fields = &address->fields;
    rs_field field = {.kind = RS_FIELD_INT};
    const char *digits = json_string_value(json_object_get(value, "int"));
    if (json_is_null(value)) {
        field.kind = RS_FIELD_NONE;
    } else if (value_is_text(value) || value_is_bytes(value)) {
        rs_text text;
        if (!value_host(call, value, where, false, &text))
            return false;
        field.kind = text.bytes ? RS_FIELD_BYTES : RS_FIELD_TEXT;
        field.data = text.data;
        field.size = text.size;
    } else if (!digits || !integer(digits, &field)) {
        long long number;
        if (!value_int(call, value, where, INT64_MIN, INT64_MAX, &number))
            return false;
        field.number = number;
    }
    if (fields->count < RS_FIELDS_MAX)
        fields->field[fields->count] = field;
    fields->count++;
    return true;
}

bool value_address(struct call *call, const json_t *value, const char *where, rs_address *address) {
    *address = (rs_address){.kind = RS_ADDRESS_NONE};
    if (json_is_null(value))
        return true;
    rs_start_fields(address);
    const json_t *list = json_object_get(value, "tuple");
    if (!list && !json_is_array(value)) {
        address->fields.bare = true;
        return add_field(call, value, address);
    }
    const json_t *members;
    size_t count;
    if (!value_sequence(call, value, where, &members, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!add_field(call, json_array_get(members, i), address))
            return false;
    return true;
}

bool arg_address(struct call *call, int index, rs_address *address) {
    call->reading = index;
    return value_address(call, call->argument[index], NULL, address);
}

static void give_host(struct call *call, const rs_address *address) {
    char host[RS_INET6_TEXT] = "";
    rs_address_host(address, host, sizeof host, NULL);
    give_text(call, host);
}

/* (family, the bytes behind it): the form for families that have none. */
static void give_raw(struct call *call, const rs_raw_address *raw) {
    struct sockaddr_storage storage = {0};
    memcpy(&storage, raw->data, raw->size < sizeof storage ? raw->size : sizeof storage);
    size_t family_end = offsetof(struct sockaddr, sa_data);
    give_tuple(call, 2);
    give_int(call, storage.ss_family);
    give_bytes(call, raw->data + family_end, raw->size > family_end ? raw->size - family_end : 0);
    give_end(call);
}

static void give_fields(struct call *call, const rs_address *address) {
    const rs_fields_address *fields = &address->fields;
    if (!fields->bare)
        give_tuple(call, fields->count);
    for (size_t i = 0; i < fields->count; i++) {
        rs_text text = rs_field_text(address, i);
        if (!text.data && fields->field[i].beyond)
            give_beyond(call, (unsigned long long)rs_field_int(address, i));
        else if (!text.data)
            give_int(call, rs_field_int(address, i));
        else if (text.bytes)
            give_bytes(call, text.data, text.size);
        else
            give_text_n(call, text.data, text.size);
    }
    if (!fields->bare)
        give_end(call);
}

void give_address(struct call *call, const rs_address *address) {
    switch (address->kind) {
    case RS_ADDRESS_NONE:
        give_none(call);
        break;
    case RS_ADDRESS_HOST: /* is never reported */
        call_unsupported(call, "the library reported an address that is not resolved");
        break;
    case RS_ADDRESS_INET:
        give_tuple(call, 2);
        give_host(call, address);
        give_int(call, address->inet.port);
        give_end(call);
        break;
    case RS_ADDRESS_INET6:
        give_tuple(call, 4);
        give_host(call, address);
        give_int(call, address->inet6.port);
        give_int(call, address->inet6.flowinfo);
        give_int(call, address->inet6.scope_id);
        give_end(call);
        break;
    case RS_ADDRESS_UNIX:
        if (address->un.size > 0 && address->un.name[0] == '\0')
            give_bytes(call, address->un.name, address->un.size);
        else
            give_text_n(call, address->un.name, address->un.size);
        break;
    case RS_ADDRESS_RAW:
        give_raw(call, &address->raw);
        break;
    case RS_ADDRESS_FIELDS:
        give_fields(call, address);
        break;
    }
}
