/* Two address values that mean the same. */
#ifndef SAME_ADDRESS_H
#define SAME_ADDRESS_H

#include "input.h"

static inline void must_be_same(const rs_address *a, const rs_address *b) {
    MUST(a->kind == b->kind);
    switch (a->kind) {
    case RS_ADDRESS_INET:
        MUST(a->inet.port == b->inet.port && memcmp(a->inet.address, b->inet.address, sizeof a->inet.address) == 0);
        break;
    case RS_ADDRESS_INET6:
        MUST(a->inet6.port == b->inet6.port && a->inet6.flowinfo == b->inet6.flowinfo &&
             a->inet6.scope_id == b->inet6.scope_id &&
             memcmp(a->inet6.address, b->inet6.address, sizeof a->inet6.address) == 0);
        break;
    case RS_ADDRESS_UNIX:
        MUST(a->un.size == b->un.size && memcmp(a->un.name, b->un.name, a->un.size) == 0);
        break;
    case RS_ADDRESS_RAW:
        MUST(a->raw.size == b->raw.size && memcmp(a->raw.data, b->raw.data, a->raw.size) == 0);
        break;
    case RS_ADDRESS_FIELDS:
        MUST(a->fields.count == b->fields.count && a->fields.bare == b->fields.bare);
        for (size_t i = 0; i < a->fields.count; i++) {
            rs_text x = rs_field_text(a, i), y = rs_field_text(b, i);
            MUST(rs_field_int(a, i) == rs_field_int(b, i));
            MUST(x.size == y.size && (x.size == 0 || memcmp(x.data, y.data, x.size) == 0));
        }
        break;
    case RS_ADDRESS_NONE:
    case RS_ADDRESS_HOST:
        break;
    }
}

#endif
