#include "program/suite.h"

#include "judge/json_text.h"
#include "lang/parse.h"
#include "lang/suggest.h"
#include "program/compiler.h"
#include "program/suite_files.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct suite {
    struct arena arena;
    struct vocabulary vocabulary;
    struct tables tables;
    struct axes axes;
    struct diagnostics diagnostics;
    struct compiler compiler;
    struct suite_case *cases;
    struct suite_run *runs;
    size_t case_count, case_room, run_count, run_room;
    struct namemap case_ids, run_ids, aliases; /* -> struct suite_case, suite_run */
};

static struct suite_case *new_case(struct suite *s, const struct case_block *block, const struct row *row) {
    if (s->case_count == s->case_room) {
        s->case_room = 2 * s->case_room + 256;
        s->cases = memory_resize(s->cases, s->case_room * sizeof *s->cases);
    }
    const struct word *name = row ? row->name : block->name;
    const struct where at = row ? row->at : block->at;
    struct suite_case *item = &s->cases[s->case_count++];
    *item = (struct suite_case){.id = arena_printf(&s->arena, "%s.%s", block->group->name->text, name->text),
                                .file = at.source->name,
                                .line = source_line(at.source, at.begin),
                                .first_run = s->run_count,
                                .block = block,
                                .row = row};
    return item;
}

static void new_run(struct suite *s, const char *kind, const char *mode) {
    if (s->run_count == s->run_room) {
        s->run_room = 2 * s->run_room + 256;
        s->runs = memory_resize(s->runs, s->run_room * sizeof *s->runs);
    }
    struct suite_case *item = &s->cases[s->case_count - 1];
    bool blocking = strcmp(mode, MODE_BLOCKING) == 0;
    const char *id = item->id;
    if (kind || !blocking)
        id = arena_printf(&s->arena, "%s[%s%s%s]", id, kind ? kind : "", blocking ? "" : ",", blocking ? "" : mode);
    s->runs[s->run_count++] = (struct suite_run){id, kind, mode, s->case_count - 1};
    item->run_count++;
}

static bool modes_known(struct suite *s, const struct case_block *block) {
    bool good = true;
    for (const struct word *mode = block->modes; mode; mode = mode->next) {
        bool known = strcmp(mode->text, MODE_BLOCKING) == 0 || namemap_get(&s->axes.modes, mode->text);
        for (const struct word *other = block->modes; other != mode; other = other->next)
            if (strcmp(other->text, mode->text) == 0) {
                diagnose(&s->diagnostics, mode->at, "the mode '%s' is listed twice", mode->text);
                good = false;
            }
        if (!known && !s->axes.incomplete) {
            char hint[96];
            struct suggestion near = {.wanted = mode->text, .best = NULL};
            suggest_offer(&near, MODE_BLOCKING);
            suggest_map(&near, &s->axes.modes);
            diagnose(&s->diagnostics, mode->at, "unknown mode '%s'%s", mode->text,
                     suggest_text(&near, hint, sizeof hint));
        }
        good &= known;
    }
    return good;
}

static void add_runs(struct suite *s, const struct case_block *block, const struct kind_block **kinds, size_t count) {
    static const struct word blocking = {.text = MODE_BLOCKING};
    for (size_t i = 0; i < (block->over ? count : 1); i++)
        for (const struct word *mode = block->modes ? block->modes : &blocking; mode; mode = mode->next)
            new_run(s, block->over ? kinds[i]->name->text : NULL, mode->text);
}

static void add_block(struct suite *s, const struct case_block *block) {
    const struct kind_block **kinds = NULL;
    size_t before = s->diagnostics.count, count = axes_expand(&s->axes, block->over, &s->diagnostics, &kinds);
    bool whole = modes_known(s, block) && s->diagnostics.count == before && !block->broken;
    if (whole && block->over && count == 0 && !s->axes.incomplete)
        diagnose(&s->diagnostics, block->over->at, "no kind is left to run the case over");
    for (size_t i = 0; i < count; i++)
        whole &= kind_is_whole(&s->axes, kinds[i]);
    if (whole && !block->is_table) {
        new_case(s, block, NULL);
        add_runs(s, block, kinds, count);
    }
    for (const struct row *row = block->rows; whole && row; row = row->next)
        if (row->name) {
            new_case(s, block, row);
            add_runs(s, block, kinds, count);
        }
    free(kinds);
}

static struct where name_of(const struct suite_case *item) {
    return item->row ? item->row->name->at : item->block->name->at;
}

static void index_cases(struct suite *s) {
    for (size_t i = 0; i < s->case_count; i++) {
        struct suite_case *item = &s->cases[i], *other = namemap_get(&s->case_ids, item->id);
        if (other)
            diagnose(&s->diagnostics, name_of(item), "the case '%s' is there already, in %s:%u", item->id, other->file,
                     other->line);
        else
            namemap_put(&s->case_ids, item->id, item);
    }
    for (size_t i = 0; i < s->run_count; i++)
        namemap_put(&s->run_ids, s->runs[i].id, &s->runs[i]);
}

static void add_alias(struct suite *s, struct suite_case *item, const char *alias) {
    struct suite_case *other = namemap_get(&s->case_ids, alias);
    const char *copy = arena_copy(&s->arena, alias, strlen(alias));
    if (!other)
        other = namemap_put(&s->aliases, copy, item);
    if (other)
        diagnose(&s->diagnostics, name_of(item), "the alias '%s' is the id or an alias of the case in %s:%u", alias,
                 other->file, other->line);
}

static void index_aliases(struct suite *s) {
    for (size_t i = 0; i < s->case_count; i++) {
        struct facts facts;
        size_t k;
        json_t *alias;
        suite_facts(s, i, &facts);
        json_array_foreach(facts.aliases, k, alias) add_alias(s, &s->cases[i], json_string_value(alias));
        facts_free(&facts);
    }
}

