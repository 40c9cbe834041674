/* Whether another thread of this process is asleep in a system call, from /proc: a moment is waited for and not
 * guessed. */
#ifndef ASLEEP_H
#define ASLEEP_H

#include <stdbool.h>

/* A thread to be watched says who it is: called in it. */
int asleep_self(void);
/* Whether this system shows it. */
bool asleep_can_tell(void);
/* Whether thread `tid` is asleep in a system call that waits for a socket. */
bool asleep_now(int tid);
/* Whether it is so in poll(). */
bool asleep_polling(int tid);
/* Whether it is so in close(). */
bool asleep_closing(int tid);

#endif
