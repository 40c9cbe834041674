#include "judge/arithmetic.h"

#include "judge/text.h"
#include "judge/value.h"

#include <stdbool.h>
#include <stdint.h>

/* Join two of the same kind: text, bytes, lists, tuples. NULL if they are not. */
static json_t *join(const json_t *a, const json_t *b) {
    enum value_kind kind = value_kind(a), other = value_kind(b);
    if ((kind == VALUE_LIST || kind == VALUE_TUPLE) && kind == other) {
        json_t *members = json_copy((json_t *)(uintptr_t)value_members(a));
        json_array_extend(members, (json_t *)(uintptr_t)value_members(b));
        return kind == VALUE_LIST ? members : value_new_tuple(members);
    }
    struct octets x, y;
    bool text = kind == VALUE_TEXT;
    if (text != (other == VALUE_TEXT) || !value_octets(a, &x)) {
        return NULL;
    }
    json_t *joined = NULL;
    if (value_octets(b, &y)) {
        struct text both = {0};
        text_add(&both, (const char *)x.data, x.length);
        text_add(&both, (const char *)y.data, y.length);
        const unsigned char *data = (const unsigned char *)both.data;
        joined = text ? value_new_text(data, both.length) : value_new_bytes(data, both.length);
        text_free(&both);
        octets_free(&y);
    }
    octets_free(&x);
    return joined;
}

/* `value` repeated; at most 64 MiB. NULL if it cannot be. */
static json_t *repeat(const json_t *value, int64_t times) {
    int64_t length = value_length(value);
    if (length < 0 || times > (64 << 20) || length * (times > 0 ? times : 0) > (64 << 20)) {
        return NULL;
    }
    const json_t *members = value_members(value);
    if (members != NULL) {
        json_t *repeated = json_array();
        for (int64_t i = 0; i < times; i++) {
            json_array_extend(repeated, (json_t *)(uintptr_t)members);
        }
        return value_kind(value) == VALUE_LIST ? repeated : value_new_tuple(repeated);
    }
    struct octets octets;
    if (!value_octets(value, &octets)) {
        return NULL;
    }
    struct text text = {0};
    for (int64_t i = 0; i < times; i++) {
        text_add(&text, (const char *)octets.data, octets.length);
    }
    const unsigned char *data = text.data != NULL ? (const unsigned char *)text.data : octets.data;
    json_t *repeated =
        value_kind(value) == VALUE_TEXT ? value_new_text(data, text.length) : value_new_bytes(data, text.length);
    text_free(&text);
    octets_free(&octets);
    return repeated;
}

static json_t *floats(char op, double x, double y) {
    return value_new_float(op == '+' ? x + y : op == '-' ? x - y : x * y);
}

json_t *arithmetic(char op, const json_t *a, const json_t *b) {
    int64_t x, y;
    double fx, fy;
    if (value_int64(a, &x) && value_int64(b, &y)) {
        int64_t result;
        bool overflow = op == '+'   ? __builtin_add_overflow(x, y, &result)
                        : op == '-' ? __builtin_sub_overflow(x, y, &result)
                                    : __builtin_mul_overflow(x, y, &result);
        return overflow ? NULL : value_new_int(result);
    }
    if (op == '*' && (value_int64(a, &x) || value_int64(b, &x))) {
        json_t *repeated = repeat(value_int64(a, &y) ? b : a, x);
        if (repeated != NULL) {
            return repeated;
        }
    }
    if (value_number(a, &fx) && value_number(b, &fy) &&
        (value_kind(a) == VALUE_FLOAT || value_kind(b) == VALUE_FLOAT)) {
        return floats(op, fx, fy);
    }
    return op == '+' ? join(a, b) : NULL;
}
