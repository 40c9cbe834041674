#include "journal/resume.h"

#include "journal/read.h"
#include "judge/text.h"
#include "judge/verdict.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What must be equal in two headers for the one to go on with the other. */
static const char *const same_in_suite[] = {"digest", "ids", "matching", "selected", "selection"};
static const char *const same_in_header[] = {"profile", "oracle", "deviations", "options"};
static const char *const same_in_implementation[] = {"name", "role", "command", "digest"};

static char *refuse(const char *path, const char *what) {
    struct text text = {0};
    text_printf(&text,
                "%s: cannot resume: %s is not the same as when the journal was begun; start anew without --resume",
                path, what);
    return text_take(&text);
}

static bool same_members(const json_t *a, const json_t *b, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if ((json_object_get(a, names[i]) || json_object_get(b, names[i])) &&
            !json_equal(json_object_get(a, names[i]), json_object_get(b, names[i])))
            return false;
    return true;
}

static bool compatible(const char *path, const json_t *old, const json_t *new, char **error) {
    if (!same_members(json_object_get(old, "suite"), json_object_get(new, "suite"), same_in_suite,
                      sizeof same_in_suite / sizeof *same_in_suite)) {
        *error = refuse(path, "the suite or the selection");
        return false;
    }
    if (!same_members(old, new, same_in_header, sizeof same_in_header / sizeof *same_in_header)) {
        *error = refuse(path, "the profile, the oracle, the list of deviations files or an option");
        return false;
    }
    const json_t *theirs = json_object_get(old, "implementations"), *ours = json_object_get(new, "implementations");
    bool same = json_array_size(theirs) == json_array_size(ours);
    for (size_t i = 0; same && i < json_array_size(ours); i++)
        same = same_members(json_array_get(theirs, i), json_array_get(ours, i), same_in_implementation,
                            sizeof same_in_implementation / sizeof *same_in_implementation);
    if (!same)
        *error = refuse(path, "the list of implementations, their commands or their files");
    return same;
}

static bool judged(const json_t *line) {
    return journal_line_is(line, "case") && outcome_of(line) != OUTCOME_NOT_RUN;
}

/* Copy what stays. */
static bool copy_lines(struct journal_reader *reader, struct journal *to, const json_t *header,
                       void (*keep)(void *, const json_t *), void *context, char **error) {
    if (!journal_write(to, header)) {
        *error = strdup(journal_error(to));
        return false;
    }
    for (;;) {
        json_t *line = NULL;
        enum journal_read got = journal_next(reader, &line, error);
        if (got != JOURNAL_LINE)
            return got != JOURNAL_BROKEN;
        bool good = true;
        if (judged(line)) {
            good = journal_write(to, line);
            if (good)
                keep(context, line);
            else
                *error = strdup(journal_error(to));
        }
        json_decref(line);
        if (!good)
            return false;
    }
}

static struct journal *begin_anew(const char *path, const json_t *header, json_t **kept, char **error) {
    struct journal *journal = journal_create(path, error);
    if (journal && !journal_write(journal, header)) {
        *error = strdup(journal_error(journal));
        char *ignored = NULL;
        (void)journal_close(journal, &ignored);
        free(ignored);
        return NULL;
    }
    *kept = journal ? json_deep_copy(header) : NULL;
    return journal;
}

/* Whether there is a first line to go on from; a torn header is as good as none. */
static bool has_whole_line(const char *path) {
    FILE *file = fopen(path, "re");
    int c = EOF;
    if (file) {
        while ((c = getc(file)) != EOF && c != '\n') {
        }
        fclose(file);
    }
    return c == '\n';
}

struct journal *journal_resume(const char *path, const json_t *header, json_t **kept,
                               void (*keep)(void *context, const json_t *line), void *context, char **error) {
    struct stat status;
    if ((stat(path, &status) == 0 && !S_ISREG(status.st_mode)) || !has_whole_line(path))
        return begin_anew(path, header, kept, error);
    struct journal_reader reader;
    if (!journal_open(&reader, path, error))
        return NULL;
    struct text name = {0};
    text_printf(&name, "%s.resumed", path);
    char *beside = text_take(&name);
    struct journal *journal = NULL;
    json_t *old = journal_read_header(&reader, error);
    bool good = old && compatible(path, old, header, error) && (journal = journal_create(beside, error)) != NULL &&
                copy_lines(&reader, journal, old, keep, context, error);
    if (good && rename(beside, path) != 0) {
        struct text text = {0};
        text_printf(&text, "%s: the journal cannot be replaced: %s", path, strerror(errno));
        *error = text_take(&text);
        good = false;
    }
    journal_reader_close(&reader);
    if (!good) {
        if (journal)
            (void)unlink(beside);
        char *ignored = NULL;
        (void)journal_close(journal, &ignored);
        free(ignored);
        json_decref(old);
        free(beside);
        return NULL;
    }
    free(beside);
    *kept = old;
    return journal; /* its descriptor follows the rename */
}
