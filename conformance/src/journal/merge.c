#include "journal/merge.h"

#include "journal/digest.h"
#include "journal/read.h"
#include "journal/totals.h"
#include "journal/write.h"
#include "judge/text.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The whole, while the shards are gone through. */
struct whole {
    json_t *header; /* of the first shard, made into that of the whole */
    struct totals totals;
    json_t *seen;      /* implementation -> {id: true} */
    json_t *unmatched; /* of the footers, each once */
    json_t *shutdown;
    double wall_ms;
    bool interrupted;
    bool harness; /* the harness failed in a shard, or was interrupted */
    char **error;
};

__attribute__((format(printf, 2, 3))) static bool refuse(char **error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *message = NULL;
    if (vasprintf(&message, format, arguments) < 0)
        abort();
    va_end(arguments);
    *error = message;
    return false;
}

/* The part of a selection that shards share: everything but which shard it is. */
static json_t *common_selection(const json_t *header) {
    json_t *selection = json_deep_copy(json_object_get(json_object_get(header, "suite"), "selection"));
    json_object_del(selection, "shard");
    return selection;
}

/* Alike, or absent in both. */
static bool alike(const json_t *a, const json_t *b, const char *member) {
    const json_t *one = json_object_get(a, member), *other = json_object_get(b, member);
    return (!one && !other) || json_equal(one, other);
}

static bool same_run(const json_t *a, const json_t *b) {
    static const char *const members[] = {"digest", "ids", "matching"};
    static const char *const settings[] = {"profile", "oracle", "deviations", "options"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (!alike(a, b, settings[i]))
            return false;
    static const char *const platform[] = {"os", "arch", "libc", "key"};
    const json_t *pa = json_object_get(a, "platform"), *pb = json_object_get(b, "platform");
    for (size_t i = 0; i < sizeof platform / sizeof *platform; i++)
        if (!alike(pa, pb, platform[i]))
            return false;
    const json_t *sa = json_object_get(a, "suite"), *sb = json_object_get(b, "suite");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!json_equal(json_object_get(sa, members[i]), json_object_get(sb, members[i])))
            return false;
    json_t *xa = common_selection(a), *xb = common_selection(b);
    bool same = json_equal(xa, xb);
    json_decref(xa);
    json_decref(xb);
    const json_t *ia = json_object_get(a, "implementations"), *ib = json_object_get(b, "implementations");
    same = same && json_array_size(ia) == json_array_size(ib);
    for (size_t i = 0; same && i < json_array_size(ia); i++) {
        const json_t *one = json_array_get(ia, i), *other = json_array_get(ib, i);
        static const char *const parts[] = {"name", "role", "digest"};
        for (size_t k = 0; same && k < sizeof parts / sizeof *parts; k++)
            same = alike(one, other, parts[k]);
    }
    return same;
}

static bool take_case(struct whole *w, const struct journal_reader *reader, const json_t *line) {
    const char *impl = json_string_value(json_object_get(line, "impl"));
    const char *id = json_string_value(json_object_get(line, "id"));
    if (!id || !totals_add(&w->totals, line))
        return refuse(w->error, "%s:%lu: a run of '%s', which the header does not name", reader->path, reader->number,
                      impl ? impl : "?");
    json_t *ids = json_object_get(w->seen, impl);
    if (!ids) {
        ids = json_object();
        json_object_set_new(w->seen, impl, ids);
    }
    if (json_object_get(ids, id))
        return refuse(w->error, "%s:%lu: %s of %s is there twice", reader->path, reader->number, id, impl);
    json_object_set_new(ids, id, json_true());
    return true;
}

/* Entries that select nothing are a matter of the whole suite: each shard names the same ones. */
static void take_footer(struct whole *w, const json_t *footer) {
    size_t i, k;
    const json_t *entry, *known;
    json_array_foreach(json_object_get(footer, "unmatched_deviations"), i, entry) {
        bool there = false;
        json_array_foreach(w->unmatched, k, known) there = there || json_equal(known, entry);
        if (!there)
            json_array_append_new(w->unmatched, json_deep_copy(entry));
    }
    json_t *shutdown = json_deep_copy(json_object_get(footer, "shutdown"));
    if (shutdown)
        json_array_extend(w->shutdown, shutdown);
    json_decref(shutdown);
    w->wall_ms += json_number_value(json_object_get(footer, "wall_ms"));
    bool interrupted = json_is_true(json_object_get(footer, "interrupted"));
    w->interrupted = w->interrupted || interrupted;
    w->harness = w->harness || interrupted || json_integer_value(json_object_get(footer, "exit")) == 3;
}

/* Everything of one shard after its header. */
static bool take_lines(struct whole *w, struct journal_reader *reader) {
    bool ended = false;
    for (;;) {
        json_t *line = NULL;
        switch (journal_next(reader, &line, w->error)) {
        case JOURNAL_BROKEN:
            return false;
        case JOURNAL_TORN:
        case JOURNAL_END:
            return ended || refuse(w->error, "%s: the journal was cut short (no footer); finish it with --resume first",
                                   reader->path);
        case JOURNAL_LINE:
            break;
        }
        bool good = true;
        if (journal_line_is(line, "case"))
            good = take_case(w, reader, line);
        ended = journal_line_is(line, "footer");
        if (ended)
            take_footer(w, line);
        json_decref(line);
        if (!good)
            return false;
    }
}

