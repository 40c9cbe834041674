/* AF_NETLINK: (pid, groups) [family.netlink.pair]. man:netlink(7). */
#include "pair.h"

#include <linux/netlink.h>
#include <string.h>

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_nl c = {.nl_family = AF_NETLINK};
    uint32_t pair[2];
    if (rs_read_pair(context, address, "AF_NETLINK", "(pid, groups)", pair, error) < 0)
        return -1;
    c.nl_pid = pair[0];
    c.nl_groups = pair[1];
    return rs_put_c(result, &c, sizeof c);
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_nl c;
    (void)context;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    rs_report_pair(result, AF_NETLINK, c.nl_pid, c.nl_groups);
    return true;
}

const rs_family_operations rs_family_netlink = {AF_NETLINK, parse, format, 0};
