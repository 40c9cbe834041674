#include "cli/judging.h"

#include "journal/line.h"
#include "journal/platform.h"
#include "judge/blame.h"
#include "judge/text.h"
#include <stdlib.h>
#include <string.h>

static const char *string_or(const json_t *object, const char *member, const char *otherwise) {
    const char *value = json_string_value(json_object_get(object, member));
    return value ? value : otherwise;
}

struct deviation_subject judging_subject(const struct judging *j, size_t party, const char *today) {
    const json_t *hello = j->parties->list[party].hello;
    return (struct deviation_subject){
        .implementation = j->parties->list[party].name,
        .product = string_or(hello, "name", ""),
        .version = string_or(hello, "version", ""),
        .os = string_or(hello, "os", string_or(j->platform, "os", "")),
        .arch = string_or(hello, "arch", string_or(j->platform, "arch", "")),
        .libc = string_or(hello, "libc", string_or(j->platform, "libc", "")),
        .kernel = string_or(j->platform, "kernel", ""),
        .today = today,
    };
}

static struct standing standing_of(const struct judging *j, const size_t *actors, size_t n, const json_t *program,
                                   const json_t *result) {
    struct deviation_subject subjects[2];
    char today[16];
    platform_today(today);
    for (size_t i = 0; i < n; i++)
        subjects[i] = judging_subject(j, actors[i], today);
    return deviations_judge(j->deviations, subjects, n, program, result);
}

static bool plays_all(const struct column *column, int party) {
    for (size_t i = 0; i < column->n; i++)
        if (party == NO_WITNESS || column->actors[i] != (size_t)party)
            return false;
    return true;
}

/* The oracle's word, given its own deviations. */
static enum witness oracle_of(const struct judging *j, const struct column *column, const struct evidence *e) {
    if (plays_all(column, j->parties->oracle))
        return WITNESS_ITSELF;
    enum witness witness = witness_of(e->result, e->oracle);
    if (witness == WITNESS_SAME || witness == WITNESS_OTHER) {
        size_t actor = (size_t)j->parties->oracle;
        struct standing own = standing_of(j, &actor, 1, e->program, e->oracle);
        if (own.expected)
            witness = WITNESS_KNOWN;
        free(own.unexpected);
    }
    return witness;
}

static enum recorded recorded_of(const struct judging *j, enum witness oracle, const struct evidence *e,
                                 const json_t *line) {
    enum witness said = witness_of(e->result, line);
    if (said == WITNESS_ABSENT)
        return RECORDED_ABSENT;
    if (j->recorded_here) {
        const json_t *live = oracle == WITNESS_ITSELF ? e->result : oracle == WITNESS_ABSENT ? NULL : e->oracle;
        if (live && !same_ending(live, line))
            return RECORDED_DRIFTED;
        return said == WITNESS_PASS   ? RECORDED_HERE_PASS
               : said == WITNESS_SAME ? RECORDED_HERE_SAME
                                      : RECORDED_HERE_OTHER;
    }
    return said == WITNESS_PASS   ? RECORDED_ELSEWHERE_PASS
           : said == WITNESS_SAME ? RECORDED_ELSEWHERE_SAME
                                  : RECORDED_ELSEWHERE_OTHER;
}

/* Why a witness that was asked said nothing of use. */
static void add_silence(struct text *why, const char *who, const json_t *result) {
    if (!result || witness_of(result, result) != WITNESS_ABSENT)
        return;
    const char *reason = json_string_value(json_object_get(result, "reason"));
    text_printf(why, "; the %s: %s%s%s", who, outcome_name(outcome_of(result)), reason ? ": " : "",
                reason ? reason : "");
}

static struct blame_finding find_blame(const struct judging *j, const struct evidence *e, const json_t *recorded,
                                       struct text *why) {
    const struct column *column = &j->parties->columns[e->job.column];
    enum witness oracle = oracle_of(j, column, e);
    enum witness reference =
        plays_all(column, j->parties->reference) ? WITNESS_ITSELF : witness_of(e->result, e->reference);
    struct blame_finding finding = blame_decide(reference, oracle, recorded_of(j, oracle, e, recorded));
    text_puts(why, finding.why);
    if (oracle == WITNESS_ABSENT && !e->oracle && j->no_oracle)
        text_printf(why, " (%s)", j->no_oracle);
    add_silence(why, "oracle", e->oracle);
    add_silence(why, "reference", e->reference);
    finding.why = why->data;
    return finding;
}

