#ifndef SOCKSPEC_PROGRAM_COMPILER_H
#define SOCKSPEC_PROGRAM_COMPILER_H

#include "program/axes.h"
#include "program/facts.h"
#include "program/literal.h"
#include "program/vocabulary.h"

#include <jansson.h>
#include <stdbool.h>

/* The compiler's own state; of use to program/compile_*.c only. All is of one run and forgotten after it. */

/* Where names are looked up: the case itself, or one use of a template. */
struct frame {
    struct frame *caller;
    const struct template_block *template;
    const char *use;   /* $n: "0" in the case, then a number for each use */
    const char *actor; /* that a template's steps belong to */
    unsigned lane;
    const struct word *targets; /* what the caller binds the given names to */
};

/* A call that was begun and not ended. */
struct pending {
    const char *actor;
    unsigned lane;
    const struct step *step;
};

struct binding {
    const char *actor; /* that made it, NULL for `let` */
};

enum { MOST_PENDING = 64, MOST_EXPANSIONS = 10000 };

struct compiler {
    const struct vocabulary *vocabulary;
    const struct axes *axes;
    struct diagnostics *diagnostics;
    struct arena arena;
    struct namemap names; /* bound so far -> struct binding */
    const struct case_block *block;
    const struct row *row;
    const struct kind_block *kind;
    const char *mode;
    const char *level;
    struct frame *frame;
    bool in_columns;     /* inside a row's columns, where the names of columns mean nothing */
    unsigned depth;      /* of names that stand for expressions */
    unsigned uses;       /* of templates */
    unsigned expansions; /* names of kinds and columns, and steps of templates, that were put in place */
    bool uses_mode;      /* there was a `mode` step */
    bool asserts;        /* a step of the case itself has an expectation, or is `blocked` */
    struct pending pending[MOST_PENDING];
    size_t pending_count;
    json_t *steps;
};

/* --- names (compile_names.c) --- */
/* The name under which it is bound in the program; NULL if it isn't bound. */
const char *name_bound(struct compiler *c, const char *name, struct binding **binding);
/* The name under which a target of the present frame will be bound. */
const char *name_target(struct compiler *c, const char *name);
/* Tells if the word may not be the name of something bound. */
bool name_check(struct compiler *c, const struct word *word);
/* Checks and binds it; `_` binds nothing. */
void name_bind(struct compiler *c, const struct word *word, const char *actor);
/* The expression that a name stands for: a row's column or a kind's `let`; NULL if none. */
const struct expr *name_column(struct compiler *c, const char *name);
const struct expr *name_dollar(struct compiler *c, const char *name);
void name_unknown(struct compiler *c, const struct expr *expr);

/* --- expressions --- */
enum literal_kind { LITERAL_INT, LITERAL_FLOAT, LITERAL_TEXT, LITERAL_BYTES };
struct literal {
    enum literal_kind kind;
    wide integer;
    double real;
    const char *data; /* owned by the compiler's arena or the tables */
    size_t length;
};
/* FOLD_NO: has to wait for the run. FOLD_WRONG: the mistake was noted. */
enum fold { FOLD_YES, FOLD_NO, FOLD_WRONG };
enum fold fold(struct compiler *c, const struct expr *expr, struct literal *out);
json_t *literal_json(const struct literal *literal);

/* New references; json null after a mistake. */
json_t *compile_value(struct compiler *c, const struct expr *expr);
json_t *compile_function(struct compiler *c, const struct expr *expr);
json_t *compile_pattern(struct compiler *c, const struct expr *expr);
json_t *compile_pattern_function(struct compiler *c, const struct expr *expr);
/* NULL if there is nothing to expect. */
json_t *compile_expectation(struct compiler *c, const struct expectation *e);
/* Whether an errno, EAI_* or h_errno name is known; tells if not. */
bool check_code(struct compiler *c, const struct word *word, bool errno_only);

/* --- steps --- */
void compile_steps(struct compiler *c, const struct step *steps);
void compile_step(struct compiler *c, const struct step *step);
/* The lane that a step names, or that of the template's use that it belongs to. */
unsigned lane_of(const struct compiler *c, const struct step *step);
/* The row's call of the table's operation. */
void compile_row_call(struct compiler *c);
/* True if the step uses a template, which is then expanded. */
bool compile_template(struct compiler *c, const struct step *step, const char *actor);
/* A new step with its line, source and template; the caller adds the rest. Appended to the program. */
json_t *add_step(struct compiler *c, const char *what, struct where at, const char *source);
/* A call's `op`, `on`, `args`, `kwargs`. */
void set_call(struct compiler *c, json_t *step, const struct expr *call, const char *actor);
/* The same for reading (`value` is NULL) or setting an attribute. */
void set_attribute(struct compiler *c, json_t *step, const struct expr *attribute, const struct expr *value,
                   const char *actor);
/* Tells if a mode calls no method that there is, whether or not a case is run in it. */
void check_mode(struct compiler *c, const struct mode_block *mode);
/* Whether the row has the columns that its table wants; tells if not. */
bool check_columns(struct compiler *c);
/* The text of a step in one line, in which the names of columns are replaced by what the row gives. `e` is its
 * expectation, if it has one. */
const char *step_source(struct compiler *c, struct where at, const struct expectation *e);
/* The same for a text without expectation. */
const char *source_text(struct compiler *c, struct where at);

/* --- the run --- */
/* Counts what is put in place of a name or a template's use. False if it is too much, which is told once; the rest of
 * the run is not compiled then. */
bool expansion_fits(struct compiler *c, struct where at);
bool expansions_exhausted(const struct compiler *c);
/* A run's program, or NULL after a mistake, which was noted. */
json_t *compile_run(struct compiler *c, const char *id, const char *case_id);
void compiler_free(struct compiler *c);

#endif
