/* What check-adapter looks at: each check talks to an adapter and says what is wrong. */
#ifndef SOCKSPEC_CLI_CHECKS_H
#define SOCKSPEC_CLI_CHECKS_H

#include "cli/dialogue.h"
#include <jansson.h>
#include <stdbool.h>

struct checker {
    struct dialogue dialogue;
    char *const *argv;
    json_t *hello;          /* NULL before it was heard */
    const char *operations; /* the file with all operations */
    json_int_t next_id;
    unsigned failed, passed, skipped;
    bool dead; /* nothing more can be asked */
    struct {
        unsigned answered, raised;        /* calls */
        char duration[256], classes[256]; /* the first that was wrong */
    } notes;
};

/* Start the adapter and go through all checks, printing a line for each. */
void checks_run(struct checker *checker);

/* Print the result of a check. `problem` NULL: all is well. `repair` says how to make it so. */
void check_report(struct checker *checker, const char *name, const char *problem, const char *repair);
/* A check that this adapter gives no occasion for. */
void check_skip(struct checker *checker, const char *name, const char *why);

/* Ask for one operation; the answer, a new reference, or NULL with `problem` filled. A `started` before it is taken. */
json_t *check_call(struct checker *checker, const char *op, const char *on, json_t *args, const char *bind, bool begin,
                   char problem[256]);
/* The same of a call as the request has it, which is taken over; `do` and `id` are filled in. */
json_t *check_perform(struct checker *checker, json_t *request, char problem[256]);
/* The same of another request, "hello", "reset", "bye". */
json_t *check_request(struct checker *checker, const char *what, char problem[256]);

/* Whether hello lists the operation. */
bool check_has(const struct checker *checker, const char *op);

/* Start the adapter, for dialogue_end(). False: it was reported. */
bool check_start(struct checker *checker);

/* The checks of values (checks_values.c). */
void checks_values(struct checker *checker);
/* Note what is to be said of an answer to a call, and say it at the end (checks_answers.c). */
void checks_note(struct checker *checker, const char *op, const json_t *answer);
void checks_answers(struct checker *checker);
/* The checks of its process (checks_process.c). */
void checks_descriptors(struct checker *checker);
void checks_broken_connection(struct checker *checker);
/* The check of requests that mean nothing, each of which ends an adapter (checks_senseless.c). */
void checks_senseless(struct checker *checker);

#endif
