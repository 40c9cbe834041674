/* The command line of `sockspec run` and `sockspec record`. */
#ifndef SOCKSPEC_CLI_RUN_OPTIONS_H
#define SOCKSPEC_CLI_RUN_OPTIONS_H

#include "program/select.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A list of texts borrowed from the command line. */
struct texts {
    const char **items;
    size_t count;
};

enum oracle_choice { ORACLE_DEFAULT, ORACLE_LIVE, ORACLE_RECORDED, ORACLE_NONE };

struct run_options {
    const char *cases;       /* NULL: those that came with the program */
    struct texts impls;      /* NAME=CMD */
    struct texts deviations; /* files, or "none" */
    struct selection selection;
    enum oracle_choice oracle;
    const char *oracle_command;
    const char *interop[2]; /* both or none */
    const char *journal, *trace, *profile, *recording;
    const char *out; /* record: the folder of recordings; NULL: fixtures/recordings */
    bool resume, quiet, count, no_namespaces, host_network, shuffled;
    uint64_t seed;
    unsigned repeat;
    size_t jobs;
    double deadline_scale;
    unsigned long loopback_delay; /* milliseconds; 0: none */
};

/* -1: go on; else the exit status, after a message or the help. `recording`: the options of `record`. */
int run_options_parse(struct run_options *options, int argc, char **argv, bool recording);
void run_options_free(struct run_options *options);

#endif
