#include "journal/recording.h"

#include "journal/line.h"
#include "journal/read.h"
#include "journal/symbols.h"
#include "judge/render.h"
#include "judge/text.h"
#include "judge/verdict.h"
#include "judge/version.h"
#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool wrong(const struct journal_reader *reader, const char *what, char **error) {
    struct text text = {0};
    text_printf(&text, "%s:%lu: %s", reader->path, reader->number, what);
    *error = text_take(&text);
    return false;
}

static bool take_line(struct recording *r, const struct journal_reader *reader, json_t *line, char **error) {
    const char *key = json_string_value(json_object_get(line, "key"));
    const char *id = json_string_value(json_object_get(line, "id"));
    if (reader->number == 1) {
        if (!key || json_integer_value(json_object_get(line, "recording")) != 1)
            return wrong(reader, "no recording of format 1: its first line is not a header", error);
        r->key = strdup(key);
        return true;
    }
    json_int_t failed = json_integer_value(json_object_get(line, "failed_step"));
    json_t *ending = json_object_get(json_array_get(json_object_get(line, "steps"), (size_t)failed - 1), "answer");
    if (failed > 0 && ending)
        json_object_set(line, "ending", ending);
    if (!id || json_object_get(r->runs, id))
        return wrong(reader, id ? "this run is recorded twice" : "a line without id", error);
    json_object_set(r->runs, id, line);
    return true;
}

bool recording_read(struct recording *recording, const char *file, char **error) {
    struct journal_reader reader;
    *recording = (struct recording){.file = strdup(file), .runs = json_object()};
    if (!journal_open(&reader, recording->file, error)) {
        recording_free(recording);
        return false;
    }
    bool good = true;
    enum journal_read got = JOURNAL_END;
    json_t *line = NULL;
    while (good && (got = journal_next(&reader, &line, error)) == JOURNAL_LINE) {
        good = take_line(recording, &reader, line, error);
        json_decref(line);
        line = NULL;
    }
    if (good && got == JOURNAL_TORN)
        good = wrong(&reader, "the last line is not whole", error);
    if (good && got == JOURNAL_END && !recording->key)
        good = wrong(&reader, "the recording is empty", error);
    good = good && got == JOURNAL_END;
    journal_reader_close(&reader);
    if (!good)
        recording_free(recording);
    return good;
}

void recording_free(struct recording *recording) {
    free(recording->file);
    free(recording->key);
    json_decref(recording->runs);
    *recording = (struct recording){0};
}

bool recording_is_of(const char *recorded_key, const char *key) {
    size_t length = strlen(key);
    return strncmp(recorded_key, key, length) == 0 && (!recorded_key[length] || recorded_key[length] == '-');
}

/* How much two keys have in common: the number of equal parts from the left, the system counting most. */
static size_t common_parts(const char *a, const char *b) {
    size_t parts = 0;
    for (; *a && *b; parts++) {
        size_t la = strcspn(a, "-"), lb = strcspn(b, "-");
        if (la != lb || memcmp(a, b, la) != 0)
            break;
        a += la + (a[la] == '-');
        b += lb + (b[lb] == '-');
    }
    return parts;
}

/* The version at the end of a key: 3.11 of …-cpython3.11. */
static const char *oracle_version(const char *key) {
    const char *last = strrchr(key, '-');
    last = last ? last + 1 : key;
    return last + strcspn(last, "0123456789");
}

static bool is_recording(const char *name) {
    size_t length = strlen(name);
    return name[0] != '.' && length > 6 && strcmp(name + length - 6, ".jsonl") == 0;
}

/* The first *.jsonl of a folder in order of names; to free(), or NULL. */
static char *file_in(const char *directory, const char *key) {
    struct text path = {0};
    text_printf(&path, "%s/%s", directory, key);
    char *folder = text_take(&path), *best = NULL;
    DIR *listing = opendir(folder);
    struct dirent *entry;
    while (listing && (entry = readdir(listing))) {
        if (is_recording(entry->d_name) && (!best || strcmp(entry->d_name, best) < 0)) {
            free(best);
            best = strdup(entry->d_name);
        }
    }
    if (listing)
        closedir(listing);
    if (best) {
        text_printf(&path, "%s/%s", folder, best);
        free(best);
        best = text_take(&path);
    }
    free(folder);
    return best;
}

char *recording_nearest(const char *directory, const char *key) {
    char *best_key = NULL, *best = NULL;
    DIR *listing = opendir(directory);
    struct dirent *entry;
    while (listing && (entry = readdir(listing))) {
        const char *name = entry->d_name;
        char *file = name[0] == '.' ? NULL : file_in(directory, name);
        if (!file)
            continue;
        size_t now = common_parts(name, key), before = best_key ? common_parts(best_key, key) : 0;
        int newer = best_key ? version_compare(oracle_version(name), oracle_version(best_key)) : 0;
        if (!best_key || now > before || (now == before && newer > 0)) {
            free(best_key);
            free(best);
            best_key = strdup(name);
            best = file;
        } else {
            free(file);
        }
    }
    if (listing)
        closedir(listing);
    free(best_key);
    return best;
}

const json_t *recording_of(const struct recording *recording, const json_t *program) {
    const char *id = json_string_value(json_object_get(program, "id"));
    const json_t *line = json_object_get(recording->runs, id);
    const char *bracket = strchr(id, '[');
    size_t i;
    const json_t *alias;
    json_array_foreach(json_object_get(program, "aliases"), i, alias) {
        struct text former = {0};
        text_printf(&former, "%s%s", json_string_value(alias), bracket ? bracket : "");
        if (!line)
            line = json_object_get(recording->runs, former.data);
        text_free(&former);
    }
    return line;
}

json_t *recording_header(const char *key, const char *suite_digest, const json_t *hello) {
    json_t *brief = json_copy((json_t *)(uintptr_t)hello);
    json_object_del(brief, "constants");
    json_object_del(brief, "operations");
    return json_pack("{s:i, s:s, s:s, s:o}", "recording", 1, "key", key, "suite", suite_digest, "hello", brief);
}

json_t *recording_line(const json_t *program, const json_t *result) {
    static const char *const members[] = {"signature", "reason", "failed_step"};
    json_t *line = json_object();
    json_object_set(line, "id", json_object_get(program, "id"));
    json_object_set_new(line, "outcome", json_string(outcome_name(outcome_of(result))));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (json_object_get(result, members[i]) && !json_is_null(json_object_get(result, members[i])))
            json_object_set(line, members[i], json_object_get(result, members[i]));
    if (outcome_of(result) != OUTCOME_INAPPLICABLE)
        json_object_set_new(line, "steps", symbolic_steps(program, result));
    return line;
}

json_t *recording_as_other(const struct recording *recording, const json_t *line) {
    json_t *copy = json_copy((json_t *)(uintptr_t)line);
    json_t *steps = json_array();
    size_t i;
    json_t *step;
    json_array_foreach(json_object_get(line, "steps"), i, step) {
        json_t *shown = json_copy(step);
        json_t *answer = json_object_get(step, "answer");
        if (answer) {
            char *text = render_answer(answer);
            json_object_set_new(shown, "observed", json_string(text));
            free(text);
            json_object_del(shown, "answer");
        }
        json_array_append_new(steps, shown);
    }
    json_object_set_new(copy, "steps", steps);
    json_t *other = journal_other(recording->key, "recording", copy);
    json_decref(copy);
    return other;
}
