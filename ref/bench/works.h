/* What is measured: the same work by the system's calls alone and by librefsock. */
#ifndef WORKS_H
#define WORKS_H

#include <stdbool.h>
#include <stddef.h>

/* Does it `turns` times. */
typedef void (*bench_turns)(int turns);

typedef struct bench_work {
    const char *name;
    bench_turns raw;
    bench_turns ref;
    int (*prepare)(
        void); /* 0, the errno of what failed, or -errno of what this system lacks. NULL: nothing to prepare */
    void (*finish)(void);
} bench_work;

extern const bench_work bench_works[];
extern const size_t bench_work_count;

/* Those of files on sockets. */
enum { BENCH_FILE_WORKS = 4 };
extern const bench_work bench_file_works[BENCH_FILE_WORKS];

/* The n-th of all of them, NULL after the last. */
const bench_work *bench_work_at(size_t n);

/* Says what failed, and ends. */
void bench_need(bool good, const char *what);

#endif
