#include "program/axes.h"

#include "lang/suggest.h"
#include "program/vocabulary.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 16 /* chains of `like`, sets in sets */, MOST_WORDS = 10000 /* of a list, with those of its sets */ };

static void add(struct namemap *map, const struct word *name, void *block, const char *what,
                struct diagnostics *diagnostics) {
    if (namemap_put(map, name->text, block))
        diagnose(diagnostics, name->at, "the %s '%s' is defined twice", what, name->text);
}

static void unknown(const struct axes *axes, const struct word *word, const char *name, const char *what,
                    const struct namemap *first, const struct namemap *second, struct diagnostics *diagnostics) {
    char hint[96];
    struct suggestion near = {.wanted = name};
    if (axes->incomplete)
        return;
    suggest_map(&near, first);
    if (second)
        suggest_map(&near, second);
    diagnose(diagnostics, word->at, "unknown %s '%s'%s", what, name, suggest_text(&near, hint, sizeof hint));
}

const struct kind_block *kind_parent(const struct axes *axes, const struct kind_block *kind) {
    return kind->like ? namemap_get(&axes->kinds, kind->like->text) : NULL;
}

static void check_like(const struct axes *axes, struct kind_block *kind, struct diagnostics *diagnostics) {
    unsigned depth = 0;
    if (kind->like && !kind_parent(axes, kind)) {
        unknown(axes, kind->like, kind->like->text, "kind", &axes->kinds, NULL, diagnostics);
        kind->broken = true;
    }
    for (const struct kind_block *k = kind; k; k = kind_parent(axes, k))
        if (depth++ == DEEPEST) {
            diagnose(diagnostics, kind->like->at, "the kind '%s' is like itself, or 'like' is nested too deep",
                     kind->name->text);
            kind->like = NULL;
            kind->broken = true;
            return;
        }
}

struct expansion {
    const struct axes *axes;
    struct diagnostics *diagnostics;
    const struct kind_block **list;
    size_t count, room, words;
};

static void take_kind(struct expansion *e, const struct kind_block *kind, bool remove) {
    size_t i = 0;
    while (i < e->count && e->list[i] != kind)
        i++;
    if (remove && i < e->count) {
        e->count--;
        memmove(e->list + i, e->list + i + 1, (e->count - i) * sizeof(void *));
    } else if (!remove && i == e->count) {
        if (e->count == e->room) {
            e->room = 2 * e->room + 8;
            e->list = memory_resize(e->list, e->room * sizeof(void *));
        }
        e->list[e->count++] = kind;
    }
}

static void take_word(struct expansion *e, const struct word *word, const char *name, bool remove, unsigned depth) {
    if (e->words == MOST_WORDS || ++e->words == MOST_WORDS)
        return; /* axes_expand() tells it */
    const struct kind_block *kind = namemap_get(&e->axes->kinds, name);
    const struct set_block *set = namemap_get(&e->axes->sets, name);
    if (kind) {
        take_kind(e, kind, remove);
    } else if (!set) {
        unknown(e->axes, word, name, "kind or set", &e->axes->kinds, &e->axes->sets, e->diagnostics);
    } else if (depth == DEEPEST) {
        diagnose(e->diagnostics, set->name->at, "the set '%s' contains itself, or sets are nested too deep",
                 set->name->text);
    } else {
        for (const struct word *member = set->members; member; member = member->next)
            take_word(e, member, member->text, remove, depth + 1);
    }
}

size_t axes_expand(const struct axes *axes, const struct word *over, struct diagnostics *diagnostics,
                   const struct kind_block ***list) {
    struct expansion e = {.axes = axes, .diagnostics = diagnostics};
    for (const struct word *word = over; word; word = word->next) {
        bool remove = word->text[0] == '-';
        size_t before = e.count, mistakes = diagnostics->count;
        take_word(&e, word, word->text + remove, remove, 0);
        if (e.words == MOST_WORDS) {
            diagnose(diagnostics, word->at, "'%s' comes to %d kinds and sets or more: sets repeat others in here",
                     word->text, MOST_WORDS);
            break;
        }
        if (remove && e.count == before && diagnostics->count == mistakes && !axes->incomplete)
            diagnose(
                diagnostics, word->at,
                "'%s' takes nothing out: no kind before it is meant; write it behind the kinds it is to be taken from, "
                "or leave it away",
                word->text);
    }
    *list = e.list;
    return e.count;
}

const struct expr *kind_let(const struct axes *axes, const struct kind_block *kind, const char *name) {
    const struct expr *found = NULL;
    for (; kind && !found; kind = kind_parent(axes, kind))
        for (const struct let *let = kind->lets; let; let = let->next)
            if (strcmp(let->name->text, name) == 0)
                found = let->value;
    return found;
}

const struct template_block *kind_template(const struct axes *axes, const struct kind_block *kind, const char *name) {
    for (; kind; kind = kind_parent(axes, kind))
        for (const struct template_block *t = kind->templates; t; t = t->next)
            if (strcmp(t->name->text, name) == 0)
                return t;
    return NULL;
}

bool kind_is_whole(const struct axes *axes, const struct kind_block *kind) {
    for (; kind; kind = kind_parent(axes, kind))
        if (kind->broken)
            return false;
    return true;
}

static void check_twice(const struct word *name, const struct word *earlier, const char *what,
                        struct diagnostics *diagnostics) {
    if (strcmp(name->text, earlier->text) == 0)
        diagnose(diagnostics, name->at, "the %s '%s' is defined twice in this kind", what, name->text);
}

static void check_members(const struct kind_block *kind, struct diagnostics *diagnostics) {
    for (const struct let *let = kind->lets; let; let = let->next)
        for (const struct let *other = kind->lets; other != let; other = other->next)
            check_twice(let->name, other->name, "name", diagnostics);
    for (const struct template_block *t = kind->templates; t; t = t->next)
        for (const struct template_block *other = kind->templates; other != t; other = other->next)
            check_twice(t->name, other->name, "template", diagnostics);
}

void axes_build(struct axes *axes, const struct tables *tables, struct diagnostics *diagnostics) {
    const struct kind_block **list;
    axes->incomplete = tables->incomplete;
    for (struct kind_block *kind = tables->kinds; kind; kind = kind->next)
        add(&axes->kinds, kind->name, kind, "kind", diagnostics);
    for (struct set_block *set = tables->sets; set; set = set->next) {
        add(&axes->sets, set->name, set, "set", diagnostics);
        if (namemap_get(&axes->kinds, set->name->text))
            diagnose(diagnostics, set->name->at, "'%s' is the name of a kind, too", set->name->text);
    }
    for (struct mode_block *mode = tables->modes; mode; mode = mode->next) {
        add(&axes->modes, mode->name, mode, "mode", diagnostics);
        if (strcmp(mode->name->text, MODE_BLOCKING) == 0)
            diagnose(diagnostics, mode->name->at, "the mode 'blocking' is built in: nothing is called for it");
    }
    for (struct kind_block *kind = tables->kinds; kind; kind = kind->next) {
        check_like(axes, kind, diagnostics);
        check_members(kind, diagnostics);
    }
    for (struct set_block *set = tables->sets; set; set = set->next) {
        axes_expand(axes, set->members, diagnostics, &list);
        free(list);
    }
}

void axes_free(struct axes *axes) {
    namemap_free(&axes->kinds);
    namemap_free(&axes->sets);
    namemap_free(&axes->modes);
}
