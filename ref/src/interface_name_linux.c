/* Interfaces by the socket whose address it is. man:netdevice(7). */
#include "interface_name.h"

#include "error.h"

#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>

bool rs_interface_fits(rs_text name) {
    return name.size < IFNAMSIZ;
}

int rs_interface_index(const rs_address_context *context, rs_text name, int *index, rs_error *error) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    if (!rs_interface_fits(name))
        return rs_fail_errno(error, ENODEV);
    if (name.size)
        memcpy(request.ifr_name, name.data, name.size);
    if (context->fd == RS_NO_SOCKET)
        *index = (int)if_nametoindex(request.ifr_name);
    else if (ioctl(context->fd, SIOCGIFINDEX, &request) == 0)
        *index = request.ifr_ifindex;
    else
        *index = 0;
    return *index ? 0 : rs_fail_errno(error, errno);
}

void rs_report_interface(const rs_address_context *context, int index, rs_address *result) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    request.ifr_ifindex = index;
    bool found = false;
    if (index != 0)
        found = context->fd == RS_NO_SOCKET ? if_indextoname((unsigned)index, request.ifr_name) != NULL
                                            : ioctl(context->fd, SIOCGIFNAME, &request) == 0;
    rs_report_text(result, request.ifr_name, found ? strnlen(request.ifr_name, IFNAMSIZ) : 0);
}
