/* PF_SYSTEM with SYSPROTO_CONTROL on macOS: the name of a kernel control, whose id the system then tells, or (id, unit)
 * [family.system.string .string-dynamic-id .tuple]. <sys/kern_control.h> */
#include "error.h"
#include "fields.h"

#include <string.h>
#include <sys/ioctl.h>
#include <sys/kern_control.h>
#include <sys/sys_domain.h>

static int find_control(int fd, rs_text name, uint32_t *id, rs_error *error) {
    struct ctl_info info;
    memset(&info, 0, sizeof info);
    if (name.size > sizeof info.ctl_name)
        return rs_fail(error, RS_VALUE_ERROR, "provided string is too long");
    memcpy(info.ctl_name, name.data, name.size);
    if (ioctl(fd, CTLIOCGINFO, &info) < 0)
        return rs_fail(error, RS_OSERROR, "cannot find kernel control with provided name");
    *id = info.ctl_id;
    return 0;
}

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_ctl c;
    rs_text name;
    memset(&c, 0, sizeof c);
    c.sc_len = sizeof c;
    c.sc_family = AF_SYSTEM;
    c.ss_sysaddr = AF_SYS_CONTROL;
    if (context->proto != SYSPROTO_CONTROL)
        return rs_fail(error, RS_OSERROR, "%s(): unsupported PF_SYSTEM protocol", context->caller);
    if (address->kind == RS_ADDRESS_FIELDS && address->fields.bare) {
        if (rs_read_text(address, 0, &name, error) < 0 || find_control(context->fd, name, &c.sc_id, error) < 0)
            return -1;
    } else if (rs_need_fields(context, address, "PF_SYSTEM", 2, 2, "(id, unit)", error) < 0 ||
               rs_read_u32(address, 0, &c.sc_id, error) < 0 || rs_read_u32(address, 1, &c.sc_unit, error) < 0) {
        return -1;
    }
    return rs_put_c(result, &c, sizeof c);
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_ctl c;
    if (context->proto != SYSPROTO_CONTROL || !rs_get_c(address, &c, sizeof c))
        return false;
    rs_report_fields(result, AF_SYSTEM);
    rs_add_int(result, c.sc_id);
    rs_add_int(result, c.sc_unit);
    return true;
}

const rs_family_operations rs_family_system = {AF_SYSTEM, parse, format, 0};
