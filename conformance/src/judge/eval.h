/* Expressions of a compiled program (docs/program.md, "Expressions"). */
#ifndef SOCKSPEC_JUDGE_EVAL_H
#define SOCKSPEC_JUDGE_EVAL_H

#include <jansson.h>
#include <stdbool.h>

/* What an expression may refer to. All borrowed. */
struct scope {
    const json_t *vars;  /* object: name -> value */
    const json_t *hello; /* of the actor concerned: constants, and the layout for pack and unpack */
    bool typed;          /* values: typed; see docs/program.md, the last paragraph of "Patterns" */
    /* The value of {"runtime":name}, a new reference, or NULL for a name there is none of. May be NULL. */
    json_t *(*runtime)(void *context, const char *name);
    void *context;
};

enum eval_fault {
    EVAL_OK,
    EVAL_BROKEN,   /* the program is wrong: an unbound name, an unknown form */
    EVAL_NO_CONST, /* the implementation has no constant of that name */
    EVAL_NO_VALUE  /* a value from the implementation is not what is asked of it: None[1], out of range */
};

struct eval_error {
    enum eval_fault fault;
    char text[240]; /* says what is wrong, in words of the case language */
};

/* The value, a new reference (often the expression itself), or NULL with `error` filled. */
json_t *eval(const json_t *expression, const struct scope *scope, struct eval_error *error);

/* Fill an error; returns NULL. For the parts of the evaluator. */
json_t *eval_fail(struct eval_error *error, enum eval_fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
