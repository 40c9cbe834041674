/* AF_VSOCK: (CID, port), of a virtual machine or its host. man:vsock(7). */
#include "pair.h"

#include <linux/vm_sockets.h>
#include <string.h>

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_vm c = {.svm_family = AF_VSOCK};
    uint32_t pair[2] = {0};
    (void)context;
    if (rs_read_parsed_pair(address, "AF_VSOCK", pair, error) < 0)
        return -1;
    c.svm_cid = pair[0];
    c.svm_port = pair[1];
    return rs_put_c(result, &c, sizeof c);
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_vm c;
    (void)context;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    rs_report_pair(result, AF_VSOCK, c.svm_cid, c.svm_port);
    return true;
}

const rs_family_operations rs_family_vsock = {AF_VSOCK, parse, format, RS_WIDE_OPTIONS | RS_STARTS_OVER};
