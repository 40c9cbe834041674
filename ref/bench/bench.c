/*
 * librefsock against the system's calls alone.
 * refsock_bench [ROUNDS [MS]]: every work, raw and ref by turns; a JSON line each with the medians and the median of
 * the rounds' ratios.
 * refsock_bench --serve, for bench.py: reads lines "WORK raw|ref MS", answers each with the turns per second,
 * "lacking REASON" if this system does not have what the work needs, or "failed REASON" if it cannot be done now.
 */
#include "works.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_ROUNDS = 101, BATCH = 50 };

/* Processor time: on a busy machine the time of others does not count. */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Turns a second. Reading the clock costs a system call, so that the stretches between readings grow with what is
 * quick. */
static double rate(bench_turns turns, double seconds) {
    double start = now(), end = start;
    long done = 0;
    for (int batch = BATCH; end - start < seconds;) {
        double before = end;
        turns(batch);
        done += batch;
        end = now();
        if (end - before < seconds / 10)
            batch *= 2;
    }
    return (double)done / (end - start);
}

/* 0, or what prepare() of the work says. */
static int measure(const bench_work *work, bool ref, double seconds, double *result) {
    int number = work->prepare ? work->prepare() : 0;
    if (number != 0) {
        fprintf(stderr, "bench: %s: %s: %s\n", work->name, number < 0 ? "not on this system" : "failed",
                strerror(abs(number)));
        return number;
    }
    *result = rate(ref ? work->ref : work->raw, seconds);
    if (work->finish)
        work->finish();
    return 0;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    // cppcheck-suppress uninitvar; there is at least one round
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

/* The exit status: 1 if something could not be measured, other than for what this system lacks. */
static int compare_all(int rounds, double seconds) {
    const bench_work *work;
    int status = 0;
    for (size_t i = 0; (work = bench_work_at(i)) != NULL; i++) {
        double raw[MAX_ROUNDS], ref[MAX_ROUNDS], ratio[MAX_ROUNDS];
        int number = 0;
        for (int n = 0; n < rounds && number == 0; n++) {
            number = measure(work, false, seconds, &raw[n]);
            if (number == 0)
                number = measure(work, true, seconds, &ref[n]);
            if (number == 0)
                ratio[n] = ref[n] / raw[n];
        }
        if (number > 0)
            status = 1;
        if (number != 0)
            continue;
        printf("{\"work\":\"%s\",\"raw_per_s\":%.0f,\"ref_per_s\":%.0f,\"ref_to_raw\":%.3f}\n", work->name,
               median(raw, rounds), median(ref, rounds), median(ratio, rounds));
        fflush(stdout);
    }
    return status;
}

static int serve(void) {
    char line[128], name[64], who[8];
    int ms;
    while (fgets(line, sizeof line, stdin)) {
        const bench_work *work = NULL;
        bool good = sscanf(line, "%63s %7s %d", name, who, &ms) == 3;
        const bench_work *other;
        for (size_t i = 0; good && (other = bench_work_at(i)) != NULL; i++)
            if (strcmp(other->name, name) == 0)
                work = other;
        if (!work) {
            fprintf(stderr, "bench: expected WORK raw|ref MS, not: %s", line);
            return 2;
        }
        double result;
        int number = measure(work, strcmp(who, "ref") == 0, ms / 1e3, &result);
        if (number == 0)
            printf("%.1f\n", result);
        else
            printf("%s %s\n", number < 0 ? "lacking" : "failed", strerror(abs(number)));
        fflush(stdout);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--serve") == 0)
        return serve();
    int rounds = argc > 1 ? atoi(argv[1]) : 41, ms = argc > 2 ? atoi(argv[2]) : 4;
    if (rounds < 1 || rounds > MAX_ROUNDS || ms < 1) {
        fprintf(stderr, "usage: %s [ROUNDS (1..%d) [MS]]\n", argv[0], MAX_ROUNDS);
        return 2;
    }
    return compare_all(rounds, ms / 1e3);
}
