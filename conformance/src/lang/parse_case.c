#include "lang/parser.h"

#include <string.h>

/* NAME… up to `stop` or the end of the line. */
static struct word *word_list(struct parser *p, const char *stop, const char *what) {
    struct word *list = NULL, **last = &list;
    while (!parser_at_end(p) && !(stop && parser_at_word(p, stop))) {
        *last = parser_raw_word(p);
        if (!*last)
            break;
        last = &(*last)->next;
    }
    if (!list)
        parser_fail_here(p, what);
    return list;
}

void parse_axes(struct parser *p, struct case_block *block) {
    if (parser_accept_word(p, "over"))
        block->over = word_list(p, "modes", "the name of a kind or set");
    if (parser_accept_word(p, "modes"))
        block->modes = word_list(p, NULL, "the name of a mode");
}

void parse_actors(struct parser *p, struct case_block *block) {
    struct token token = parser_take(p);
    struct word **last = &block->actors;
    if (block->actors || block->steps)
        parser_fail(p, token.at, "'actors' stands once, before all steps");
    do {
        struct word *word = parser_name(p, "the name of an actor");
        if (is_reserved_word(word->text))
            parser_fail(p, word->at, "'%s' is a word of the language and can't name an actor", word->text);
        for (struct word *other = block->actors; other && !p->failed; other = other->next)
            if (strcmp(other->text, word->text) == 0)
                parser_fail(p, word->at, "the actor '%s' is declared twice", word->text);
        *last = word;
        last = &word->next;
    } while (!p->failed && !parser_at_end(p));
}

struct case_block *new_case_block(struct parser *p, struct tables *tables, struct group_block *group, bool is_table) {
    struct case_block *block = arena_alloc(p->arena, sizeof *block);
    struct token token = parser_take(p);
    block->group = group;
    block->is_table = is_table;
    block->at = token.at;
    *tables->last_case = block;
    tables->last_case = &block->next;
    if (!group)
        parser_fail(p, token.at, "a file with cases starts with 'group NAME'");
    return block;
}

void parse_case(struct parser *p, struct tables *tables, struct group_block *group) {
    struct case_block *block = new_case_block(p, tables, group, false);
    uint32_t indent;
    block->name = parser_name(p, "the name of the case");
    parse_axes(p, block);
    parser_expect_end(p);
    block->broken = p->failed;
    parser_finish(p, UINT32_MAX >> 1);
    struct attribute **last_attribute = &block->attributes;
    struct step **last_step = &block->steps;
    while (parser_line(p, 0, &indent)) {
        if (parser_at_attribute(p)) {
            parse_attributes(p, &last_attribute, true);
        } else if (parser_at_word(p, "actors")) {
            parse_actors(p, block);
        } else {
            *last_step = parse_step(p, block->actors, false);
            last_step = &(*last_step)->next;
        }
        parser_expect_end(p);
        block->broken |= p->failed;
        parser_finish(p, indent);
    }
    block->at.end = p->end;
}
