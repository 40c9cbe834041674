/* Journals: written, read with a torn end, resumed, merged. */
#include "journal/digest.h"
#include "journal/merge.h"
#include "journal/read.h"
#include "journal/resume.h"
#include "journal/totals.h"
#include "journal/write.h"

#include "check.h"
#include <stdlib.h>
#include <unistd.h>

static json_t *header_of(const char *digest, size_t selected, size_t matching, const char **ids, size_t n,
                         const char *shard) {
    char all[24];
    digest_ids(ids, n, all);
    return json_pack("{s:s, s:i, s:{s:s, s:i, s:i, s:s, s:{s:[], s:s?}}, s:[{s:s, s:s, s:s, s:s}]}", "type", "header",
                     "journal", 1, "suite", "digest", digest, "selected", (int)selected, "matching", (int)matching,
                     "ids", all, "selection", "select", "shard", shard, "implementations", "name", "ref", "role",
                     "tested", "command", "c", "digest", "d");
}

static json_t *line_of(const char *id, const char *outcome, bool expected) {
    return json_pack("{s:s, s:s, s:s, s:s, s:b}", "type", "case", "impl", "ref", "id", id, "outcome", outcome,
                     "expected", (int)expected);
}

static json_t *footer_of(void) {
    return json_pack("{s:s, s:[], s:[], s:f, s:b}", "type", "footer", "unmatched_deviations", "shutdown", "wall_ms",
                     5.0, "interrupted", 0);
}

static void put(const char *path, json_t **lines, const char *torn) {
    char *error = NULL;
    struct journal *journal = journal_create(path, &error);
    CHECK(journal);
    for (; *lines; lines++) {
        CHECK(journal_write(journal, *lines));
        json_decref(*lines);
    }
    CHECK(journal_close(journal, &error));
    FILE *file = fopen(path, "a");
    CHECK(file && fputs(torn, file) >= 0 && fclose(file) == 0);
}

static size_t count(const char *path, const char *type) {
    struct journal_reader reader;
    char *error = NULL;
    json_t *line;
    size_t n = 0;
    CHECK(journal_open(&reader, path, &error));
    while (journal_next(&reader, &line, &error) == JOURNAL_LINE) {
        n += journal_line_is(line, type);
        json_decref(line);
    }
    journal_reader_close(&reader);
    return n;
}

static void full_disk(void) {
    char *error = NULL;
    struct journal *journal = journal_create("/dev/full", &error);
    json_t *line = line_of("a", "pass", true);
    CHECK(journal && !journal_write(journal, line));
    CHECK_HAS(journal_error(journal), "the disk is full");
    CHECK(!journal_write(journal, line));
    json_decref(line);
    CHECK(journal_close(journal, &error));
}

static void torn_and_broken(const char *path) {
    const char *ids[] = {"a", "b"};
    put(path, (json_t *[]){header_of("x", 2, 2, ids, 2, NULL), line_of("a", "pass", true), NULL}, "{\"type\":\"ca");
    struct journal_reader reader;
    char *error = NULL;
    json_t *line;
    CHECK(journal_open(&reader, path, &error));
    CHECK(journal_next(&reader, &line, &error) == JOURNAL_LINE);
    json_decref(line);
    CHECK(journal_next(&reader, &line, &error) == JOURNAL_LINE);
    json_decref(line);
    CHECK(journal_next(&reader, &line, &error) == JOURNAL_TORN);
    journal_reader_close(&reader);

    put(path, (json_t *[]){header_of("x", 2, 2, ids, 2, NULL), NULL}, "{}"); /* JSON, but its newline is missing */
    CHECK(journal_open(&reader, path, &error));
    CHECK(journal_next(&reader, &line, &error) == JOURNAL_LINE);
    json_decref(line);
    CHECK(journal_next(&reader, &line, &error) == JOURNAL_TORN);
    journal_reader_close(&reader);

    put(path, (json_t *[]){header_of("x", 2, 2, ids, 2, NULL), NULL}, "{\"type\":\n{}\n");
    CHECK(journal_open(&reader, path, &error));
    CHECK(journal_next(&reader, &line, &error) == JOURNAL_LINE);
    json_decref(line);
    CHECK(journal_next(&reader, &line, &error) == JOURNAL_BROKEN);
    CHECK_HAS(error, ":2: this line of the journal is no JSON object");
    free(error);
    journal_reader_close(&reader);
}

static void keep(void *context, const json_t *line) {
    char *kept = context;
    strcat(kept, json_string_value(json_object_get(line, "id")));
}

