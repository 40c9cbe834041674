/* The platform that the runner stands on, as a journal names it. */
#ifndef SOCKSPEC_JOURNAL_PLATFORM_H
#define SOCKSPEC_JOURNAL_PLATFORM_H

#include <jansson.h>

/* {"os","kernel","arch","libc"}; libc is null where the system does not tell. "place" is $SOCKSPEC_PLACE if that is
 * set: what else tells this platform from others of the same system, as "lab". A new reference. */
json_t *platform_describe(void);

/* The C library of the running process, "glibc 2.36"; NULL if the system does not tell. To free(). */
char *platform_libc(void);

/* The key under which results of an implementation are comparable: linux-6.1-glibc2.36-x86_64-cpython3.11, in a place
 * linux-6.1.lab-…, from a platform as above and a hello (the libc is the hello's if it has one). Without hello the last
 * part is left out. To free(). */
char *platform_key(const json_t *platform, const json_t *hello);

/* Today in UTC as 2026-01-31, and now as 2026-01-31T12:00:00Z. */
void platform_today(char text[16]);
void platform_now(char text[32]);

#endif
