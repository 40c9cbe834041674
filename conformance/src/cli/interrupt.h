/* Ctrl-C, SIGTERM and SIGHUP set a flag, so that what there is can be written. */
#ifndef SOCKSPEC_CLI_INTERRUPT_H
#define SOCKSPEC_CLI_INTERRUPT_H

#include <signal.h>

/* From now on the flag is set by them, and writing to a closed pipe is an error instead of the end. */
const volatile sig_atomic_t *interrupt_watch(void);

#endif
