#include "lang/parser.h"

#include <string.h>

static const struct attribute_word *word_ahead(struct parser *p, uint32_t *length) {
    char word[24];
    struct token token = parser_peek(p);
    if (token.kind != TOKEN_NAME)
        return NULL;
    const char *start = p->source->text + token.at.begin;
    *length = token.at.end - token.at.begin;
    while (start[*length] == '-' && lex_is_name_start(start[*length + 1])) /* not-on */
        for ((*length)++; lex_is_name_part(start[*length]);)
            (*length)++;
    if (*length >= sizeof word)
        return NULL;
    memcpy(word, start, *length);
    word[*length] = 0;
    return attribute_word(word);
}

bool parser_at_attribute(struct parser *p) {
    uint32_t length;
    return parser_at_word(p, "because") || word_ahead(p, &length) != NULL;
}

static void read_words(struct parser *p, struct attribute *attribute, bool many) {
    struct word **last = &attribute->words;
    do {
        struct word *word = parser_at_word(p, "because") ? NULL : parser_raw_word(p);
        if (!word) {
            parser_fail_here(p, "a word");
            return;
        }
        *last = word;
        last = &word->next;
    } while (many && !parser_at_end(p) && !parser_at_attribute(p));
}

static struct attribute *read_attribute(struct parser *p, bool own_line) {
    uint32_t length;
    const struct attribute_word *known = word_ahead(p, &length);
    if (!known) {
        parser_fail_here(p, own_line ? "an attribute" : "an attribute or the end of the line");
        return NULL;
    }
    struct attribute *attribute = arena_alloc(p->arena, sizeof *attribute);
    attribute->key = parser_word(p, length);
    if (known->arguments != ARGUMENTS_REST && (parser_at_op(p, '=') || parser_at_op(p, ',') || parser_at_op(p, '.')))
        parser_fail(p, attribute->key->at, "'%s' is a word of the language and can't be a name", known->word);
    switch (known->arguments) {
    case ARGUMENTS_NONE:
        break;
    case ARGUMENTS_ONE:
    case ARGUMENTS_MANY:
        read_words(p, attribute, known->arguments == ARGUMENTS_MANY);
        break;
    case ARGUMENTS_REST:
        if (!own_line) {
            parser_fail(p, attribute->key->at, "'%s' stands on a line of its own", known->word);
            break;
        }
        attribute->words = parser_raw_rest(p);
        if (!attribute->words->text[0])
            parser_fail(p, attribute->key->at, "'%s' needs a text", known->word);
        break;
    }
    return attribute;
}

/* One reason explains all conditions before it that have none yet. */
static void read_reason(struct parser *p, struct attribute *from) {
    struct token token = parser_take(p);
    struct token text = parser_peek(p);
    bool used = false;
    if (text.kind != TOKEN_TEXT) {
        parser_fail_here(p, "a reason in quotes");
        return;
    }
    parser_take(p);
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] < ' ')
            parser_fail(p, text.at, "a reason is plain text");
    if (text.length == 0)
        parser_fail(p, text.at, "the reason is empty");
    for (; from; from = from->next)
        if (attribute_word(from->key->text)->subject && !from->because) {
            from->because = arena_copy(p->arena, text.data, text.length);
            used = true;
        }
    if (!used)
        parser_fail(p, token.at, "'because' explains a condition, and there is none before it");
}

void parse_attributes(struct parser *p, struct attribute ***last, bool own_line) {
    struct attribute **first = *last;
    while (!p->failed && !parser_at_end(p)) {
        if (parser_at_word(p, "because")) {
            read_reason(p, *first);
            continue;
        }
        struct attribute *attribute = read_attribute(p, own_line && *first == NULL);
        if (p->failed)
            return;
        **last = attribute;
        *last = &attribute->next;
    }
    for (struct attribute *a = *first; a; a = a->next) {
        const struct attribute_word *known = attribute_word(a->key->text);
        if (known->subject && strcmp(known->subject, "need") != 0 && !a->because)
            parser_fail(p, a->key->at, "the condition '%s' needs a reason: because \"…\"", known->word);
    }
}