static bool take_shard(struct whole *w, const char *path) {
    struct journal_reader reader;
    if (!journal_open(&reader, path, w->error))
        return false;
    json_t *header = journal_read_header(&reader, w->error);
    bool good = header != NULL;
    if (good && !w->header) {
        w->header = json_deep_copy(header);
        totals_start(&w->totals, w->header);
    }
    if (good && !same_run(w->header, header))
        good = refuse(
            w->error,
            "%s: not of the same suite, selection, platform, implementations and options as the first journal", path);
    good = good && take_lines(w, &reader);
    json_decref(header);
    journal_reader_close(&reader);
    return good;
}

/* Whether the ids of each implementation are those that the selection matched before it was cut into shards. */
static bool whole_is_there(struct whole *w) {
    json_t *suite = json_object_get(w->header, "suite");
    size_t matching = (size_t)json_integer_value(json_object_get(suite, "matching"));
    const char *wanted = json_string_value(json_object_get(suite, "ids"));
    for (size_t i = 0; i < w->totals.n; i++) {
        json_t *ids = json_object_get(w->seen, w->totals.names[i]);
        size_t count = json_object_size(ids), n = 0;
        if (count != matching)
            return refuse(w->error, "%s: the journals hold %zu runs, but the selection has %zu: a shard is missing",
                          w->totals.names[i], count, matching);
        const char **list = calloc(count + 1, sizeof *list);
        if (!list)
            abort();
        const char *id;
        json_t *ignored;
        json_object_foreach(ids, id, ignored) list[n++] = id;
        char digest[24];
        digest_ids(list, n, digest);
        free(list);
        if (!wanted || strcmp(digest, wanted) != 0)
            return refuse(w->error, "%s: the runs in the journals are not those of the selection", w->totals.names[i]);
    }
    json_object_set(suite, "selected", json_object_get(suite, "matching"));
    json_object_set_new(json_object_get(suite, "selection"), "shard", json_null());
    return true;
}

static json_t *whole_footer(const struct whole *w) {
    size_t unexpected = w->totals.unexpected + json_array_size(w->unmatched) + json_array_size(w->shutdown);
    int status = w->harness ? 3 : unexpected ? 1 : totals_nothing_applicable(&w->totals) ? 77 : 0;
    return json_pack("{s:s, s:o, s:I, s:O, s:O, s:f, s:f, s:i, s:b}", "type", "footer", "totals",
                     totals_json(&w->totals), "unexpected", (json_int_t)w->totals.unexpected, "unmatched_deviations",
                     w->unmatched, "shutdown", w->shutdown, "wall_ms", w->wall_ms, "cpu_ms", w->totals.cpu_ms, "exit",
                     status, "interrupted", (int)w->interrupted);
}

/* Whether the two paths are one file. */
static bool same_file(const char *a, const char *b) {
    struct stat sa, sb;
    return stat(a, &sa) == 0 && stat(b, &sb) == 0 && sa.st_dev == sb.st_dev && sa.st_ino == sb.st_ino;
}

static bool copy_cases(struct journal *to, const char *path, char **error) {
    struct journal_reader reader;
    if (!journal_open(&reader, path, error))
        return false;
    bool good = true;
    json_t *line = NULL;
    while (good && journal_next(&reader, &line, error) == JOURNAL_LINE) {
        if (journal_line_is(line, "case") && !journal_write(to, line)) {
            *error = strdup(journal_error(to));
            good = false;
        }
        json_decref(line);
        line = NULL;
    }
    journal_reader_close(&reader);
    return good;
}

static bool write_whole(const struct whole *w, const char *const *shards, size_t count, const char *out,
                        const json_t *footer) {
    struct journal *to = journal_create(out, w->error);
    if (!to)
        return false;
    bool good = journal_write(to, w->header);
    for (size_t i = 0; good && i < count; i++)
        good = copy_cases(to, shards[i], w->error);
    good = good && journal_write(to, footer);
    if (!good && !*w->error)
        *w->error = strdup(journal_error(to));
    char *late = NULL;
    if (!journal_close(to, &late) && good) {
        *w->error = late;
        return false;
    }
    free(late);
    return good;
}

enum merge_result journal_merge(const char *const *shards, size_t count, const char *out, json_t **footer,
                                char **error) {
    struct whole w = {.seen = json_object(), .unmatched = json_array(), .shutdown = json_array(), .error = error};
    enum merge_result result = MERGE_REFUSED;
    *error = NULL;
    bool good = count > 0 || refuse(error, "%s", "no journals to merge");
    for (size_t i = 0; good && i < count; i++)
        good = same_file(shards[i], out) ? refuse(error, "%s: is to be merged, and to be written, too", out)
                                         : take_shard(&w, shards[i]);
    if (good && whole_is_there(&w)) {
        *footer = whole_footer(&w);
        result = write_whole(&w, shards, count, out, *footer) ? MERGED : MERGE_FAILED;
        if (result != MERGED)
            json_decref(*footer);
    }
    if (w.header)
        totals_free(&w.totals);
    json_decref(w.header);
    json_decref(w.seen);
    json_decref(w.unmatched);
    json_decref(w.shutdown);
    return result;
}
