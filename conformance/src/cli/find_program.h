/* Looking for a program as a shell does. */
#ifndef SOCKSPEC_CLI_FIND_PROGRAM_H
#define SOCKSPEC_CLI_FIND_PROGRAM_H

/* Where a program is: the path itself if it has a slash, else the first in PATH. NULL: nowhere. To free(). */
char *program_find(const char *name);

#endif
