/* What a process holds: the runner counts itself, and does not take an adapter's word for it. */
#ifndef SOCKSPEC_ACTOR_CENSUS_H
#define SOCKSPEC_ACTOR_CENSUS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum descriptor_kind { DESCRIPTOR_SOCKET, DESCRIPTOR_PIPE, DESCRIPTOR_ANON, DESCRIPTOR_FILE, DESCRIPTOR_KINDS };

struct census {
    unsigned descriptors[DESCRIPTOR_KINDS];
    unsigned threads;
};

/* Count for a process of ours. False: there is no such process (any more). */
bool census_take(pid_t pid, struct census *census);

/* What `now` has more, or less, than `before`: "2 descriptors (2 sockets)", "1 thread fewer"; NULL if they are the
 * same. A string to free(). */
char *census_difference(const struct census *before, const struct census *now);

/* All processes that descend from this one, at most `limit`. `isolated`: all that are in its pid namespace. */
size_t census_processes(bool isolated, pid_t *pids, size_t limit);

/* The parent of a process, 0 if it is gone. */
pid_t census_parent(pid_t pid);

/* Whether a process is `ancestor` or descends from it. */
bool census_descends(pid_t pid, pid_t ancestor);

/* Name of the program (at most 15 characters, escaped), "?" if it is gone. */
void census_name(pid_t pid, char *name, size_t size);

/* Whether the main thread of the process, or if not `main_thread` some other thread of it, sleeps in the kernel.
 * *state is its state as in proc(5), '?' if there is no such thread. */
bool census_asleep(pid_t pid, bool main_thread, char *state);

#endif
