/* Addresses as arguments, in every kind, for every family: refused, or a C address that means what was said. */
#include "address.h"
#include "input.h"
#include "interfaces_stub.h"
#include "same_address.h"

#include <netdb.h>

/* Names are not looked up. */
int __real_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list);
int __wrap_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list);
int __wrap_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list) {
    struct addrinfo numeric = hints ? *hints : (struct addrinfo){0};
    numeric.ai_flags |= AI_NUMERICHOST | AI_NUMERICSERV;
    return __real_getaddrinfo(host, port, &numeric, list);
}

static rs_address take_fields(input *from) {
    rs_address address;
    rs_start_fields(&address);
    for (int count = take_byte(from) % 8; count > 0; count--) {
        uint8_t kind = take_byte(from);
        rs_text text;
        switch (kind % 4) {
        case 0:
        case 1:
            rs_add_int(&address, take_number(from));
            if (kind >= 240 && address.fields.count <= RS_FIELDS_MAX)
                address.fields.field[address.fields.count - 1].beyond = true;
            break;
        default:
            text = take_text(from, 200);
            rs_add_bytes(&address, text.data, text.size);
            if (text.data && !text.bytes && address.fields.count <= RS_FIELDS_MAX)
                address.fields.field[address.fields.count - 1].kind = RS_FIELD_TEXT;
        }
    }
    address.fields.bare = address.fields.count == 1 && take_byte(from) % 2;
    return address;
}

static rs_address take_address(input *from) {
    rs_address address;
    input part;
    memset(&address, 0, sizeof address);
    switch (take_byte(from) % 7) {
    case 0:
        address.kind = RS_ADDRESS_HOST;
        address.host.host = take_text(from, 400);
        address.host.port = take_number(from);
        address.host.flowinfo = take_number(from);
        address.host.scope_id = take_u32(from);
        address.host.fields = take_byte(from) % 6;
        break;
    case 1:
        address.kind = RS_ADDRESS_INET;
        address.inet.port = (uint16_t)take_u32(from);
        for (int i = 0; i < 4; i++)
            address.inet.address[i] = take_byte(from);
        break;
    case 2:
        address.kind = RS_ADDRESS_INET6;
        address.inet6.port = (uint16_t)take_u32(from);
        address.inet6.flowinfo = take_u32(from);
        address.inet6.scope_id = take_u32(from);
        for (int i = 0; i < 16; i++)
            address.inet6.address[i] = take_byte(from);
        break;
    case 3:
        address.kind = RS_ADDRESS_UNIX;
        part = take_part(from, RS_UNIX_MAX);
        if (rs_unix_name(&address, part.data, part.size, NULL) < 0)
            address.kind = RS_ADDRESS_NONE;
        break;
    case 4:
        address.kind = RS_ADDRESS_RAW;
        part = take_part(from, RS_SOCKADDR_MAX);
        address.raw.size = part.size;
        if (part.size)
            memcpy(address.raw.data, part.data, part.size);
        break;
    default:
        address = take_fields(from);
    }
    return address;
}

/* Texts are reported as they were said; a Bluetooth address in its own form. */
static void said_is_reported(int family, const rs_address *said, const rs_address *value) {
    if (said->kind != RS_ADDRESS_FIELDS || value->kind != RS_ADDRESS_FIELDS || family == AF_BLUETOOTH)
        return;
    for (size_t i = 0; i < value->fields.count && i < said->fields.count; i++) {
        rs_text x = rs_field_text(said, i), y = rs_field_text(value, i);
        if (x.data && y.data)
            MUST(x.size == y.size && (x.size == 0 || memcmp(x.data, y.data, x.size) == 0));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const int protos[] = {-1, 0, 1, 2, 3, 6, 7};
    input from = {data, size};
    rs_error error = {0};
    rs_address value;
    rs_c_address c, again;
    size_t families = 0;
    while (rs_families[families])
        families++;
    MUST(families > 0);
    int family = rs_families[take_byte(&from) % families]->family;
    rs_address_context context = {"fuzz", family, protos[take_byte(&from) % (sizeof protos / sizeof *protos)], -1};
    rs_address address = take_address(&from);
    if (rs_address_parse(&context, &address, &c, &error) < 0) {
        MUST(error.kind != RS_NO_ERROR && error.text[0] != '\0');
        MUST(memchr(error.text, '\0', sizeof error.text) != NULL);
        return 0;
    }
    /* AF_RDS has the addresses of AF_INET; one that is given raw has its own family. */
    int expected = family == AF_RDS && address.kind != RS_ADDRESS_RAW ? AF_INET : family;
    MUST(c.size >= sizeof(sa_family_t) && c.size <= sizeof c.storage && c.any.sa_family == expected);
    rs_address_format(&context, &c, &value);
    if (value.kind == RS_ADDRESS_RAW)
        return 0;
    said_is_reported(family, &address, &value);
    if (rs_address_parse(&context, &value, &again, &error) < 0)
        return 0;
    /* What is reported says the same. */
    rs_address last;
    rs_address_format(&context, &again, &last);
    must_be_same(&value, &last);
    return 0;
}