static const char *product(const struct party *party) {
    return string_or(party->hello, "name", party->name);
}

static json_t *others_of(const struct judging *j, const struct evidence *e, const json_t *recorded) {
    json_t *others = json_array();
    if (e->oracle)
        json_array_append_new(others,
                              journal_other(product(&j->parties->list[j->parties->oracle]), "oracle", e->oracle));
    if (e->reference)
        json_array_append_new(
            others, journal_other(product(&j->parties->list[j->parties->reference]), "reference", e->reference));
    if (recorded)
        json_array_append_new(others, recording_as_other(j->recording, recorded));
    return others;
}

static bool put(struct judging *j, const json_t *line) {
    bool good = !j->journal || journal_write(j->journal, line);
    if (good && !totals_add(&j->totals, line)) {
        j->strange = true; /* what is not counted could fail unseen */
        good = false;
    }
    if (good) {
        summary_add(&j->summary, line);
        progress_add(&j->progress, line);
    }
    return good;
}

void judging_count(struct judging *j, const json_t *line) {
    (void)totals_add(&j->totals, line);
    summary_add(&j->summary, line);
}

bool judging_finished(struct judging *j, const struct evidence *e) {
    const struct column *column = &j->parties->columns[e->job.column];
    enum outcome outcome = outcome_of(e->result);
    struct standing standing = standing_of(j, column->actors, column->n, e->program, e->result);
    struct blame_finding finding = {BLAME_UNKNOWN, "the harness could not do its part"};
    struct text why = {0};
    json_t *others = NULL;
    if (outcome_needs_blame(outcome) && outcome != OUTCOME_ERROR) {
        const json_t *recorded = j->recording ? recording_of(j->recording, e->program) : NULL;
        finding = find_blame(j, e, recorded, &why);
        others = others_of(j, e, recorded);
    }
    json_t *line = journal_case(column->name, e->program, e->result, &standing,
                                outcome_needs_blame(outcome) ? &finding : NULL, others);
    bool good = put(j, line);
    json_decref(line);
    text_free(&why);
    free(standing.unexpected);
    return good;
}

bool judging_without_run(struct judging *j, const struct job *job, const json_t *program, const json_t *result,
                         const char *why) {
    const struct column *column = &j->parties->columns[job->column];
    struct standing standing = standing_of(j, column->actors, column->n, program, result);
    struct blame_finding finding = {BLAME_UNKNOWN, why};
    json_t *line = journal_case(column->name, program, result, &standing, &finding, NULL);
    bool good = put(j, line);
    json_decref(line);
    free(standing.unexpected);
    return good;
}

/* Whether an entry is about any implementation that is tested. */
static bool concerns_tested(const struct judging *j, const struct deviation *entry, const char *today) {
    for (size_t c = 0; c < j->parties->n_columns; c++) {
        const struct column *column = &j->parties->columns[c];
        for (size_t i = 0; i < column->n; i++) {
            struct deviation_subject subject = judging_subject(j, column->actors[i], today);
            if (deviation_concerns(entry, &subject))
                return true;
        }
    }
    return false;
}

json_t *judging_unmatched(const struct judging *j, size_t count, json_t *(*program)(void *, size_t), void *context) {
    const struct deviations *set = j->deviations;
    char today[16];
    platform_today(today);
    bool *open = calloc(set->count + 1, sizeof *open);
    if (!open)
        abort();
    size_t left = 0;
    for (size_t d = 0; d < set->count; d++)
        left += open[d] = concerns_tested(j, &set->list[d], today);
    for (size_t i = 0; i < count && left; i++) {
        json_t *one = program(context, i);
        for (size_t d = 0; d < set->count; d++) {
            if (open[d] && deviation_selects(&set->list[d], one)) {
                open[d] = false;
                left--;
            }
        }
        json_decref(one);
    }
    json_t *list = json_array();
    for (size_t d = 0; d < set->count; d++)
        if (open[d])
            json_array_append_new(list, json_pack("{s:s, s:i, s:s}", "file", set->list[d].file, "line",
                                                  set->list[d].line, "pattern", set->list[d].patterns[0]));
    free(open);
    return list;
}
