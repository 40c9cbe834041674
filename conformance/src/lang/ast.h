#ifndef SOCKSPEC_LANG_AST_H
#define SOCKSPEC_LANG_AST_H

#include "lang/source.h"

#include <stdbool.h>

/* The tables as they were written. Lists are linked through `next`; everything is owned by the suite's arena. */

enum expr_kind {
    EXPR_NONE, /* stands where there was a mistake */
    EXPR_NULL,
    EXPR_TRUE,
    EXPR_FALSE,
    EXPR_INT,    /* `name_at` is the number */
    EXPR_FLOAT,  /* `name_at` is the number */
    EXPR_TEXT,   /* `string`, UTF-8 in which surrogates are encoded as if they were characters */
    EXPR_BYTES,  /* `string` */
    EXPR_TUPLE,  /* first element in `a` */
    EXPR_LIST,   /* first element in `a` */
    EXPR_NAME,   /* `name` */
    EXPR_DOLLAR, /* `name` without the sign */
    EXPR_NEGATE,
    EXPR_OR,
    EXPR_SHIFT,
    EXPR_ADD,
    EXPR_SUB,
    EXPR_MUL,
    EXPR_POWER,
    EXPR_INDEX,     /* a[b] */
    EXPR_SLICE,     /* a[b:c], each of b and c may be NULL */
    EXPR_ATTRIBUTE, /* a.name */
    EXPR_CALL,      /* name(b…), or a.name(b…) */
    EXPR_RANGE,     /* a..b */
    EXPR_ABOVE,     /* > a */
    EXPR_BELOW,     /* < a */
    EXPR_AT_LEAST,  /* >= a */
    EXPR_AT_MOST,   /* <= a */
    EXPR_OMITTED,   /* `-` as a column of a row */
};

struct expr {
    enum expr_kind kind;
    bool bracketed;  /* written in brackets of its own */
    struct where at; /* with its brackets, if it has its own */
    struct where name_at;
    struct expr *next;
    const char *keyword; /* name=… in an argument list */
    const char *name;
    union {
        struct {
            struct expr *a, *b, *c;
        };
        struct {
            const char *data;
            size_t length;
        } string;
    };
};

/* A word of a list, with its place. */
struct word {
    struct word *next;
    const char *text;
    struct where at;
};

struct expectation {
    struct expr *value; /* pattern */
    struct word *raises;
    bool exactly;
    struct word *codes;
    struct expr *text, *args; /* patterns */
    struct where text_at;
    struct word *warns;
    bool takes;
    long min_ms, max_ms; /* -1: no bound */
    struct where at;
};

enum step_kind {
    STEP_CALL,  /* `expr` is the call */
    STEP_GET,   /* `expr` is object.attribute */
    STEP_SET,   /* `expr` is object.attribute, `value` is assigned */
    STEP_CHECK, /* `expr` */
    STEP_LET,   /* `targets` = `value` */
    STEP_END,
    STEP_BLOCKED,
    STEP_MODE,   /* `word` is the object */
    STEP_SIGNAL, /* `word` is the signal */
    STEP_KILL,
    STEP_FAULT, /* `word` is the system call, `second` the errno, `number` which one */
};

struct step {
    enum step_kind kind;
    bool begin;
    bool is_test, is_then; /* lines of a table */
    struct where at;
    struct step *next;
    struct word *actor; /* NULL: the only one */
    unsigned lane;
    struct word *targets;
    struct expr *expr, *value;
    struct word *word, *second;
    unsigned long number;
    struct expectation *expect;
};

/* One attribute of a block; `key` is its word, `words` what follows. */
struct attribute {
    struct attribute *next;
    struct word *key;
    struct word *words;
    const char *because;
    size_t because_length;
    long number;
};

struct row {
    struct row *next;
    struct word *name; /* NULL after a mistake */
    struct expr *columns;
    struct expectation *expect;
    struct attribute *attributes;
    struct where at; /* from the name to the end of the expectation */
};

/* `case` and `table`. */
struct case_block {
    struct case_block *next;
    struct group_block *group;
    struct word *name; /* of a table: the operation, or its name when it has its own test line */
    bool is_table;
    bool broken; /* had a mistake: isn't compiled */
    struct where at;
    struct word *over, *modes; /* as written; a leading - takes away */
    struct attribute *attributes;
    struct word *actors;
    struct step *steps; /* of a table: do, test and then lines */
    bool own_test, has_then;
    struct word *parameters;
    unsigned parameter_count;
    struct row *rows;
};

struct group_block {
    struct word *name;
    struct attribute *attributes;
};

struct template_block {
    struct template_block *next;
    struct word *name;
    struct word *gives;
    struct step *steps;
};

struct let {
    struct let *next;
    struct word *name;
    struct expr *value;
};

struct kind_block {
    struct kind_block *next;
    struct word *name;
    struct word *like;
    bool broken;
    struct let *lets;
    struct template_block *templates;
    struct attribute *attributes;
};

struct set_block {
    struct set_block *next;
    struct word *name;
    struct word *members;
};

struct mode_block {
    struct mode_block *next;
    struct word *name;
    struct expr *call;
    struct where at;
};

/* All blocks of all files, in the order in which they were read. */
struct tables {
    struct case_block *cases, **last_case;
    struct kind_block *kinds, **last_kind;
    struct set_block *sets, **last_set;
    struct mode_block *modes, **last_mode;
    bool incomplete; /* a file could not be read: what is missing may stand there */
};

#endif
