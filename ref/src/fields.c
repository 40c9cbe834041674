/* The elements of an address: made and read by callers, read and reported by families. */
#include "fields.h"

#include "error.h"

#include <limits.h>
#include <string.h>

void rs_start_fields(rs_address *address) {
    memset(address, 0, sizeof *address);
    address->kind = RS_ADDRESS_FIELDS;
}

static void add(rs_address *address, rs_field_kind kind, int64_t number, const char *data, size_t size) {
    rs_fields_address *fields = &address->fields;
    if (fields->count < RS_FIELDS_MAX)
        fields->field[fields->count] = (rs_field){.kind = kind, .number = number, .data = data, .size = size};
    fields->count++;
}

void rs_add_int(rs_address *address, int64_t number) {
    add(address, RS_FIELD_INT, number, NULL, 0);
}

void rs_add_text(rs_address *address, const char *text) {
    add(address, text ? RS_FIELD_TEXT : RS_FIELD_NONE, 0, text, text ? strlen(text) : 0);
}

void rs_add_bytes(rs_address *address, const void *data, size_t size) {
    add(address, data ? RS_FIELD_BYTES : RS_FIELD_NONE, 0, data, size);
}

void rs_report_fields(rs_address *address, int family) {
    rs_start_fields(address);
    address->fields.family = family;
}

void rs_report_u64(rs_address *address, uint64_t number) {
    rs_add_int(address, (int64_t)number);
    address->fields.field[address->fields.count - 1].beyond = number > INT64_MAX;
}

/* Reported texts stand one after the other in `text`; `number` is where. */
static void report(rs_address *address, rs_field_kind kind, const void *data, size_t size) {
    rs_fields_address *fields = &address->fields;
    size_t used = 0;
    for (size_t i = 0; i < fields->count && i < RS_FIELDS_MAX; i++)
        used += fields->field[i].size;
    if (size > sizeof fields->text - used)
        size = sizeof fields->text - used;
    if (size)
        memcpy(fields->text + used, data, size);
    add(address, kind, (int64_t)used, NULL, size);
}

void rs_report_text(rs_address *address, const char *text, size_t size) {
    report(address, RS_FIELD_TEXT, text, size);
}

void rs_report_bytes(rs_address *address, const void *data, size_t size) {
    report(address, RS_FIELD_BYTES, data, size);
}

static const rs_field *field_at(const rs_address *address, size_t index) {
    static const rs_field none;
    bool there = address->kind == RS_ADDRESS_FIELDS && index < address->fields.count && index < RS_FIELDS_MAX;
    return there ? &address->fields.field[index] : &none;
}

rs_text rs_field_text(const rs_address *address, size_t index) {
    const rs_field *field = field_at(address, index);
    if (field->kind != RS_FIELD_TEXT && field->kind != RS_FIELD_BYTES)
        return rs_str(NULL);
    const char *data = field->data ? field->data : address->fields.text + field->number;
    return (rs_text){data, field->size, field->kind == RS_FIELD_BYTES};
}

int64_t rs_field_int(const rs_address *address, size_t index) {
    const rs_field *field = field_at(address, index);
    return field->kind == RS_FIELD_INT ? field->number : 0;
}

static const char *type_name(const rs_field *field) {
    switch (field->kind) {
    case RS_FIELD_NONE:
        return "NoneType";
    case RS_FIELD_INT:
        return "int";
    case RS_FIELD_TEXT:
        return "str";
    case RS_FIELD_BYTES:
        return "bytes";
    case RS_FIELD_OTHER:
        break;
    }
    return field->data ? field->data : "object";
}

const char *rs_form(const rs_address *address) {
    switch (address->kind) {
    case RS_ADDRESS_NONE:
        return "NoneType";
    case RS_ADDRESS_UNIX:
        return address->un.size && address->un.name[0] == '\0' ? "bytes" : "str";
    case RS_ADDRESS_FIELDS:
        return address->fields.bare ? type_name(&address->fields.field[0]) : "tuple";
    default:
        return "tuple";
    }
}

int rs_fail_form(const char *caller, const char *family, const rs_address *address, rs_error *error) {
    return rs_fail(error, RS_TYPE_ERROR, "%s(): %s address must be tuple, not %s", caller, family, rs_form(address));
}

int rs_need_fields(const rs_address_context *context, const rs_address *address, const char *family, size_t min,
                   size_t max, const char *usage, rs_error *error) {
    if (address->kind != RS_ADDRESS_FIELDS || address->fields.bare)
        return rs_fail_form(context->caller, family, address, error);
    if (address->fields.count < min || address->fields.count > max)
        return rs_fail(error, RS_TYPE_ERROR, "%s address must be a %s %s", family, max == 2 ? "pair" : "tuple", usage);
    return 0;
}

