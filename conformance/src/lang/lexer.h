#ifndef SOCKSPEC_LANG_LEXER_H
#define SOCKSPEC_LANG_LEXER_H

#include "lang/arena.h"
#include "lang/source.h"

#include <stdbool.h>

enum token_kind {
    TOKEN_LINE_END,
    TOKEN_NAME,
    TOKEN_INT,
    TOKEN_FLOAT,
    TOKEN_TEXT,
    TOKEN_BYTES,
    TOKEN_DOLLAR, /* $name; `at` includes the sign */
    TOKEN_OPERATOR,
    TOKEN_BAD, /* `message` says what is wrong with it */
};

/* Operators of one character are that character. */
enum { OP_ARROW = 256, OP_POWER, OP_SHIFT, OP_DOTS, OP_AT_LEAST, OP_AT_MOST };

struct token {
    enum token_kind kind;
    int op;
    struct where at;
    const char *data; /* decoded text or bytes, owned by the arena */
    size_t length;
    const char *message;
    bool spaced; /* something blank stands before it */
};

/* Reads the token at `*position` of a logical line and moves behind it. With `depth` > 0 (inside brackets) line ends
 * are blanks, as long as the next line is indented. At the end of a line the position stays. */
struct token lex(struct arena *arena, const struct source *source, uint32_t *position, unsigned depth);

/* Moves to the first thing on a line that isn't blank or a comment. False at the end of the file. */
bool lex_find_line(const struct source *source, uint32_t *position, uint32_t *indent);

bool lex_is_name_start(char c);
bool lex_is_name_part(char c);

/* Reads the string literal at `*position` (at its quote) into `token`. */
void lex_string(struct arena *arena, const struct source *source, uint32_t *position, struct token *token);

#endif
