#include "lang/parse.h"

#include "lang/parser.h"
#include "lang/suggest.h"

#include <string.h>

/* What no table may hold, wherever it stands. Only the first such thing of a line is told. */
static bool check_characters(const struct source *source, struct diagnostics *diagnostics) {
    bool good = true;
    uint32_t length;
    for (uint32_t i = 0; i < source->length; i += length) {
        unsigned char c = (unsigned char)source->text[i];
        const char *wrong = NULL;
        length = source_character(source, i);
        if (length == 0)
            wrong = "this is not UTF-8";
        else if (c == '\t')
            wrong = "tab character: indent with blanks, write \\t in strings";
        else if ((c < ' ' && c != '\n' && !(c == '\r' && source->text[i + 1] == '\n')) || c == 0x7f)
            wrong = "control character";
        if (wrong) {
            diagnose(diagnostics, (struct where){source, i, i + 1}, "%s", wrong);
            good = false;
            const char *end = memchr(source->text + i, '\n', source->length - i);
            length = end ? (uint32_t)(end - source->text) - i : source->length - i;
        }
    }
    return good;
}

static struct group_block *parse_group(struct parser *p, bool first) {
    struct group_block *group = arena_alloc(p->arena, sizeof *group);
    struct attribute **last = &group->attributes;
    struct token token = parser_take(p);
    uint32_t indent;
    if (!first)
        parser_fail(p, token.at, "'group' stands once in a file, before its cases");
    group->name = parser_name(p, "the name of the group");
    parser_finish(p, UINT32_MAX >> 1);
    while (parser_line(p, 0, &indent)) {
        if (parser_at_attribute(p))
            parse_attributes(p, &last, true);
        else
            parser_fail_here(p, "an attribute");
        parser_finish(p, indent);
    }
    return group;
}

static struct group_block *nameless_group(struct parser *p) {
    struct group_block *group = arena_alloc(p->arena, sizeof *group);
    group->name = arena_alloc(p->arena, sizeof *group->name);
    group->name->text = "";
    return group;
}

static void unknown_block(struct parser *p) {
    static const char *const words[] = {"group", "case", "table", "kind", "set", "mode", NULL};
    struct token token = parser_peek(p);
    char hint[96], found[64] = "";
    if (token.kind == TOKEN_NAME && token.at.end - token.at.begin < sizeof found)
        memcpy(found, p->source->text + token.at.begin, token.at.end - token.at.begin);
    struct suggestion near = {.wanted = found};
    for (size_t i = 0; words[i]; i++)
        suggest_offer(&near, words[i]);
    parser_fail(p, token.at, "a block starts with group, case, table, kind, set or mode%s",
                suggest_text(&near, hint, sizeof hint));
    parser_finish(p, 0);
}

void parse_source(struct arena *arena, const struct source *source, struct tables *tables,
                  struct diagnostics *diagnostics) {
    struct parser p = {.arena = arena, .source = source, .diagnostics = diagnostics};
    struct group_block *group = NULL;
    bool cases = false;
    uint32_t indent;
    if (!check_characters(source, diagnostics)) {
        tables->incomplete = true;
        return;
    }
    while (parser_line(&p, -1, &indent)) {
        if (cases && !group) /* told once, not for each case */
            group = nameless_group(&p);
        if (indent > 0) {
            parser_fail(&p, parser_peek(&p).at, "this line is indented, but belongs to no block");
            parser_finish(&p, 0);
        } else if (parser_at_word(&p, "group")) {
            group = parse_group(&p, !group && !cases);
        } else if (parser_at_word(&p, "case")) {
            cases = true;
            parse_case(&p, tables, group);
        } else if (parser_at_word(&p, "table")) {
            cases = true;
            parse_table(&p, tables, group);
        } else if (parser_at_word(&p, "kind")) {
            parse_kind(&p, tables);
        } else if (parser_at_word(&p, "set")) {
            parse_set(&p, tables);
        } else if (parser_at_word(&p, "mode")) {
            parse_mode(&p, tables);
        } else {
            unknown_block(&p);
        }
    }
}
