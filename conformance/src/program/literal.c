#include "program/literal.h"

#include "lang/arena.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json_t *value_object(const char *key, json_t *value) {
    json_t *object = json_object();
    json_object_set_new(object, key, value);
    return object;
}

json_t *value_int(wide number) {
    const wide limit = (wide)1 << 53;
    if (number >= -limit && number <= limit)
        return json_integer((json_int_t)number);
    char digits[48], *at = digits + sizeof digits - 1;
    bool negative = number < 0;
    *at = 0;
    while (number) {
        int digit = (int)(number % 10);
        *--at = (char)('0' + (digit < 0 ? -digit : digit));
        number /= 10;
    }
    if (negative)
        *--at = '-';
    return value_object("int", json_string(at));
}

json_t *value_float(double number) {
    char text[40];
    if (isnan(number))
        return value_object("float", json_string("nan"));
    if (isinf(number))
        return value_object("float", json_string(number < 0 ? "-inf" : "inf"));
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    if (!strpbrk(text, ".e"))
        strcat(text, ".0");
    return value_object("float", json_string(text));
}

static json_t *hex(const char *key, const char *data, size_t length) {
    static const char digits[] = "0123456789abcdef";
    char *text = memory_get(2 * length + 1);
    for (size_t i = 0; i < length; i++) {
        text[2 * i] = digits[(unsigned char)data[i] >> 4];
        text[2 * i + 1] = digits[data[i] & 15];
    }
    json_t *value = value_object(key, json_stringn(text, 2 * length));
    free(text);
    return value;
}

json_t *value_bytes(const char *data, size_t length) {
    return hex("bytes", data, length);
}

json_t *value_text(const char *data, size_t length) {
    /* jansson refuses encoded surrogates by itself; a NUL it would let pass. */
    json_t *plain = length && memchr(data, 0, length) ? NULL : json_stringn(length ? data : "", length);
    return plain ? plain : hex("wtf8", data, length);
}

bool read_int(const char *text, size_t length, wide *number) {
    unsigned base = 10;
    wide value = 0;
    if (length > 2 && text[0] == '0' && strchr("xXoObB", text[1])) {
        char c = (char)(text[1] | 0x20);
        base = c == 'x' ? 16 : c == 'o' ? 8 : 2;
        text += 2;
        length -= 2;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '_')
            continue;
        unsigned digit = text[i] <= '9' ? (unsigned)(text[i] - '0') : (unsigned)((text[i] | 0x20) - 'a' + 10);
        if (__builtin_mul_overflow(value, (wide)base, &value) || __builtin_add_overflow(value, (wide)digit, &value))
            return false;
    }
    *number = value;
    return true;
}

bool read_float(const char *text, size_t length, double *number) {
    char *copy = memory_get(length + 1);
    size_t used = 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] != '_')
            copy[used++] = text[i];
    copy[used] = 0;
    *number = strtod(copy, NULL);
    free(copy);
    return !isinf(*number);
}