static int number_at(const rs_address *address, size_t index, const rs_field **field, rs_error *error) {
    *field = field_at(address, index);
    if ((*field)->kind != RS_FIELD_INT)
        return rs_fail(error, RS_TYPE_ERROR, "'%s' object cannot be interpreted as an integer", type_name(*field));
    return 0;
}

int rs_check_int(int64_t number, rs_error *error) {
    if (number > INT_MAX)
        return rs_fail(error, RS_OVERFLOW_ERROR, "signed integer is greater than maximum");
    if (number < INT_MIN)
        return rs_fail(error, RS_OVERFLOW_ERROR, "signed integer is less than minimum");
    return 0;
}

int rs_read_int(const rs_address *address, size_t index, int *value, rs_error *error) {
    const rs_field *field;
    if (number_at(address, index, &field, error) < 0)
        return -1;
    if (field->beyond)
        return rs_fail(error, RS_OVERFLOW_ERROR, "Python int too large to convert to C long");
    if (rs_check_int(field->number, error) < 0)
        return -1;
    *value = (int)field->number;
    return 0;
}

int rs_read_u64(const rs_address *address, size_t index, uint64_t *value, rs_error *error) {
    const rs_field *field;
    if (number_at(address, index, &field, error) < 0)
        return -1;
    *value = (uint64_t)field->number;
    return 0;
}

int rs_read_u32(const rs_address *address, size_t index, uint32_t *value, rs_error *error) {
    uint64_t wide;
    if (rs_read_u64(address, index, &wide, error) < 0)
        return -1;
    *value = (uint32_t)wide;
    return 0;
}

/* Text if `wanted` says so, bytes if that does. */
static int read(const rs_address *address, size_t index, bool text, bool bytes, rs_text *result, rs_error *error) {
    const rs_field *field = field_at(address, index);
    *result = rs_field_text(address, index);
    if ((field->kind == RS_FIELD_TEXT && text) || (field->kind == RS_FIELD_BYTES && bytes))
        return 0;
    if (!text)
        return rs_fail(error, RS_TYPE_ERROR, "a bytes-like object is required, not '%s'", type_name(field));
    if (!bytes)
        return rs_fail(error, RS_TYPE_ERROR, "argument %zu must be str, not %s", index + 1, type_name(field));
    return rs_fail(error, RS_TYPE_ERROR, "expected str, bytes or os.PathLike object, not %s", type_name(field));
}

int rs_read_bytes(const rs_address *address, size_t index, rs_text *bytes, rs_error *error) {
    return read(address, index, false, true, bytes, error);
}

int rs_read_text(const rs_address *address, size_t index, rs_text *text, rs_error *error) {
    if (read(address, index, true, false, text, error) < 0)
        return -1;
    return rs_text_has_nul(*text) ? rs_fail(error, RS_VALUE_ERROR, "embedded null character") : 0;
}

int rs_read_text_of(const rs_address *address, size_t index, const char *family, const char *usage, rs_text *text,
                    rs_error *error) {
    if (field_at(address, index)->kind != RS_FIELD_TEXT)
        return rs_fail(error, RS_TYPE_ERROR, "%s address must be a tuple %s", family, usage);
    return rs_read_text(address, index, text, error);
}

int rs_read_name(const rs_address *address, size_t index, rs_text *name, rs_error *error) {
    if (read(address, index, true, true, name, error) < 0)
        return -1;
    return rs_text_has_nul(*name) ? rs_fail(error, RS_VALUE_ERROR, "embedded null byte") : 0;
}

int rs_read_host(const rs_address_context *context, const rs_address *address, const char *family, size_t max,
                 const char *usage, rs_host_address *host, rs_error *error) {
    uint32_t flowinfo = 0;
    const rs_field *port;
    memset(host, 0, sizeof *host);
    if (rs_need_fields(context, address, family, 2, max, usage, error) < 0)
        return -1;
    host->host = rs_field_text(address, 0);
    if (!host->host.data)
        return rs_fail(error, RS_TYPE_ERROR, "str, bytes or bytearray expected, not %s",
                       type_name(field_at(address, 0)));
    if (number_at(address, 1, &port, error) < 0)
        return -1;
    host->port = port->beyond ? INT64_MAX : port->number; /* out of the range of C ints either way */
    if (address->fields.count > 2 && rs_read_u32(address, 2, &flowinfo, error) < 0)
        return -1;
    if (address->fields.count > 3 && rs_read_u32(address, 3, &host->scope_id, error) < 0)
        return -1;
    host->flowinfo = flowinfo;
    host->fields = (int)address->fields.count;
    return 0;
}
