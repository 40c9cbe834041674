#include "rlimits.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>

static struct {
    const char *name;
    int which;
    bool changed;
    rlim_t at_start;
} limits[] = {
    {"NOFILE", RLIMIT_NOFILE, false, 0}, {"AS", RLIMIT_AS, false, 0},       {"DATA", RLIMIT_DATA, false, 0},
    {"CORE", RLIMIT_CORE, false, 0},     {"CPU", RLIMIT_CPU, false, 0},     {"FSIZE", RLIMIT_FSIZE, false, 0},
    {"STACK", RLIMIT_STACK, false, 0},   {"NPROC", RLIMIT_NPROC, false, 0}, {"MEMLOCK", RLIMIT_MEMLOCK, false, 0},
};
enum { LIMITS = sizeof limits / sizeof limits[0] };

static int set(int which, rlim_t soft, rlim_t *former) {
    struct rlimit limit;
    if (getrlimit(which, &limit) < 0)
        return errno;
    if (former)
        *former = limit.rlim_cur;
    limit.rlim_cur = soft;
    return setrlimit(which, &limit) < 0 ? errno : 0;
}

int rlimits_set(const char *name, long long soft) {
    for (int i = 0; i < LIMITS; i++) {
        if (strcmp(limits[i].name, name) != 0)
            continue;
        int error = set(limits[i].which, soft < 0 ? RLIM_INFINITY : (rlim_t)soft,
                        limits[i].changed ? NULL : &limits[i].at_start);
        if (!error)
            limits[i].changed = true;
        return error;
    }
    return -1;
}

void rlimits_reset(void) {
    for (int i = 0; i < LIMITS; i++)
        if (limits[i].changed) {
            set(limits[i].which, limits[i].at_start, NULL);
            limits[i].changed = false;
        }
}
