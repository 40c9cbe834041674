#ifndef SOCKSPEC_CLI_PATHS_H
#define SOCKSPEC_CLI_PATHS_H

#include "program/vocabulary.h"

#include <stdbool.h>
#include <stdio.h>

/* Where the data of sockspec is. */
enum data_item {
    DATA_CASES,      /* folder of the tables */
    DATA_DEVIATIONS, /* folder */
    DATA_ADAPTERS,   /* folder */
    DATA_FIXTURES,   /* folder */
    DATA_OPERATIONS, /* operations.tsv */
    DATA_CLAUSES,    /* clauses.tsv */
    DATA_LATER,      /* clauses-later.tsv; may be missing */
    DATA_CONSTANTS,  /* constants.tsv */
    DATA_ERRORS,     /* errno.tsv */
    DATA_PROFILES,   /* profiles.tsv */
    DATA_REPORTS,    /* folder of the report writers */
    DATA_ITEMS
};

struct paths {
    char *items[DATA_ITEMS];
};

/* Looks for a root with operations.tsv: the folder that SOCKSPEC_DATA names; what was installed beside the program
 * (../share/sockspec from where it lies); for development builds the source tree. A root is laid out as installed
 * (everything below it) or as the source tree. False after a message to `err` if there is none; a SOCKSPEC_DATA that
 * is no such root is a mistake, not passed over. To be given to paths_free(). */
bool paths_find(struct paths *paths, FILE *err);
void paths_free(struct paths *paths);

/* The data files of the compiler; they point into `paths`. */
struct vocabulary_paths paths_vocabulary(const struct paths *paths);

#endif
