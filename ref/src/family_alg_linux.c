/* AF_ALG: (type, name[, feat[, mask]]) [family.alg.tuple-2]. Linux, Documentation/crypto/userspace-if.rst. */
#include "error.h"
#include "fields.h"

#include <linux/if_alg.h>
#include <string.h>

static const char usage[] = "(type, name[, feat[, mask]])";

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_alg c = {.salg_family = AF_ALG};
    rs_text type, name;
    if (rs_need_fields(context, address, "AF_ALG", 2, 4, usage, error) < 0 ||
        rs_read_text_of(address, 0, "AF_ALG", usage, &type, error) < 0 ||
        rs_read_text_of(address, 1, "AF_ALG", usage, &name, error) < 0)
        return -1;
    /* All 32 bits [family.alg.feat-u32, .mask-u32]: CPython cuts them to 16. */
    if ((address->fields.count > 2 && rs_read_u32(address, 2, &c.salg_feat, error) < 0) ||
        (address->fields.count > 3 && rs_read_u32(address, 3, &c.salg_mask, error) < 0))
        return -1;
    if (type.size >= sizeof c.salg_type)
        return rs_fail(error, RS_VALUE_ERROR, "AF_ALG type too long.");
    if (name.size >= sizeof c.salg_name)
        return rs_fail(error, RS_VALUE_ERROR, "AF_ALG name too long.");
    memcpy(c.salg_type, type.data, type.size);
    memcpy(c.salg_name, name.data, name.size);
    return rs_put_c(result, &c, sizeof c);
}

static void report(rs_address *result, const unsigned char *text, size_t room) {
    rs_report_text(result, (const char *)text, strnlen((const char *)text, room));
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_alg c;
    (void)context;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    rs_report_fields(result, AF_ALG);
    report(result, c.salg_type, sizeof c.salg_type);
    report(result, c.salg_name, sizeof c.salg_name);
    rs_add_int(result, c.salg_feat);
    rs_add_int(result, c.salg_mask);
    return true;
}

const rs_family_operations rs_family_alg = {AF_ALG, parse, format, RS_NAMELESS};
