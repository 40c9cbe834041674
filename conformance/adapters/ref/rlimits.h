/* Soft limits of the process (sys.rlimit). */
#ifndef ADAPTER_RLIMITS_H
#define ADAPTER_RLIMITS_H

/* Sets the soft limit of that name ("NOFILE"), -1 for none. 0, or an errno, or −1: no such name. */
int rlimits_set(const char *name, long long soft);

/* All of them as at the start. */
void rlimits_reset(void);

#endif
