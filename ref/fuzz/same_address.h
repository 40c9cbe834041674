/* Two address values that mean the same. */
#ifndef SAME_ADDRESS_H
#define SAME_ADDRESS_H

#include "input.h"

static inline void must_be_same(const rs_address *a, const rs_address *b) {
    MUST(a->kind == b->kind);
    switch (a->kind) {
    case RS_ADDRESS_INET:
        MUST(memcmp(&a->inet, &b->inet, sizeof a->inet) == 0);
        break;
    case RS_ADDRESS_INET6:
        MUST(memcmp(&a->inet6, &b->inet6, sizeof a->inet6) == 0);
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
