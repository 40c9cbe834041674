/* The least that a test program needs: a failed check says where and what, and the exit status is 1. */
#ifndef SOCKSPEC_TESTS_CLI_CHECK_H
#define SOCKSPEC_TESTS_CLI_CHECK_H

#include <stdio.h>
#include <string.h>

static int checks_failed;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                    \
            checks_failed++;                                                                                           \
        }                                                                                                              \
    } while (0)

/* `text` holds `part`. */
#define CHECK_HAS(text, part)                                                                                          \
    do {                                                                                                               \
        const char *checked = (text);                                                                                  \
        if (!checked || !strstr(checked, (part))) {                                                                    \
            fprintf(stderr, "%s:%d: \"%s\" is not in: %s\n", __FILE__, __LINE__, (part), checked ? checked : "NULL");  \
            checks_failed++;                                                                                           \
        }                                                                                                              \
    } while (0)

#define CHECK_DONE() (checks_failed ? 1 : 0)

#endif
