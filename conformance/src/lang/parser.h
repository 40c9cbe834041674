#ifndef SOCKSPEC_LANG_PARSER_H
#define SOCKSPEC_LANG_PARSER_H

#include "lang/ast.h"
#include "lang/diagnostics.h"
#include "lang/lexer.h"
#include "lang/words.h"

/* The parser's own state; of use to lang/parse_*.c only. After the first mistake of a statement `failed` is set and
 * every further token is the line's end, so that all loops stop and no follow-up mistake is reported. */
struct parser {
    struct arena *arena;
    const struct source *source;
    struct diagnostics *diagnostics;
    uint32_t position;
    unsigned brackets;           /* how many are open */
    uint32_t opened[64];         /* where */
    unsigned nesting, operators; /* of the statement's expressions */
    bool failed;
    bool has_next;
    struct token next;
    uint32_t end; /* of the last token taken */
};

/* --- tokens (parse_token.c) --- */
struct token parser_peek(struct parser *p);
struct token parser_take(struct parser *p);
bool parser_at_op(struct parser *p, int op);
bool parser_at_word(struct parser *p, const char *word);
bool parser_at_end(struct parser *p);
bool parser_accept_op(struct parser *p, int op);
bool parser_accept_word(struct parser *p, const char *word);
void parser_expect_op(struct parser *p, int op, const char *what);
void parser_expect_end(struct parser *p);
void parser_fail(struct parser *p, struct where where, const char *format, ...) __attribute__((format(printf, 3, 4)));
void parser_fail_here(struct parser *p, const char *expected);
/* An opening or closing bracket; while one is open a line goes on. */
void parser_open(struct parser *p);
void parser_close(struct parser *p, int op);
/* A name token as a word; fails with `what` was expected. */
struct word *parser_name(struct parser *p, const char *what);
/* The next `length` bytes as a word. */
struct word *parser_word(struct parser *p, uint32_t length);
/* The next stretch without blanks, whatever it consists of; NULL at the end of the line. */
struct word *parser_raw_word(struct parser *p);
/* The rest of the line without blanks at its ends, comment signs included. */
struct word *parser_raw_rest(struct parser *p);
/* Whether a token is a name with this text. */
bool token_is_word(const struct token *token, const char *word);

/* --- lines --- */
/* Goes to the next line with something on it. False if it isn't indented deeper than `above` (in columns; -1: any). */
bool parser_line(struct parser *p, int above, uint32_t *indent);
/* Ends a statement: checks that nothing is left, or after a mistake skips the lines that belong to it. */
void parser_finish(struct parser *p, uint32_t indent);

/* --- parts --- */
struct expr *parse_expr(struct parser *p);    /* no pattern forms at top level */
struct expr *parse_pattern(struct parser *p); /* ranges and comparisons, too */
struct expectation *parse_expectation(struct parser *p);
struct step *parse_step(struct parser *p, struct word *actors, bool is_test);
/* True at the word of an attribute, or at `because`. */
bool parser_at_attribute(struct parser *p);
/* Attributes to the end of the line; `own_line` allows says and erratum. */
void parse_attributes(struct parser *p, struct attribute ***last, bool own_line);

/* Of both cases and tables: the start of a block, what follows its name, its line `actors`. */
struct case_block *new_case_block(struct parser *p, struct tables *tables, struct group_block *group, bool is_table);
void parse_axes(struct parser *p, struct case_block *block);
void parse_actors(struct parser *p, struct case_block *block);

void parse_case(struct parser *p, struct tables *tables, struct group_block *group);
void parse_table(struct parser *p, struct tables *tables, struct group_block *group);
void parse_kind(struct parser *p, struct tables *tables);
void parse_set(struct parser *p, struct tables *tables);
void parse_mode(struct parser *p, struct tables *tables);

#endif
