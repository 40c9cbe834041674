#include "judge/deviations.h"

#include "judge/glob.h"
#include "judge/text.h"
#include "judge/version.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void free_list(char **list) {
    for (size_t i = 0; list && list[i]; i++)
        free(list[i]);
    free(list);
}

void deviations_free(struct deviations *set) {
    for (size_t i = 0; i < set->count; i++) {
        struct deviation *e = &set->list[i];
        char *texts[] = {e->implementation, e->impl_since, e->impl_before, e->kernel_since, e->kernel_before,
                         e->signature,      e->kind,       e->reason,      e->link,         e->expires};
        for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++)
            free(texts[t]);
        free_list(e->patterns);
        free_list(e->on);
        free_list(e->libc);
        free_list(e->arch);
    }
    for (size_t i = 0; i < set->n_files; i++)
        free(set->files[i]);
    free(set->files);
    free(set->list);
    *set = (struct deviations){0};
}

/* Whether one of the words is the value, or its first word: libc "glibc 2.36" is glibc. No list: no condition. */
static bool one_of(char **list, const char *value) {
    if (!list)
        return true;
    size_t first = strcspn(value, " ");
    for (size_t i = 0; list[i]; i++) {
        if (strcasecmp(list[i], value) == 0 || (strlen(list[i]) == first && strncasecmp(list[i], value, first) == 0))
            return true;
    }
    return false;
}

bool deviation_concerns(const struct deviation *e, const struct deviation_subject *s) {
    return (strcmp(e->implementation, s->implementation) == 0 || strcmp(e->implementation, s->product) == 0) &&
           version_within(s->version, e->impl_since, e->impl_before) &&
           version_within(s->kernel, e->kernel_since, e->kernel_before) && one_of(e->on, s->os) &&
           one_of(e->libc, s->libc) && one_of(e->arch, s->arch);
}

bool deviation_selects(const struct deviation *e, const json_t *program) {
    const char *run_id = json_string_value(json_object_get(program, "id"));
    const char *case_id = json_string_value(json_object_get(program, "case"));
    const json_t *aliases = json_object_get(program, "aliases");
    for (char **pattern = e->patterns; *pattern; pattern++)
        if (glob_run(*pattern, run_id, case_id ? case_id : run_id, aliases))
            return true;
    return false;
}

bool deviation_expired(const struct deviation *e, const char *today) {
    return e->expires && strcmp(today, e->expires) >= 0; /* both are year-month-day */
}

/* The signature without "step 3: ", so that a line more in a case does not make its deviation stale. */
static const char *without_step(const char *signature) {
    const char *rest = signature;
    if (strncmp(rest, "step ", 5) != 0)
        return signature;
    rest += 5 + strspn(rest + 5, "0123456789");
    return strncmp(rest, ": ", 2) == 0 ? rest + 2 : signature;
}

static bool explains(const struct deviation *e, const json_t *result) {
    if (!(e->outcomes & 1u << outcome_of(result)))
        return false;
    const char *signature = json_string_value(json_object_get(result, "signature"));
    if (!e->signature)
        return true;
    return glob_text(e->signature, signature ? signature : "") ||
           glob_text(e->signature, without_step(signature ? signature : ""));
}

static char *contradiction(const struct deviation *e, const json_t *result) {
    struct text text = {0};
    const char *signature = json_string_value(json_object_get(result, "signature"));
    text_printf(&text, "%s:%d expects", e->file, e->line);
    for (int i = 0; i < OUTCOMES; i++)
        if (e->outcomes & 1u << i)
            text_printf(&text, " %s", outcome_name((enum outcome)i));
    if (e->signature)
        text_printf(&text, " with \"%s\"", e->signature);
    if (outcome_of(result) == OUTCOME_PASS)
        text_puts(&text, ", but it passes: take the entry out, or narrow it");
    else
        text_printf(&text, ", but it is %s: %s", outcome_name(outcome_of(result)), signature ? signature : "");
    return text_take(&text);
}

/* Whether the entry can be about a run with that outcome. That one of several implementations deviates may go unseen,
 * when another one plays the part that shows it: a pass contradicts only an entry about all of them. */
static bool is_about(const struct deviation *e, const struct deviation_subject *subjects, size_t n,
                     enum outcome outcome) {
    size_t concerned = 0;
    for (size_t i = 0; i < n; i++)
        concerned += deviation_concerns(e, &subjects[i]);
    return outcome == OUTCOME_PASS ? concerned == n : concerned > 0;
}

struct standing deviations_judge(const struct deviations *set, const struct deviation_subject *subjects,
                                 size_t n_subjects, const json_t *program, const json_t *result) {
    enum outcome outcome = outcome_of(result);
    struct standing found = {.expected = outcome == OUTCOME_PASS || outcome == OUTCOME_INAPPLICABLE};
    if (outcome == OUTCOME_INAPPLICABLE || outcome == OUTCOME_NOT_RUN)
        return found;
    const struct deviation *contradicted = NULL;
    for (size_t i = set->count; i-- > 0;) {
        const struct deviation *e = &set->list[i];
        if (!is_about(e, subjects, n_subjects, outcome) || !deviation_selects(e, program))
            continue;
        if (!explains(e, result)) {
            contradicted = contradicted ? contradicted : e;
            continue;
        }
        found.entry = e;
        found.expected = !deviation_expired(e, subjects->today);
        if (!found.expected) {
            struct text text = {0};
            text_printf(&text, "%s:%d expired on %s: repair it, or give it a new date", e->file, e->line, e->expires);
            found.unexpected = text_take(&text);
        }
        return found;
    }
    if (contradicted) {
        found = (struct standing){.expected = false, .entry = contradicted};
        found.unexpected = contradiction(contradicted, result);
    }
    return found;
}

static json_t *string_or_null(const char *string) {
    return string ? json_string(string) : json_null();
}

json_t *deviation_json(const struct deviation *e) {
    if (!e)
        return json_null();
    return json_pack("{s:s, s:i, s:s, s:s, s:o}", "file", e->file, "line", e->line, "kind", e->kind, "reason",
                     e->reason, "link", string_or_null(e->link));
}
