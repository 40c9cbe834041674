#include "bdaddr.h"

#include "error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int rs_parse_bdaddr(rs_text text, rs_bdaddr *bdaddr, rs_error *error) {
    char copy[64], *at = copy;
    bool good = text.size < sizeof copy && !rs_text_has_nul(text);
    if (good) {
        memcpy(copy, text.data, text.size);
        copy[text.size] = '\0';
    }
    for (int i = 5; good && i >= 0; i--) {
        char *end;
        unsigned long value = strtoul(at, &end, 16);
        good = end != at && value <= 0xff && *end == (i > 0 ? ':' : '\0');
        bdaddr->byte[i] = (uint8_t)value;
        at = end + 1;
    }
    return good ? 0 : rs_fail(error, RS_OSERROR, "bad bluetooth address");
}

void rs_report_bdaddr(rs_address *result, const rs_bdaddr *bdaddr) {
    const uint8_t *b = bdaddr->byte;
    char text[18];
    int size = snprintf(text, sizeof text, "%02X:%02X:%02X:%02X:%02X:%02X", b[5], b[4], b[3], b[2], b[1], b[0]);
    rs_report_text(result, text, (size_t)size);
}

int rs_fail_bluetooth(const rs_address_context *context, rs_error *error) {
    return rs_fail(error, RS_OSERROR, "%s(): wrong format", context->caller);
}

int rs_read_bdaddr_pair(const rs_address_context *context, const rs_address *address, rs_bdaddr *bdaddr, int *number,
                        rs_error *error) {
    rs_text text;
    if (rs_need_fields(context, address, "AF_BLUETOOTH", 2, 2, "(bdaddr, number)", NULL) < 0 ||
        rs_read_text(address, 0, &text, NULL) < 0 || rs_read_int(address, 1, number, NULL) < 0)
        return rs_fail_bluetooth(context, error);
    return rs_parse_bdaddr(text, bdaddr, error);
}

int rs_read_bare_bdaddr(const rs_address_context *context, const rs_address *address, rs_bdaddr *bdaddr,
                        rs_error *error) {
    bool bare = address->kind == RS_ADDRESS_FIELDS && address->fields.bare;
    bool reported = bare && address->fields.family != 0; /* as text, which is taken, too */
    rs_text text = bare ? rs_field_text(address, 0) : rs_str(NULL);
    if (!text.data || !(text.bytes || reported))
        return rs_fail_bluetooth(context, error);
    if (rs_text_has_nul(text)) /* as CPython from 3.13.4 on; an earlier one reads up to the NUL */
        return rs_fail(error, RS_VALUE_ERROR, "embedded null byte");
    return rs_parse_bdaddr(text, bdaddr, error);
}
