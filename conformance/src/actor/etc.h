/* The /etc of a sandbox. */
#ifndef SOCKSPEC_ACTOR_ETC_H
#define SOCKSPEC_ACTOR_ETC_H

/* Cover /etc, in a mount namespace of our own, with a directory that has everything of /etc (seen through links) and
 * copies of the files of `files` in place of those of the same name. It is made in `work`, a directory on a private
 * file system, and read-only then. 0, or -1 with *reason, to free(). */
int etc_cover(const char *work, const char *files, char **reason);

#endif
