#include "judge/value.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *value_only_key(const json_t *term, const json_t **content) {
    if (!json_is_object(term) || json_object_size(term) != 1) {
        return NULL;
    }
    /* jansson's iterators want a non-const object, and do not change it. */
    json_t *object = json_incref((json_t *)(uintptr_t)term);
    void *iterator = json_object_iter(object);
    const char *key = json_object_iter_key(iterator);
    if (content != NULL) {
        *content = json_object_iter_value(iterator);
    }
    json_decref(object);
    return key;
}

static enum value_kind object_kind(const json_t *value) {
    const json_t *content;
    const char *key = value_only_key(value, &content);
    if (key == NULL) {
        return json_object_size(value) == 2 && json_is_string(json_object_get(value, "enum")) &&
                       json_object_get(value, "value") != NULL
                   ? VALUE_ENUM
               : json_is_string(json_object_get(value, "handle")) ? VALUE_HANDLE
                                                                  : VALUE_OTHER;
    }
    static const struct {
        const char *key;
        json_type type;
        enum value_kind kind;
    } forms[] = {
        {"tuple", JSON_ARRAY, VALUE_TUPLE},    {"bytes", JSON_STRING, VALUE_BYTES},
        {"handle", JSON_STRING, VALUE_HANDLE}, {"int", JSON_STRING, VALUE_INT},
        {"float", JSON_STRING, VALUE_FLOAT},   {"wtf8", JSON_STRING, VALUE_TEXT},
        {"digest", JSON_OBJECT, VALUE_DIGEST}, {"object", JSON_STRING, VALUE_OBJECT},
        {"fill", JSON_OBJECT, VALUE_FILL},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(key, forms[i].key) == 0 && json_typeof(content) == forms[i].type) {
            return forms[i].kind;
        }
    }
    return VALUE_OTHER;
}

enum value_kind value_kind(const json_t *value) {
    if (value == NULL) {
        return VALUE_OTHER;
    }
    switch (json_typeof(value)) {
    case JSON_NULL:
        return VALUE_NONE;
    case JSON_TRUE:
    case JSON_FALSE:
        return VALUE_BOOL;
    case JSON_INTEGER:
        return VALUE_INT;
    case JSON_REAL:
        return VALUE_FLOAT;
    case JSON_STRING:
        return VALUE_TEXT;
    case JSON_ARRAY:
        return VALUE_LIST;
    case JSON_OBJECT:
        return object_kind(value);
    }
    return VALUE_OTHER;
}

const json_t *value_members(const json_t *value) {
    if (json_is_array(value)) {
        return value;
    }
    return value_kind(value) == VALUE_TUPLE ? json_object_get(value, "tuple") : NULL;
}

/* What an int is: the JSON integer or the text of {"int"}, also in an enum. */
static const json_t *integer_term(const json_t *value) {
    if (value_kind(value) == VALUE_ENUM) {
        value = json_object_get(value, "value");
    }
    if (json_is_integer(value)) {
        return value;
    }
    return value_kind(value) == VALUE_INT ? json_object_get(value, "int") : NULL;
}

bool value_int64(const json_t *value, int64_t *out) {
    const json_t *term = integer_term(value);
    if (json_is_integer(term)) {
        *out = json_integer_value(term);
        return true;
    }
    const char *digits = json_string_value(term);
    if (digits == NULL || *digits == '\0') {
        return false;
    }
    char *end;
    errno = 0;
    long long number = strtoll(digits, &end, 10);
    if (*end != '\0' || errno == ERANGE) {
        return false;
    }
    *out = number;
    return true;
}

const char *value_digits(const json_t *value, char buffer[32]) {
    const json_t *term = integer_term(value);
    if (json_is_integer(term)) {
        snprintf(buffer, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(term));
        return buffer;
    }
    const char *digits = json_string_value(term);
    if (digits == NULL) {
        return NULL;
    }
    int64_t small;
    if (value_int64(value, &small)) {
        snprintf(buffer, 32, "%" PRId64, small);
        return buffer;
    }
    const char *first = digits + (*digits == '-');
    return *first >= '1' && *first <= '9' && first[strspn(first, "0123456789")] == '\0' ? digits : NULL;
}

bool value_number(const json_t *value, double *out) {
    switch (value_kind(value)) {
    case VALUE_INT:
    case VALUE_ENUM: {
        char buffer[32];
        const char *digits = value_digits(value, buffer);
        if (digits == NULL) {
            return false;
        }
        *out = strtod(digits, NULL);
        return true;
    }
    case VALUE_FLOAT: {
        if (json_is_real(value)) {
            *out = json_real_value(value);
            return true;
        }
        const char *text = json_string_value(json_object_get(value, "float"));
        char *end;
        *out = strtod(text, &end);
        return *text != '\0' && *end == '\0';
    }
    default:
        return false;
    }
}

static int hex_digit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool from_hex(const json_t *string, struct octets *out) {
    const char *hex = json_string_value(string);
    size_t length = json_string_length(string);
    if (length % 2 != 0) {
        return false;
    }
    unsigned char *data = malloc(length / 2 + 1);
    if (data == NULL) {
        abort();
    }
    for (size_t i = 0; i < length / 2; i++) {
        int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0) {
            free(data);
            return false;
        }
        data[i] = (unsigned char)(high << 4 | low);
    }
    *out = (struct octets){data, length / 2, data};
    return true;
}

