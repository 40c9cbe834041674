#include "lang/parser.h"

static struct word *kind_name(struct parser *p, const char *what) {
    struct word *word = parser_raw_word(p);
    if (!word) {
        parser_fail_here(p, what);
        return parser_name(p, what);
    }
    bool good = lex_is_name_start(word->text[0]);
    for (const char *c = word->text; *c; c++)
        good = good && (lex_is_name_part(*c) || *c == '-');
    if (!good)
        parser_fail(p, word->at, "%s expected (letters, digits and -), not '%s'", what, word->text);
    return word;
}

static void parse_gives(struct parser *p, struct template_block *template) {
    struct word **last = &template->gives;
    do {
        *last = parser_name(p, "a name that the template gives");
        last = &(*last)->next;
    } while (parser_accept_op(p, ','));
}

static void parse_template(struct parser *p, struct kind_block *kind, struct template_block *template,
                           uint32_t indent) {
    struct step **last = &template->steps;
    uint32_t deeper;
    parser_take(p);
    template->name = parser_name(p, "the name of the template");
    if (parser_accept_word(p, "gives"))
        parse_gives(p, template);
    parser_expect_end(p);
    kind->broken |= p->failed;
    parser_finish(p, UINT32_MAX >> 1);
    while (parser_line(p, (int)indent, &deeper)) {
        *last = parse_step(p, NULL, false);
        last = &(*last)->next;
        parser_expect_end(p);
        kind->broken |= p->failed;
        parser_finish(p, deeper);
    }
}

static void parse_kind_let(struct parser *p, struct let *let) {
    parser_take(p);
    let->name = parser_name(p, "a name");
    parser_expect_op(p, '=', "'='");
    let->value = parse_expr(p);
}

void parse_kind(struct parser *p, struct tables *tables) {
    struct kind_block *kind = arena_alloc(p->arena, sizeof *kind);
    struct let **last_let = &kind->lets;
    struct template_block **last_template = &kind->templates;
    struct attribute **last_attribute = &kind->attributes;
    uint32_t indent;
    parser_take(p);
    kind->name = kind_name(p, "the name of a kind");
    if (parser_accept_word(p, "like"))
        kind->like = kind_name(p, "the name of a kind");
    *tables->last_kind = kind;
    tables->last_kind = &kind->next;
    parser_expect_end(p);
    kind->broken = p->failed;
    parser_finish(p, UINT32_MAX >> 1);
    while (parser_line(p, 0, &indent)) {
        if (parser_at_word(p, "template")) {
            struct template_block *template = arena_alloc(p->arena, sizeof *template);
            parse_template(p, kind, template, indent);
            *last_template = template;
            last_template = &template->next;
            continue;
        }
        if (parser_at_word(p, "let")) {
            struct let *let = arena_alloc(p->arena, sizeof *let);
            parse_kind_let(p, let);
            *last_let = let;
            last_let = &let->next;
        } else if (parser_at_attribute(p)) {
            parse_attributes(p, &last_attribute, true);
        } else {
            parser_fail_here(p, "'let', 'template' or an attribute");
        }
        parser_expect_end(p);
        kind->broken |= p->failed;
        parser_finish(p, indent);
    }
}

void parse_set(struct parser *p, struct tables *tables) {
    struct set_block *set = arena_alloc(p->arena, sizeof *set);
    struct word **last = &set->members;
    parser_take(p);
    set->name = kind_name(p, "the name of a set");
    do {
        struct word *member = kind_name(p, "the name of a kind or set");
        *last = member;
        last = &member->next;
    } while (!p->failed && !parser_at_end(p));
    *tables->last_set = set;
    tables->last_set = &set->next;
    parser_finish(p, 0);
}

void parse_mode(struct parser *p, struct tables *tables) {
    struct mode_block *mode = arena_alloc(p->arena, sizeof *mode);
    mode->at = parser_take(p).at;
    mode->name = kind_name(p, "the name of a mode");
    mode->call = parse_expr(p);
    if (mode->call->kind != EXPR_CALL || mode->call->a)
        parser_fail(p, mode->call->at, "a mode is a call of a method, like settimeout(0.0)");
    mode->at.end = p->end;
    if (!p->failed) {
        *tables->last_mode = mode;
        tables->last_mode = &mode->next;
    }
    parser_finish(p, 0);
}
