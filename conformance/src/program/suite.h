#ifndef SOCKSPEC_PROGRAM_SUITE_H
#define SOCKSPEC_PROGRAM_SUITE_H

#include "program/facts.h"
#include "program/vocabulary.h"

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

/* All tables of a directory, checked. Programs are made when they are asked for, so that a suite of 100,000 runs
 * stays small. Everything is ordered by file, line, kind (as listed in `over`), mode (as listed in `modes`). */
struct suite;

/* A case: a `case` block or one row of a table. */
struct suite_case {
    const char *id;   /* group.name */
    const char *file; /* name without folder */
    unsigned line;
    size_t first_run, run_count; /* runs of a case follow each other */
    const struct case_block *block;
    const struct row *row; /* NULL for a `case` block */
};

/* A case over one kind in one mode. */
struct suite_run {
    const char *id;   /* group.name, group.name[kind], group.name[kind,mode] or group.name[,mode] */
    const char *kind; /* NULL if the case is run over no kinds */
    const char *mode;
    size_t case_index;
};

enum suite_result {
    SUITE_OK,
    SUITE_MISTAKES, /* in the tables, or there are none in the directory: exit status 2 */
    SUITE_NO_DATA,  /* a data file is missing or wrong: exit status 3 */
};

/* Reads every *.case file of `directory` and checks all of it. What is wrong is written to `err` in the form of
 * docs/case-language.md. `*suite` is set for SUITE_OK only, and to be given to suite_free(). */
enum suite_result suite_load(struct suite **suite, const char *directory, const struct vocabulary_paths *data,
                             FILE *err);

/* The same for tables in memory: `texts` are names and contents, in order; they must outlive the suite. */
struct suite_text {
    const char *name, *text;
    size_t length;
};
enum suite_result suite_load_texts(struct suite **suite, const struct suite_text *texts, size_t count,
                                   const struct vocabulary_paths *data, FILE *err);

void suite_free(struct suite *suite);

size_t suite_case_count(const struct suite *suite);
size_t suite_run_count(const struct suite *suite);
const struct suite_case *suite_case(const struct suite *suite, size_t index);
const struct suite_run *suite_run(const struct suite *suite, size_t index);

/* Finds by id; a case by a former id, too. SIZE_MAX if there is none. */
size_t suite_find_case(const struct suite *suite, const char *id);
size_t suite_find_run(const struct suite *suite, const char *id);

/* The compiled program of a run (docs/program.md), a new reference. */
json_t *suite_program(struct suite *suite, size_t run_index);

/* What the attributes say about a case (without its kinds). To be given to facts_free(). */
void suite_facts(struct suite *suite, size_t case_index, struct facts *facts);

/* The same of a run: with those of its kind, as in its program. To be given to facts_free(). */
void suite_run_facts(struct suite *suite, size_t run_index, struct facts *facts);

const struct vocabulary *suite_vocabulary(const struct suite *suite);

/* 16 hexadecimal digits and a NUL: FNV-1a over all programs, in order, each as compact JSON with sorted keys and a
 * line end. The same tables give the same digest everywhere. Compiles the whole suite. */
void suite_digest(struct suite *suite, char digest[17]);

#endif