static void resumes(const char *path) {
    const char *ids[] = {"a", "b", "c"};
    char kept[16] = "", *error = NULL;
    json_t *header = header_of("x", 3, 3, ids, 3, NULL), *now = NULL;
    put(path,
        (json_t *[]){json_incref(header), line_of("a", "pass", true), line_of("b", "not-run", false),
                     line_of("c", "fail", false), footer_of(), NULL},
        "{\"ty");
    struct journal *journal = journal_resume(path, header, &now, keep, kept, &error);
    CHECK(journal && strcmp(kept, "ac") == 0 && json_equal(now, header));
    json_t *line = line_of("b", "pass", true);
    CHECK(journal_write(journal, line));
    CHECK(journal_close(journal, &error));
    json_decref(line);
    json_decref(now);
    CHECK(count(path, "case") == 3 && count(path, "footer") == 0 && count(path, "header") == 1);

    json_t *other = header_of("y", 3, 3, ids, 3, NULL);
    CHECK(!journal_resume(path, other, &now, keep, kept, &error));
    CHECK_HAS(error, "cannot resume: the suite or the selection");
    free(error);
    CHECK(count(path, "case") == 3); /* untouched */
    json_decref(other);

    put(path, (json_t *[]){NULL}, "{\"type\":\"header\""); /* not even the header is whole: begun anew */
    kept[0] = '\0';
    journal = journal_resume(path, header, &now, keep, kept, &error);
    CHECK(journal && !*kept);
    CHECK(journal_close(journal, &error));
    CHECK(count(path, "header") == 1);
    json_decref(now);
    json_decref(header);
}

static void merges(const char *a, const char *b, const char *out) {
    const char *ids[] = {"a", "b", "c"};
    json_t *footer = NULL;
    char *error = NULL;
    const char *const both[] = {a, b}, *const twice[] = {a, a};
    put(a,
        (json_t *[]){header_of("x", 2, 3, ids, 3, "1/2"), line_of("a", "pass", true), line_of("c", "fail", false),
                     footer_of(), NULL},
        "");
    put(b, (json_t *[]){header_of("x", 1, 3, ids, 3, "2/2"), line_of("b", "inapplicable", true), footer_of(), NULL},
        "");
    CHECK(journal_merge(both, 2, out, &footer, &error) == MERGED);
    CHECK(count(out, "case") == 3 && count(out, "header") == 1 && count(out, "footer") == 1);
    CHECK(json_integer_value(json_object_get(footer, "unexpected")) == 1);
    CHECK(json_integer_value(json_object_get(footer, "exit")) == 1);
    CHECK(json_number_value(json_object_get(footer, "wall_ms")) == 10.0);
    json_decref(footer);

    CHECK(journal_merge(both, 1, out, &footer, &error) == MERGE_REFUSED);
    CHECK_HAS(error, "hold 2 runs, but the selection has 3");
    free(error);
    CHECK(journal_merge(twice, 2, out, &footer, &error) == MERGE_REFUSED);
    CHECK_HAS(error, "is there twice");
    free(error);
    CHECK(journal_merge(both, 2, a, &footer, &error) == MERGE_REFUSED);
    CHECK_HAS(error, "is to be merged, and to be written");
    free(error);
    put(b, (json_t *[]){header_of("x", 1, 3, ids, 3, "2/2"), line_of("d", "pass", true), footer_of(), NULL}, "");
    CHECK(journal_merge(both, 2, out, &footer, &error) == MERGE_REFUSED);
    CHECK_HAS(error, "are not those of the selection");
    free(error);
    put(b, (json_t *[]){header_of("x", 1, 3, ids, 3, "2/2"), line_of("b", "pass", true), NULL}, "");
    CHECK(journal_merge(both, 2, out, &footer, &error) == MERGE_REFUSED);
    CHECK_HAS(error, "cut short");
    free(error);
    put(b, (json_t *[]){header_of("y", 1, 3, ids, 3, "2/2"), line_of("b", "pass", true), footer_of(), NULL}, "");
    CHECK(journal_merge(both, 2, out, &footer, &error) == MERGE_REFUSED);
    CHECK_HAS(error, "not of the same suite");
    free(error);
    CHECK(count(out, "case") == 3); /* what was there stays */
}

static void totals(void) {
    const char *ids[] = {"a", "b"};
    json_t *header = header_of("x", 2, 2, ids, 2, NULL), *line = line_of("a", "inapplicable", true);
    struct totals totals;
    char *error = NULL;
    totals_start(&totals, header);
    CHECK(totals.n == 1 && totals_nothing_applicable(&totals));
    CHECK(totals_add(&totals, line) && totals_nothing_applicable(&totals));
    CHECK(!totals_check(&totals, header, 1, &error));
    CHECK_HAS(error, "ref has 1 verdicts, but 2 runs were selected");
    free(error);
    json_decref(line);
    line = line_of("b", "crash", false);
    CHECK(totals_add(&totals, line) && totals_check(&totals, header, 1, &error));
    CHECK(!totals_check(&totals, header, 2, &error));
    CHECK_HAS(error, "2 implementations were tested, but the header names 1");
    free(error);
    CHECK(!totals_nothing_applicable(&totals) && totals.unexpected == 1);
    json_object_set_new(line, "impl", json_string("stranger"));
    CHECK(!totals_add(&totals, line));
    json_decref(line);
    totals_free(&totals);
    json_decref(header);
}

int main(void) {
    char folder[] = "/tmp/sockspec-journal-XXXXXX", a[64], b[64], out[64];
    CHECK(mkdtemp(folder));
    snprintf(a, sizeof a, "%s/a", folder);
    snprintf(b, sizeof b, "%s/b", folder);
    snprintf(out, sizeof out, "%s/out", folder);
    full_disk();
    torn_and_broken(a);
    resumes(a);
    merges(a, b, out);
    totals();
    CHECK(unlink(a) == 0 && unlink(b) == 0 && unlink(out) == 0 && rmdir(folder) == 0); /* nothing else is left */
    return CHECK_DONE();
}
