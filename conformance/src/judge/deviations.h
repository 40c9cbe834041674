/* Deviations: the non-passes that are expected of an implementation (docs/deviations.md). */
#ifndef SOCKSPEC_JUDGE_DEVIATIONS_H
#define SOCKSPEC_JUDGE_DEVIATIONS_H

#include "judge/verdict.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* One `deviation` block. Everything belongs to the set that it was read into. */
struct deviation {
    const char *file; /* as shown to the user */
    int line;         /* of the word `deviation` */
    char *implementation;
    char *impl_since, *impl_before; /* versions of the implementation; NULL: no bound */
    char **patterns;                /* NULL-terminated */
    char **on, **libc, **arch;      /* NULL, or NULL-terminated lists of which one must be the platform's */
    char *kernel_since, *kernel_before;
    unsigned outcomes; /* 1 << enum outcome */
    char *signature;   /* glob with `...`; NULL: any */
    char *kind, *reason, *link, *expires;
};

struct deviations {
    struct deviation *list;
    size_t count, room;
    char **files; /* names, shared by the entries */
    size_t n_files;
};

/* Whom deviations are looked up for. All borrowed; none NULL, but "" is no version. */
struct deviation_subject {
    const char *implementation; /* as named with --impl */
    const char *product;        /* name of hello: --impl old=… may well be a cpython */
    const char *version;        /* of hello */
    const char *os, *arch, *libc, *kernel;
    const char *today; /* 2026-01-31 */
};

/* Append the entries of a file. `shown` is its name in messages. On a mistake false, with a text to free() in `*error`
 * that names file, line and what to do; what was read before the mistake stays. */
bool deviations_read(struct deviations *set, const char *path, const char *shown, char **error);

/* The same of a text that is in memory. */
bool deviations_parse(struct deviations *set, const char *text, const char *shown, char **error);

void deviations_free(struct deviations *set);

/* Whether the entry is about this subject: name, versions, platform. */
bool deviation_concerns(const struct deviation *entry, const struct deviation_subject *subject);

/* Whether its patterns select a program (or a line of a journal): by run id, case id or their former names. */
bool deviation_selects(const struct deviation *entry, const json_t *program);

bool deviation_expired(const struct deviation *entry, const char *today);

/* How an outcome is seen in the light of the deviations. */
struct standing {
    bool expected;
    const struct deviation *entry; /* the one that explains the outcome, or that the outcome contradicts; NULL: none */
    char *unexpected;              /* why it is not expected, naming the entry's file and line; to free(); or NULL */
};

/* A pass is expected if no entry selects the run; another outcome if an entry explains it that has not expired (the
 * last one that explains it counts); inapplicable always. `result` has outcome and signature. A run in which several
 * implementations take part has several subjects: an entry about any of them counts, for a pass one about all. */
struct standing deviations_judge(const struct deviations *set, const struct deviation_subject *subjects,
                                 size_t n_subjects, const json_t *program, const json_t *result);

/* {"file","line","kind","reason","link"} as in the journal; null for NULL. A new reference. */
json_t *deviation_json(const struct deviation *entry);

#endif
