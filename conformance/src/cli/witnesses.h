/* Where the implementations are that come with the program, and which oracle is to be had. */
#ifndef SOCKSPEC_CLI_WITNESSES_H
#define SOCKSPEC_CLI_WITNESSES_H

#include "cli/paths.h"

/* The command of the reference's adapter: built beside the program, installed, or in PATH. NULL: there is none. To
 * free(). */
char *reference_command(const struct paths *paths);

/* The command of the Python adapter with the python3 of PATH. NULL: one of both is missing, `*why` says which (static).
 * To free(). */
char *python_command(const struct paths *paths, const char **why);

/* The folder of the program, NULL if the system does not tell. To free(). */
char *program_folder(void);

#endif
