/* Starting and ending one process with three pipes. */
#ifndef SOCKSPEC_ACTOR_PROCESS_H
#define SOCKSPEC_ACTOR_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process_options {
    char *const *argv;        /* argv[0] is looked up in the PATH of `environment` */
    char *const *environment; /* see environment.h */
    bool unprivileged;        /* no capability at all */
    size_t address_space;     /* RLIMIT_AS; 0: none */
    size_t open_files;        /* RLIMIT_NOFILE */
};

struct process {
    pid_t pid; /* also its process group and session; 0: none */
    int in;    /* our ends of its stdin, stdout, stderr: non-blocking, close-on-exec; -1 when closed */
    int out;
    int err;
    int watch; /* becomes readable when it dies, also if others hold its pipes; -1 where there is no such thing */
};

/* 0, or -1 with *error, a text to free(), that names the program. The process gets descriptors 0, 1, 2 and no
 * other, default signals, no core dumps, and dies with the caller. */
int process_start(const struct process_options *options, struct process *process, char **error);

/* Wait for its end until the deadline (clock.h) and take its status, as of waitpid(2). False: it still runs. */
bool process_wait(struct process *process, double deadline, int *status);

/* Kill it and its process group, wait (bounded), close the pipes; all is free then. */
void process_kill(struct process *process);

/* How it ended: "died of SIGSEGV", "exited with status 3"; a string to free(). */
char *process_status_text(int status);

/* Name and number of signals, without SIG: "USR1". 0, or NULL, if there is no such signal. */
int signal_number(const char *name);
const char *signal_name(int number);

#endif
