/* Arguments of a call, as C passes them. Each reader answers the call (unsupported: C is typed) and returns false if it
 * cannot be passed. `index` is the parameter's place in conformance/operations.tsv. */
#ifndef ADAPTER_ARGUMENTS_H
#define ADAPTER_ARGUMENTS_H

#include <refsock.h>

#include "call.h"

/* Whether it was passed and is not null. */
bool arg_given(const struct call *call, int index);

/* An integer (or a boolean) from min to max. The second leaves *value alone if it was not passed, or is None where that
 * is the default. */
bool arg_int(struct call *call, int index, long long min, long long max, long long *value);
bool arg_int_or(struct call *call, int index, long long min, long long max, long long *value);
bool arg_c_int_or(struct call *call, int index, int *value); /* any int */
bool arg_bool(struct call *call, int index, bool *value);
bool arg_bool_or(struct call *call, int index, bool *value);

/* A number of seconds; *none for null. */
bool arg_seconds(struct call *call, int index, bool *none, double *value);

/* Text without NUL, as bytes of the file system's encoding; lives as long as the call. The second leaves *text alone
 * for null or nothing. For helpers. */
bool arg_text(struct call *call, int index, const char **text);
bool arg_text_or(struct call *call, int index, const char **text);

/* Text for the library, with whatever it holds. The second gives None for nothing. A host may be bytes, and None
 * where `none` says so. */
bool arg_string(struct call *call, int index, rs_text *text);
bool arg_string_or(struct call *call, int index, rs_text *text);
bool arg_host(struct call *call, int index, bool none, rs_text *text);
bool value_host(struct call *call, const json_t *value, const char *where, bool none, rs_text *text);

/* Bytes: a bytes value, a fill, or a buffer without gaps. Live as long as the call. */
bool arg_bytes(struct call *call, int index, const void **data, size_t *length);

/* A path: text or bytes without NUL. */
bool arg_path(struct call *call, int index, const char **path);

/* An object of that kind; held until the end of the call. */
bool arg_object(struct call *call, int index, enum object_kind kind, struct object **object);

/* The same for a value that is not a parameter itself but part of one: `where` says for messages what it is; null: the
 * argument read last. */
bool value_int(struct call *call, const json_t *value, const char *where, long long min, long long max,
               long long *result);
bool value_bytes(struct call *call, const json_t *value, const char *where, const void **data, size_t *length);
bool value_text(struct call *call, const json_t *value, const char *where, const char **text, size_t *length);
/* Text with lone surrogates encoded as if they were characters. */
bool value_wtf8(struct call *call, const json_t *value, const char *where, const char **text, size_t *length);
bool value_object(struct call *call, const json_t *value, const char *where, enum object_kind kind,
                  struct object **object);

/* A list or tuple's members: *count and the JSON array; false (and answered) if it is neither. */
bool value_sequence(struct call *call, const json_t *value, const char *where, const json_t **members, size_t *count);

bool value_is_text(const json_t *value);
bool value_is_bytes(const json_t *value); /* or a buffer */

#endif