static bool from_fill(const json_t *fill, struct octets *out) {
    int64_t seed, length;
    /* 1 GiB: more is never compared, and would not fit into a small machine. */
    if (!value_int64(json_object_get(fill, "seed"), &seed) || !value_int64(json_object_get(fill, "len"), &length) ||
        length < 0 || length > (int64_t)1 << 30) {
        return false;
    }
    unsigned char *data = malloc((size_t)length + 1);
    if (data == NULL) {
        return false;
    }
    uint64_t phase = (uint64_t)(seed % 251 + 251) % 251;
    for (int64_t i = 0; i < length; i++) {
        data[i] = (unsigned char)phase;
        phase = phase == 250 ? 0 : phase + 1;
    }
    *out = (struct octets){data, (size_t)length, data};
    return true;
}

bool value_octets(const json_t *value, struct octets *out) {
    switch (value_kind(value)) {
    case VALUE_TEXT:
        if (json_is_string(value)) {
            /* A cast that only changes signedness. */
            *out = (struct octets){(const unsigned char *)json_string_value(value), json_string_length(value), NULL};
            return true;
        }
        return from_hex(json_object_get(value, "wtf8"), out);
    case VALUE_BYTES:
        return from_hex(json_object_get(value, "bytes"), out);
    case VALUE_FILL:
        return from_fill(json_object_get(value, "fill"), out);
    default:
        return false;
    }
}

void octets_free(struct octets *octets) {
    free(octets->owned);
    *octets = (struct octets){0};
}

static json_t *new_hex(const char *key, const unsigned char *data, size_t length) {
    static const char digits[] = "0123456789abcdef";
    char *hex = malloc(length * 2 + 1);
    if (hex == NULL) {
        abort();
    }
    for (size_t i = 0; i < length; i++) {
        hex[2 * i] = digits[data[i] >> 4];
        hex[2 * i + 1] = digits[data[i] & 15];
    }
    json_t *object = json_object();
    json_object_set_new(object, key, json_stringn_nocheck(hex, length * 2));
    free(hex);
    return object;
}

json_t *value_new_bytes(const unsigned char *data, size_t length) {
    return new_hex("bytes", data, length);
}

json_t *value_new_text(const unsigned char *data, size_t length) {
    /* json_stringn() refuses what is not strict UTF-8, so surrogates too; NUL it would take. */
    json_t *string = memchr(data, '\0', length) == NULL ? json_stringn((const char *)data, length) : NULL;
    return string != NULL ? string : new_hex("wtf8", data, length);
}

json_t *value_new_float(double number) {
    char text[40];
    if (isnan(number)) {
        strcpy(text, "nan");
    } else if (isinf(number)) {
        strcpy(text, number < 0 ? "-inf" : "inf");
    } else {
        snprintf(text, sizeof text, "%.17g", number);
    }
    json_t *object = json_object();
    json_object_set_new(object, "float", json_string(text));
    return object;
}

json_t *value_new_int(int64_t number) {
    const int64_t exact = (int64_t)1 << 53;
    return number >= -exact && number <= exact ? json_integer(number)
                                               : json_pack("{s:o}", "int", json_sprintf("%" PRId64, number));
}

json_t *value_new_tuple(json_t *members) {
    json_t *tuple = json_object();
    json_object_set_new(tuple, "tuple", members);
    return tuple;
}

static int64_t characters(const struct octets *octets) {
    int64_t count = 0;
    for (size_t i = 0; i < octets->length; i++) {
        count += (octets->data[i] & 0xc0) != 0x80;
    }
    return count;
}

int64_t value_length(const json_t *value) {
    enum value_kind kind = value_kind(value);
    int64_t length;
    struct octets octets;
    switch (kind) {
    case VALUE_LIST:
    case VALUE_TUPLE:
        return (int64_t)json_array_size(value_members(value));
    case VALUE_FILL:
    case VALUE_DIGEST:
        return value_int64(json_object_get(json_object_get(value, kind == VALUE_FILL ? "fill" : "digest"), "len"),
                           &length)
                   ? length
                   : -1;
    case VALUE_TEXT:
    case VALUE_BYTES:
        if (!value_octets(value, &octets)) {
            return -1;
        }
        length = kind == VALUE_TEXT ? characters(&octets) : (int64_t)octets.length;
        octets_free(&octets);
        return length;
    default:
        return -1;
    }
}

size_t text_offset(const unsigned char *data, size_t length, size_t index) {
    size_t offset = 0;
    while (offset < length && index > 0) {
        offset++;
        while (offset < length && (data[offset] & 0xc0) == 0x80) {
            offset++;
        }
        index--;
    }
    return offset;
}

uint32_t value_crc32(const unsigned char *data, size_t length) {
    uint32_t table[16]; /* half a byte at a time: small, and large data are rare */
    for (uint32_t i = 0; i < 16; i++) {
        uint32_t entry = i;
        for (int bit = 0; bit < 4; bit++) {
            entry = entry & 1 ? entry >> 1 ^ 0xedb88320u : entry >> 1;
        }
        table[i] = entry;
    }
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < length; i++) {
        crc ^= data[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return ~crc;
}
