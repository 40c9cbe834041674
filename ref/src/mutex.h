/* A lock of one thread. */
#ifndef RS_MUTEX_H
#define RS_MUTEX_H

#include "refsock.h"

typedef struct rs_mutex rs_mutex;

/* NULL: MemoryError. */
rs_mutex *rs_mutex_make(rs_error *error);
void rs_mutex_free(rs_mutex *mutex);
/* OSError EDEADLK where this thread has it: a signal hook came between. EOWNERDEAD where a thread of the parent had it
 * when this process was forked, and has left what it was about half done: not on Windows, which has no fork(). */
int rs_mutex_lock(rs_mutex *mutex, rs_error *error);
/* Whether it is ours now. */
bool rs_mutex_try(rs_mutex *mutex);
void rs_mutex_unlock(rs_mutex *mutex);
/* Whether a lock would say EOWNERDEAD: for ever, then. */
bool rs_mutex_lost(rs_mutex *mutex);

#endif
