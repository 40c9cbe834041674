#include "judge/pack.h"

#include "judge/text.h"
#include "judge/value.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* How the actor lays out its data. */
struct layout {
    bool big;    /* byte order */
    bool native; /* sizes of C and alignment */
    int64_t long_size, pointer_size, wide_alignment;
};

/* One item of a format: a code, how many, and its size and alignment. */
struct item {
    char code;
    size_t count, size, alignment;
};

static const char *layout_of(const char *format, const json_t *hello, struct layout *layout) {
    const char *order = json_string_value(json_object_get(hello, "byteorder"));
    const char *arch = json_string_value(json_object_get(hello, "arch"));
    *layout = (struct layout){.big = order != NULL && strcmp(order, "big") == 0, .native = true};
    if (!value_int64(json_object_get(hello, "long"), &layout->long_size)) {
        layout->long_size = (int64_t)sizeof(long);
    }
    if (!value_int64(json_object_get(hello, "size_t"), &layout->pointer_size)) {
        layout->pointer_size = (int64_t)sizeof(size_t);
    }
    /* The psABI of i386 aligns long long and double to 4 bytes; every other system at hand to 8. */
    bool i386 = arch != NULL && strlen(arch) == 4 && arch[0] == 'i' && strcmp(arch + 2, "86") == 0;
    layout->wide_alignment = i386 ? 4 : 8;
    switch (*format) {
    case '@':
        return format + 1;
    case '=':
    case '<':
    case '>':
    case '!':
        layout->big = *format == '=' ? layout->big : *format != '<';
        layout->native = false;
        return format + 1;
    default:
        return format;
    }
}

static size_t size_of(char code, const struct layout *layout) {
    switch (code) {
    case 'x':
    case 'c':
    case 'b':
    case 'B':
    case '?':
    case 's':
    case 'p':
        return 1;
    case 'h':
    case 'H':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    case 'q':
    case 'Q':
    case 'd':
        return 8;
    case 'l':
    case 'L':
        return layout->native ? (size_t)layout->long_size : 4;
    case 'n':
    case 'N':
    case 'P':
        return layout->native ? (size_t)layout->pointer_size : 0;
    default:
        return 0;
    }
}

/* The next item of the format: 1, 0 at the end, -1 with `error`. */
static int next_item(const char **format, const struct layout *layout, struct item *item, struct eval_error *error) {
    const char *at = *format;
    while (*at == ' ') {
        at++;
    }
    if (*at == '\0') {
        return 0;
    }
    *item = (struct item){.count = 1};
    if (*at >= '0' && *at <= '9') {
        char *end;
        unsigned long count = strtoul(at, &end, 10);
        item->count = count > (1 << 20) ? (1 << 20) : count;
        at = end;
    }
    item->code = *at;
    item->size = *at != '\0' ? size_of(*at, layout) : 0;
    if (item->size == 0 || item->size > 8) {
        eval_fail(error, EVAL_BROKEN, "bad struct format at '%.20s'", at);
        return -1;
    }
    item->alignment = !layout->native                                             ? 1
                      : item->size == 8 && item->code != 'l' && item->code != 'L' ? (size_t)layout->wide_alignment
                                                                                  : item->size;
    *format = at + 1;
    return 1;
}

static size_t aligned(size_t offset, const struct item *item) {
    return (offset + item->alignment - 1) / item->alignment * item->alignment;
}

static void put(struct text *out, uint64_t bits, size_t size, bool big) {
    for (size_t i = 0; i < size; i++) {
        text_putc(out, (char)(bits >> 8 * (big ? size - 1 - i : i)));
    }
}

static uint64_t get(const unsigned char *data, size_t size, bool big) {
    uint64_t bits = 0;
    for (size_t i = 0; i < size; i++) {
        bits |= (uint64_t)data[i] << 8 * (big ? size - 1 - i : i);
    }
    return bits;
}

static bool is_signed(char code) {
    return strchr("bhilqn", code) != NULL;
}

/* The bits of an int that fits the item. */
static bool integer_bits(const json_t *value, const struct item *item, uint64_t *bits) {
    int64_t number;
    unsigned width = (unsigned)item->size * 8;
    if (value_int64(value, &number)) {
        *bits = (uint64_t)number;
        if (is_signed(item->code)) {
            // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): next_item() takes sizes 1 to 8 only
            return width == 64 || (number >= -((int64_t)1 << (width - 1)) && number < (int64_t)1 << (width - 1));
        }
        return number >= 0 && (width == 64 || number < (int64_t)1 << width);
    }
    char buffer[32], *end;
    const char *digits = value_digits(value, buffer);
    if (digits == NULL || *digits == '-' || is_signed(item->code) || width != 64 || strlen(digits) > 20) {
        return false;
    }
    unsigned long long big = strtoull(digits, &end, 10);
    *bits = big;
    return *end == '\0' && strcmp(digits, "18446744073709551616") < 0;
}

static uint64_t float_bits(double number, size_t size) {
    uint64_t bits = 0;
    if (size == 4) {
        float single = (float)number;
        uint32_t half;
        memcpy(&half, &single, sizeof half);
        bits = half;
    } else {
        memcpy(&bits, &number, sizeof bits);
    }
    return bits;
}

