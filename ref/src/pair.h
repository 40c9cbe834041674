/* A pair of two unsigned numbers of 32 bits, which is the form of several families. */
#ifndef RS_PAIR_H
#define RS_PAIR_H

#include "error.h"
#include "fields.h"

static inline int rs_read_numbers(const rs_address *address, uint32_t pair[2], rs_error *error) {
    return rs_read_u32(address, 0, &pair[0], error) < 0 ? -1 : rs_read_u32(address, 1, &pair[1], error);
}

static inline int rs_read_pair(const rs_address_context *context, const rs_address *address, const char *family,
                               const char *usage, uint32_t pair[2], rs_error *error) {
    if (rs_need_fields(context, address, family, 2, 2, usage, error) < 0)
        return -1;
    return rs_read_numbers(address, pair, error);
}

/* The same where CPython leaves it to its argument parser to say what is wrong. */
static inline int rs_read_parsed_pair(const rs_address *address, const char *family, uint32_t pair[2],
                                      rs_error *error) {
    if (address->kind != RS_ADDRESS_FIELDS || address->fields.bare)
        return rs_fail(error, RS_TYPE_ERROR, "getsockaddrarg: %s address must be tuple, not %s", family,
                       rs_form(address));
    if (address->fields.count != 2)
        return rs_fail(error, RS_TYPE_ERROR, "getsockaddrarg() takes exactly 2 arguments (%zu given)",
                       address->fields.count);
    return rs_read_numbers(address, pair, error);
}

static inline void rs_report_pair(rs_address *address, int family, uint32_t first, uint32_t second) {
    rs_report_fields(address, family);
    rs_add_int(address, first);
    rs_add_int(address, second);
}

#endif
