/* The environment of an actor: the same on every machine, but for what is passed through on purpose. */
#ifndef SOCKSPEC_ACTOR_ENVIRONMENT_H
#define SOCKSPEC_ACTOR_ENVIRONMENT_H

/* LC_ALL=C.UTF-8, HOME and TMPDIR = `home`, PYTHONDONTWRITEBYTECODE=1, PATH as it is, and from the runner's
 * environment: sanitizers and valgrind (ASAN_OPTIONS, LSAN_OPTIONS, UBSAN_OPTIONS, TSAN_OPTIONS, VALGRIND_*),
 * PYTHONMALLOC, LD_LIBRARY_PATH, Wine and qemu (WINEPREFIX, WINEDEBUG, QEMU_*), pyenv (PYENV_*); and SOCKSPEC_PASS_X=v
 * as X=v. NULL-terminated, to be freed with environment_free(). */
char **environment_make(const char *home);
void environment_free(char **environment);

#endif