static bool put_value(struct text *out, const json_t *value, const struct item *item, bool big) {
    uint64_t bits;
    double number;
    struct octets octets;
    switch (item->code) {
    case '?':
        put(out, json_is_true(value), 1, big);
        return json_is_boolean(value);
    case 'f':
    case 'd':
        if (!value_number(value, &number)) {
            return false;
        }
        put(out, float_bits(number, item->size), item->size, big);
        return true;
    case 'c':
        if (!value_octets(value, &octets)) {
            return false;
        }
        bits = octets.length == 1 ? octets.data[0] : 256;
        octets_free(&octets);
        put(out, bits, 1, big);
        return bits < 256;
    default:
        if (!integer_bits(value, item, &bits)) {
            return false;
        }
        put(out, bits, item->size, big);
        return true;
    }
}

/* s and p: one value for the whole count, cut or padded with NUL; p starts with its length. */
static bool put_string(struct text *out, const json_t *value, const struct item *item) {
    struct octets octets;
    if (value_kind(value) == VALUE_TEXT || !value_octets(value, &octets)) {
        return false;
    }
    size_t room = item->count;
    if (item->code == 'p' && room > 0) {
        room--;
        size_t kept = octets.length < room ? octets.length : room;
        text_putc(out, (char)(kept > 255 ? 255 : kept));
    }
    for (size_t i = 0; i < room; i++) {
        text_putc(out, i < octets.length ? (char)octets.data[i] : '\0');
    }
    octets_free(&octets);
    return true;
}

json_t *pack_values(const char *format, const json_t *items, const json_t *hello, struct eval_error *error) {
    struct layout layout;
    struct item item;
    struct text out = {0};
    size_t used = 0;
    int more;
    const char *at = layout_of(format, hello, &layout);
    while ((more = next_item(&at, &layout, &item, error)) > 0) {
        while (out.length < aligned(out.length, &item)) {
            text_putc(&out, '\0');
        }
        size_t values = item.code == 's' || item.code == 'p' ? 1 : item.count;
        for (size_t i = 0; i < values; i++) {
            if (item.code == 'x') {
                text_putc(&out, '\0');
                continue;
            }
            const json_t *value = json_array_get(items, used++);
            bool ok = item.code == 's' || item.code == 'p' ? put_string(&out, value, &item)
                                                           : put_value(&out, value, &item, layout.big);
            if (!ok) {
                eval_fail(error, EVAL_NO_VALUE, "pack(\"%.40s\"): item %zu is missing or does not fit '%c'", format,
                          used, item.code);
                text_free(&out);
                return NULL;
            }
        }
    }
    json_t *bytes = NULL;
    if (more == 0 && used != json_array_size(items)) {
        eval_fail(error, EVAL_NO_VALUE, "pack(\"%.40s\"): %zu items too many", format, json_array_size(items) - used);
    } else if (more == 0) {
        bytes = value_new_bytes((const unsigned char *)(out.data != NULL ? out.data : ""), out.length);
    }
    text_free(&out);
    return bytes;
}

static json_t *new_unsigned(uint64_t number) {
    if (number <= INT64_MAX) {
        return value_new_int((int64_t)number);
    }
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, number);
    json_t *object = json_object();
    json_object_set_new(object, "int", json_string(digits));
    return object;
}

static json_t *get_value(const unsigned char *data, const struct item *item, bool big) {
    uint64_t bits = get(data, item->size, big);
    switch (item->code) {
    case '?':
        return json_boolean(bits != 0);
    case 'c':
        return value_new_bytes(data, 1);
    case 'f': {
        uint32_t half = (uint32_t)bits;
        float single;
        memcpy(&single, &half, sizeof single);
        return value_new_float((double)single);
    }
    case 'd': {
        double number;
        memcpy(&number, &bits, sizeof number);
        return value_new_float(number);
    }
    default:
        if (!is_signed(item->code)) {
            return new_unsigned(bits);
        }
        // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): next_item() takes sizes 1 to 8 only
        if (item->size < 8 && bits >> (item->size * 8 - 1)) {
            bits |= UINT64_MAX << item->size * 8;
        }
        return value_new_int((int64_t)bits);
    }
}

static json_t *get_string(const unsigned char *data, const struct item *item) {
    if (item->code == 's' || item->count == 0) {
        return value_new_bytes(data, item->count);
    }
    size_t length = data[0] < item->count ? data[0] : item->count - 1;
    return value_new_bytes(data + 1, length);
}

json_t *unpack_values(const char *format, const json_t *bytes, const json_t *hello, struct eval_error *error) {
    struct octets octets;
    if (value_kind(bytes) == VALUE_TEXT || !value_octets(bytes, &octets)) {
        return eval_fail(error, EVAL_NO_VALUE, "unpack(\"%.40s\") wants bytes", format);
    }
    struct layout layout;
    struct item item;
    json_t *values = json_array();
    size_t offset = 0;
    int more;
    const char *at = layout_of(format, hello, &layout);
    while ((more = next_item(&at, &layout, &item, error)) > 0) {
        offset = aligned(offset, &item);
        size_t end = offset + item.count * item.size;
        if (end > octets.length) {
            offset = end;
            continue; /* the total is reported below */
        }
        if (item.code == 's' || item.code == 'p') {
            json_array_append_new(values, get_string(octets.data + offset, &item));
        } else if (item.code != 'x') {
            for (size_t i = 0; i < item.count; i++) {
                json_array_append_new(values, get_value(octets.data + offset + i * item.size, &item, layout.big));
            }
        }
        offset = end;
    }
    if (more == 0 && offset != octets.length) {
        eval_fail(error, EVAL_NO_VALUE, "unpack(\"%.40s\") wants %zu bytes, not %zu", format, offset, octets.length);
        more = -1;
    }
    octets_free(&octets);
    if (more < 0) {
        json_decref(values);
        return NULL;
    }
    return value_new_tuple(values);
}
