#include "lang/words.h"

#include <stddef.h>
#include <string.h>

static const struct attribute_word attributes[] = {
    {"says", ARGUMENTS_REST, false, NULL, NULL},
    {"erratum", ARGUMENTS_REST, false, NULL, NULL},
    {"clause", ARGUMENTS_MANY, false, NULL, NULL},
    {"level", ARGUMENTS_ONE, false, NULL, NULL},
    {"tag", ARGUMENTS_MANY, false, NULL, NULL},
    {"typed", ARGUMENTS_NONE, false, NULL, NULL},
    {"alias", ARGUMENTS_MANY, false, NULL, NULL},
    {"privilege", ARGUMENTS_ONE, true, NULL, NULL},
    {"deadline", ARGUMENTS_ONE, true, NULL, NULL},
    {"needs", ARGUMENTS_MANY, true, "need", "is"},
    {"since", ARGUMENTS_ONE, true, "api", "since"},
    {"before", ARGUMENTS_ONE, true, "api", "before"},
    {"kernel", ARGUMENTS_ONE, true, "kernel", "since"},
    {"kernel-before", ARGUMENTS_ONE, true, "kernel", "before"},
    {"on", ARGUMENTS_ONE, true, "os", "is"},
    {"not-on", ARGUMENTS_ONE, true, "os", "not"},
    {"arch", ARGUMENTS_ONE, true, "arch", "is"},
    {"not-arch", ARGUMENTS_ONE, true, "arch", "not"},
    {"libc", ARGUMENTS_ONE, true, "libc", "is"},
    {"not-libc", ARGUMENTS_ONE, true, "libc", "not"},
    {"byteorder", ARGUMENTS_ONE, true, "byteorder", "is"},
    {"impl", ARGUMENTS_ONE, true, "impl", "is"},
    {"not-impl", ARGUMENTS_ONE, true, "impl", "not"},
    {"values", ARGUMENTS_ONE, true, "values", "is"},
};

const struct attribute_word *attribute_word(const char *word) {
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (strcmp(attributes[i].word, word) == 0)
            return &attributes[i];
    return NULL;
}

static bool is_among(const char *const *list, const char *word) {
    for (; *list; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

bool is_value_function(const char *name) {
    static const char *const list[] = {"pack", "unpack", "fill", "size", "encode", NULL};
    return is_among(list, name);
}

bool is_pattern_function(const char *name) {
    static const char *const list[] = {"one_of",   "not",  "all",   "length", "prefix", "suffix", "glob",
                                       "contains", "each", "flags", "lacks",  "enum",   "near",   NULL};
    return is_among(list, name);
}

bool is_type_name(const char *name) {
    static const char *const list[] = {"int",   "text",   "bytes",  "bool", "float", "list",
                                       "tuple", "socket", "buffer", "file", NULL};
    return is_among(list, name);
}

bool is_helper_space(const char *name) {
    static const char *const list[] = {"sys", "buf", "file", "module", "attr", "io", NULL};
    return is_among(list, name);
}

bool is_reserved_word(const char *name) {
    static const char *const list[] = {"let",   "begin",  "end",     "blocked", "signal", "kill",     "fault",
                                       "mode",  "actors", "do",      "test",    "then",   "template", "raises",
                                       "warns", "takes",  "because", "over",    "modes",  NULL};
    return is_among(list, name) || attribute_word(name) || is_type_name(name) || is_helper_space(name);
}

bool parse_duration(const char *text, unsigned length, long *milliseconds) {
    enum { DAY = 24 * 60 * 60 * 1000 };
    long number = 0;
    unsigned i = 0;
    for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
        number = 10 * number + (text[i] - '0');
        if (number > DAY)
            return false;
    }
    if (i == 0)
        return false;
    if (length - i == 1 && text[i] == 's')
        number *= 1000;
    else if (length - i != 2 || memcmp(text + i, "ms", 2) != 0)
        return false;
    *milliseconds = number;
    return number <= DAY;
}
