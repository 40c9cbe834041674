/* The memory that programs may still take. */
#ifndef SOCKSPEC_ACTOR_MEMORY_H
#define SOCKSPEC_ACTOR_MEMORY_H

/* Bytes that can be had without swapping, as the kernel estimates them (MemAvailable, proc_meminfo(5)); -1: it does not
 * say. */
long long memory_available(void);

#endif
