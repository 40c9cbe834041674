/* The program behind the name of a Python. */
#ifndef SOCKSPEC_CLI_PYTHON_PROGRAM_H
#define SOCKSPEC_CLI_PYTHON_PROGRAM_H

/* A version manager puts a script named python3 into PATH that looks for the program anew at each start, which takes
 * several times as long as the program itself. If `path` is such a script (a file python… that starts with #!), it is
 * asked once, for at most 10 s, what its sys.executable is. To free(). NULL: `path` is no such script, or does not say.
 */
char *python_program(const char *path);

#endif
