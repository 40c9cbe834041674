#ifndef SOCKSPEC_LANG_WORDS_H
#define SOCKSPEC_LANG_WORDS_H

#include <stdbool.h>

/* The words of the language, each in one table. */

enum attribute_arguments { ARGUMENTS_NONE, ARGUMENTS_ONE, ARGUMENTS_MANY, ARGUMENTS_REST };

struct attribute_word {
    const char *word;
    enum attribute_arguments arguments;
    bool on_kind;        /* may stand in a kind, too */
    const char *subject; /* of the condition that it states, or NULL */
    const char *op;
};

/* NULL if it is no attribute. */
const struct attribute_word *attribute_word(const char *word);

bool is_value_function(const char *name);   /* pack, size … */
bool is_pattern_function(const char *name); /* one_of, prefix … */
bool is_type_name(const char *name);        /* int, socket … */
bool is_helper_space(const char *name);     /* sys, buf … */

/* Words that can't be names of variables: they start lines or have a meaning in expressions. */
bool is_reserved_word(const char *name);

/* "100ms" or "2s" as milliseconds, at most a day; false if it is none. `length` bytes are looked at. */
bool parse_duration(const char *text, unsigned length, long *milliseconds);

#endif
