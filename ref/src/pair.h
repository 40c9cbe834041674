/* A pair of two unsigned numbers of 32 bits, which is the form of several families. */
#ifndef RS_PAIR_H
#define RS_PAIR_H

#include "fields.h"

static inline int rs_read_pair(const rs_address_context *context, const rs_address *address, const char *family,
                               const char *usage, uint32_t pair[2], rs_error *error) {
    if (rs_need_fields(context, address, family, 2, 2, usage, error) < 0 ||
        rs_read_u32(address, 0, &pair[0], error) < 0 || rs_read_u32(address, 1, &pair[1], error) < 0)
        return -1;
    return 0;
}

static inline void rs_report_pair(rs_address *address, int family, uint32_t first, uint32_t second) {
    rs_report_fields(address, family);
    rs_add_int(address, first);
    rs_add_int(address, second);
}

#endif
