/* Signals whose handlers count, or raise out of a call on lane 0 (sys.on_signal). */
#ifndef ADAPTER_INTERRUPT_H
#define ADAPTER_INTERRUPT_H

#include <refsock.h>
#include <stdbool.h>

/* Around a call on the main thread: only there does a handler raise. */
void interrupt_entered(void);
void interrupt_left(void);

/* Whether a handler raised in the present call; then fills *error and forgets it. */
bool interrupt_raised(rs_error *error);

/* Makes librefsock's waiting calls look whether a handler raised. */
void interrupt_install(void);

/* The handlers and counts as at the start of the process. */
void interrupt_reset(void);

#endif
