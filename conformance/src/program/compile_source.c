#include "program/compiler.h"

#include "lang/lexer.h"
#include "lang/words.h"

#include <string.h>

struct text {
    struct compiler *c;
    char *data;
    size_t length, room;
};

static void put(struct text *t, const char *data, size_t length) {
    if (t->length + length + 1 > t->room) {
        size_t room = 2 * (t->length + length) + 64;
        char *larger = arena_alloc(&t->c->arena, room);
        if (t->length)
            memcpy(larger, t->data, t->length);
        t->data = larger;
        t->room = room;
    }
    memcpy(t->data + t->length, data, length);
    t->length += length;
    t->data[t->length] = 0;
}

/* Skips blanks, line ends and comments; they count as one blank. */
static uint32_t skip_space(const char *text, uint32_t i, uint32_t end) {
    while (i < end && strchr(" \r\n#", text[i])) {
        if (text[i] == '#')
            while (i < end && text[i] != '\n')
                i++;
        else
            i++;
    }
    return i;
}

static uint32_t string_end(const char *text, uint32_t i, uint32_t end) {
    char quote = text[i++];
    while (i < end && text[i] != quote)
        i += text[i] == '\\' ? 2 : 1;
    return i < end ? i + 1 : end;
}

static bool needs_brackets(const struct expr *expr) {
    return expr->kind >= EXPR_NEGATE && expr->kind <= EXPR_POWER && !expr->bracketed;
}

static void put_column(struct text *t, const struct expr *column) {
    bool brackets = needs_brackets(column), outside = t->c->in_columns;
    t->c->in_columns = true;
    const char *text = source_text(t->c, column->at);
    t->c->in_columns = outside;
    put(t, "(", brackets);
    put(t, text, strlen(text));
    put(t, ")", brackets);
}

/* A name that is no attribute, keyword, `$name` or prefix of bytes. */
static bool stands_alone(const char *text, uint32_t begin, uint32_t i, uint32_t end) {
    char before = i > begin ? text[i - 1] : ' ';
    uint32_t after = i;
    while (after < end && lex_is_name_part(text[after]))
        after++;
    bool keyword = after + 1 < end && text[after] == '=' && (before == '(' || before == ' ');
    bool prefix = after == i + 1 && (text[i] == 'b' || text[i] == 'B') && after < end && strchr("\"'", text[after]);
    return before != '.' && before != '$' && !keyword && !prefix;
}

/* In expectations these are words of the language, whatever the columns are named. */
static bool means_more(const char *name) {
    return is_type_name(name) || strcmp(name, "args") == 0;
}

const char *source_text(struct compiler *c, struct where at) {
    return step_source(c, at, NULL);
}

const char *step_source(struct compiler *c, struct where at, const struct expectation *e) {
    struct text t = {.c = c};
    const char *text = at.source->text;
    put(&t, "", 0);
    for (uint32_t i = at.begin; i < at.end;) {
        uint32_t next = skip_space(text, i, at.end);
        if (next > i) {
            put(&t, " ", next < at.end);
        } else if (text[i] == '"' || text[i] == '\'') {
            next = string_end(text, i, at.end);
            put(&t, text + i, next - i);
        } else if (lex_is_name_part(text[i])) {
            while (next < at.end && lex_is_name_part(text[next]))
                next++;
            const char *name = arena_copy(&c->arena, text + i, next - i);
            bool other = (e && i >= e->at.begin && means_more(name)) || !stands_alone(text, at.begin, i, at.end);
            const struct expr *column = other ? NULL : name_column(c, name);
            if (column)
                put_column(&t, column);
            else
                put(&t, name, next - i);
        } else {
            next = i + 1;
            put(&t, text + i, 1);
        }
        i = next;
    }
    return t.data;
}
