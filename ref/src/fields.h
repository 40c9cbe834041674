/* Reading the elements of an address argument, and writing those of a reported one. `index` is from 0; each failure is
 * CPython's for the argument. */
#ifndef RS_FIELDS_H
#define RS_FIELDS_H

#include "address.h"
#include "text.h"

/* FIELDS with min to max elements, in a tuple. Otherwise TypeError: `family` must be a tuple, or have the form `usage`.
 */
int rs_need_fields(const rs_address_context *context, const rs_address *address, const char *family, size_t min,
                   size_t max, const char *usage, rs_error *error);

/* 0 if a number is within an int of C, else OverflowError. */
int rs_check_int(int64_t number, rs_error *error);

/* An int of C, which an element may be out of: OverflowError. */
int rs_read_int(const rs_address *address, size_t index, int *value, rs_error *error);
/* Cut to as many bits as the result has (CPython does not check these). */
int rs_read_u32(const rs_address *address, size_t index, uint32_t *value, rs_error *error);
int rs_read_u64(const rs_address *address, size_t index, uint64_t *value, rs_error *error);

/* A text without NUL (ValueError), borrowed; not terminated. */
int rs_read_text(const rs_address *address, size_t index, rs_text *text, rs_error *error);
/* The same, with rs_need_fields()' TypeError of a tuple where the element is no text. */
int rs_read_text_of(const rs_address *address, size_t index, const char *family, const char *usage, rs_text *text,
                    rs_error *error);
/* Bytes, borrowed. */
int rs_read_bytes(const rs_address *address, size_t index, rs_text *bytes, rs_error *error);
/* Text or bytes without NUL, as a file's name is given (os.fsencode()), borrowed. */
int rs_read_name(const rs_address *address, size_t index, rs_text *name, rs_error *error);

/* The tuple (host, port[, flowinfo[, scopeid]]); `max` elements may be there. */
int rs_read_host(const rs_address_context *context, const rs_address *address, const char *family, size_t max,
                 const char *usage, rs_host_address *host, rs_error *error);

/* Begins a reported address of the context's family; the elements follow with rs_add_int() and these. Texts are copied,
 * cut to the room. */
void rs_report_fields(rs_address *address, int family);
void rs_report_u64(rs_address *address, uint64_t number);
void rs_report_text(rs_address *address, const char *text, size_t size);
void rs_report_bytes(rs_address *address, const void *data, size_t size);

#endif