json_t *suite_program(struct suite *s, size_t run_index) {
    const struct suite_run *run = &s->runs[run_index];
    const struct suite_case *item = &s->cases[run->case_index];
    s->compiler.block = item->block;
    s->compiler.row = item->row;
    s->compiler.kind = run->kind ? namemap_get(&s->axes.kinds, run->kind) : NULL;
    s->compiler.mode = run->mode;
    return compile_run(&s->compiler, run->id, item->id);
}

static void check_programs(struct suite *s) {
    for (const struct mode_block *mode = s->tables.modes; mode; mode = mode->next)
        check_mode(&s->compiler, mode);
    for (size_t i = 0; i < s->run_count; i++)
        json_decref(suite_program(s, i));
}

static struct suite *new_suite(const struct vocabulary_paths *data, FILE *err) {
    struct suite *s = memory_get(sizeof *s);
    memset(s, 0, sizeof *s);
    s->tables.last_case = &s->tables.cases;
    s->tables.last_kind = &s->tables.kinds;
    s->tables.last_set = &s->tables.sets;
    s->tables.last_mode = &s->tables.modes;
    s->compiler.vocabulary = &s->vocabulary;
    s->compiler.axes = &s->axes;
    s->compiler.diagnostics = &s->diagnostics;
    if (vocabulary_load(&s->vocabulary, data, err))
        return s;
    suite_free(s);
    return NULL;
}

/* Checks what was parsed. Gives the suite back, or frees it. */
static enum suite_result finish(struct suite *s, struct suite **suite, FILE *err) {
    enum { MOST_SHOWN = 100 };
    axes_build(&s->axes, &s->tables, &s->diagnostics);
    for (const struct case_block *block = s->tables.cases; block; block = block->next)
        add_block(s, block);
    index_cases(s);
    index_aliases(s);
    check_programs(s);
    if (diagnostics_print(&s->diagnostics, err, MOST_SHOWN)) {
        suite_free(s);
        return SUITE_MISTAKES;
    }
    *suite = s;
    return SUITE_OK;
}

enum suite_result suite_load(struct suite **suite, const char *directory, const struct vocabulary_paths *data,
                             FILE *err) {
    struct suite *s = new_suite(data, err);
    *suite = NULL;
    if (!s)
        return SUITE_NO_DATA;
    suite_read_files(&s->arena, directory, &s->tables, &s->diagnostics);
    return finish(s, suite, err);
}

enum suite_result suite_load_texts(struct suite **suite, const struct suite_text *texts, size_t count,
                                   const struct vocabulary_paths *data, FILE *err) {
    struct suite *s = new_suite(data, err);
    *suite = NULL;
    if (!s)
        return SUITE_NO_DATA;
    for (size_t i = 0; i < count; i++) {
        struct source *source = source_of(&s->arena, texts[i].name, texts[i].text, texts[i].length);
        source->order = (uint32_t)i;
        parse_source(&s->arena, source, &s->tables, &s->diagnostics);
    }
    return finish(s, suite, err);
}

void suite_free(struct suite *s) {
    if (!s)
        return;
    compiler_free(&s->compiler);
    axes_free(&s->axes);
    vocabulary_free(&s->vocabulary);
    diagnostics_free(&s->diagnostics);
    namemap_free(&s->case_ids);
    namemap_free(&s->run_ids);
    namemap_free(&s->aliases);
    arena_free(&s->arena);
    free(s->cases);
    free(s->runs);
    free(s);
}

size_t suite_case_count(const struct suite *s) {
    return s->case_count;
}

size_t suite_run_count(const struct suite *s) {
    return s->run_count;
}

const struct suite_case *suite_case(const struct suite *s, size_t index) {
    return &s->cases[index];
}

const struct suite_run *suite_run(const struct suite *s, size_t index) {
    return &s->runs[index];
}

size_t suite_find_case(const struct suite *s, const char *id) {
    const struct suite_case *item = namemap_get(&s->case_ids, id);
    if (!item)
        item = namemap_get(&s->aliases, id);
    return item ? (size_t)(item - s->cases) : SIZE_MAX;
}

size_t suite_find_run(const struct suite *s, const char *id) {
    const struct suite_run *run = namemap_get(&s->run_ids, id);
    return run ? (size_t)(run - s->runs) : SIZE_MAX;
}

void suite_facts(struct suite *s, size_t case_index, struct facts *facts) {
    const struct suite_case *item = &s->cases[case_index];
    facts_gather(facts, &s->vocabulary, &s->axes, item->block, item->row, NULL, &s->diagnostics);
}

void suite_run_facts(struct suite *s, size_t run_index, struct facts *facts) {
    const struct suite_run *run = &s->runs[run_index];
    const struct suite_case *item = &s->cases[run->case_index];
    const struct kind_block *kind = run->kind ? namemap_get(&s->axes.kinds, run->kind) : NULL;
    facts_gather(facts, &s->vocabulary, &s->axes, item->block, item->row, kind, &s->diagnostics);
}

const struct vocabulary *suite_vocabulary(const struct suite *s) {
    return &s->vocabulary;
}

void suite_digest(struct suite *s, char digest[17]) {
    unsigned long long hash = FNV_START;
    struct text text = {0};
    for (size_t i = 0; i < s->run_count; i++) {
        json_t *program = suite_program(s, i);
        text_clear(&text);
        json_text_sorted(&text, program);
        text_putc(&text, '\n');
        hash = fnv1a(hash, text.data, text.length);
        json_decref(program);
    }
    text_free(&text);
    snprintf(digest, 17, "%016llx", hash);
}
