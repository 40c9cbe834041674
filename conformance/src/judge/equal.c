#include "judge/match.h"

#include "judge/value.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* bool, enum and int as one int where the language does not tell them apart. */
static bool plain_int(const json_t *value, bool typed, char buffer[32], const char **digits) {
    if (typed && json_is_boolean(value)) {
        *digits = json_is_true(value) ? "1" : "0";
        return true;
    }
    *digits = value_digits(value, buffer);
    return *digits != NULL;
}

static bool equal_octets(const json_t *a, const json_t *b) {
    struct octets x, y;
    if (!value_octets(a, &x)) {
        return false;
    }
    bool equal = false;
    if (value_octets(b, &y)) {
        equal = x.length == y.length && memcmp(x.data, y.data, x.length) == 0;
        octets_free(&y);
    }
    octets_free(&x);
    return equal;
}

/* Bytes that were too many to send: the length and the CRC are compared. */
static bool equal_digest(const json_t *wanted, const json_t *value) {
    if (value_kind(wanted) == VALUE_DIGEST) {
        return json_equal(wanted, value);
    }
    int64_t crc;
    struct octets octets;
    if (value_length(wanted) != value_length(value) || value_kind(wanted) == VALUE_TEXT ||
        !value_int64(json_object_get(json_object_get(value, "digest"), "crc32"), &crc) ||
        !value_octets(wanted, &octets)) {
        return false;
    }
    bool equal = (int64_t)value_crc32(octets.data, octets.length) == crc;
    octets_free(&octets);
    return equal;
}

static bool equal_members(const json_t *wanted, const json_t *value, bool typed) {
    const json_t *a = value_members(wanted), *b = value_members(value);
    if (json_array_size(a) != json_array_size(b)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(a); i++) {
        if (!value_equal(json_array_get(a, i), json_array_get(b, i), typed)) {
            return false;
        }
    }
    return true;
}

/* Kinds that may be equal to each other fall into one class. */
static int class_of(const json_t *value, bool typed) {
    switch (value_kind(value)) {
    case VALUE_BOOL:
        return typed ? VALUE_INT : VALUE_BOOL;
    case VALUE_ENUM:
        return json_is_string(json_object_get(value, "value")) ? VALUE_TEXT : VALUE_INT;
    case VALUE_FILL:
    case VALUE_DIGEST:
        return VALUE_BYTES;
    case VALUE_TUPLE:
        return typed ? VALUE_LIST : VALUE_TUPLE;
    default:
        return (int)value_kind(value);
    }
}

bool value_equal(const json_t *wanted, const json_t *value, bool typed) {
    int class = class_of(wanted, typed);
    if (value == NULL || wanted == NULL || class != class_of(value, typed)) {
        return false;
    }
    char buffer[2][32];
    const char *digits[2];
    double x, y;
    switch (class) {
    case VALUE_NONE:
        return true;
    case VALUE_BOOL:
        return json_is_true(wanted) == json_is_true(value);
    case VALUE_INT:
        return plain_int(wanted, typed, buffer[0], &digits[0]) && plain_int(value, typed, buffer[1], &digits[1]) &&
               strcmp(digits[0], digits[1]) == 0;
    case VALUE_FLOAT:
        /* Bit for bit but for nan: a pattern NAN has to match nan. */
        return value_number(wanted, &x) && value_number(value, &y) && ((isnan(x) && isnan(y)) || (x <= y && x >= y));
    case VALUE_TEXT:
    case VALUE_BYTES:
        if (value_kind(value) == VALUE_DIGEST) {
            return equal_digest(wanted, value);
        }
        return json_equal(wanted, value) || equal_octets(wanted, value);
    case VALUE_LIST:
    case VALUE_TUPLE:
        return equal_members(wanted, value, typed);
    case VALUE_HANDLE: {
        const char *a = json_string_value(json_object_get(wanted, "handle"));
        return strcmp(a, json_string_value(json_object_get(value, "handle"))) == 0;
    }
    case VALUE_OBJECT:
        return json_equal(wanted, value);
    default:
        return false;
    }
}
