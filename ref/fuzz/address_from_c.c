/* Whatever the system reports as a C address becomes a value without harm; as an argument that value is taken again,
 * and means the same. */
#include "address.h"
#include "input.h"
#include "interfaces_stub.h"
#include "same_address.h"

/* Every part can be asked for, and lies where it may. */
static void ask(const rs_address *address) {
    char host[RS_INET6_TEXT];
    int size = rs_address_host(address, host, sizeof host, NULL);
    MUST(size == ((address->kind == RS_ADDRESS_INET || address->kind == RS_ADDRESS_INET6) ? (int)strlen(host) : -1));
    MUST(address->kind != RS_ADDRESS_HOST);
    if (address->kind == RS_ADDRESS_UNIX)
        MUST(address->un.size <= RS_UNIX_MAX);
    if (address->kind == RS_ADDRESS_RAW)
        MUST(address->raw.size <= RS_SOCKADDR_MAX);
    if (address->kind != RS_ADDRESS_FIELDS)
        return;
    MUST(address->fields.count <= RS_FIELDS_MAX);
    for (size_t i = 0; i < address->fields.count; i++) {
        rs_text text = rs_field_text(address, i);
        const char *room = address->fields.text;
        MUST(!text.data || (text.data >= room && text.data + text.size <= room + RS_FIELDS_TEXT));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const int protos[] = {-1, 0, 1, 2, 3, 6, 7};
    input from = {data, size};
    rs_address value, again;
    rs_c_address c = rs_address_room(), back;
    int proto = protos[take_byte(&from) % (sizeof protos / sizeof *protos)];
    if (from.size > sizeof c.storage) {
        MUST(rs_address_from_c(from.data, from.size, -1, &value, NULL) == -1);
        return 0;
    }
    if (from.size)
        memcpy(&c.storage, from.data, from.size);
    c.size = (socklen_t)from.size;
    rs_address_context context = {"fuzz", c.any.sa_family, proto, -1};
    rs_address_format(&context, &c, &value);
    ask(&value);
    MUST(rs_address_from_c(from.data, from.size, -1, &again, NULL) == 0);
    ask(&again);
    if (value.kind == RS_ADDRESS_NONE || rs_address_parse(&context, &value, &back, NULL) < 0)
        return 0;
    MUST(back.size <= sizeof back.storage && back.any.sa_family == c.any.sa_family);
    rs_address_format(&context, &back, &again);
    must_be_same(&value, &again);
    return 0;
}
