/* The adapter as it was at the start. */
#ifndef ADAPTER_RESET_H
#define ADAPTER_RESET_H

/* Ends the lanes, closes and forgets all objects, and restores default timeout, signal handlers, limits and faults. 0,
 * or the number of a lane that is still in a call (the rest is done all the same). */
int reset_all(void);

#endif
