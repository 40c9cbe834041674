/* AF_QIPCRTR: (node, port), of Qualcomm's processors in one machine. Linux, include/uapi/linux/qrtr.h. */
#include "pair.h"

#include <linux/qrtr.h>
#include <string.h>

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_qrtr c = {.sq_family = AF_QIPCRTR};
    uint32_t pair[2] = {0};
    (void)context;
    if (rs_read_parsed_pair(address, "AF_QIPCRTR", pair, error) < 0)
        return -1;
    c.sq_node = pair[0];
    c.sq_port = pair[1];
    return rs_put_c(result, &c, sizeof c);
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_qrtr c;
    (void)context;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    rs_report_pair(result, AF_QIPCRTR, c.sq_node, c.sq_port);
    return true;
}

const rs_family_operations rs_family_qipcrtr = {AF_QIPCRTR, parse, format, RS_STRICT_FLAGS};
