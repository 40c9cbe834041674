/* Defects on purpose, one for each sanitizer: canary address|undefined|leak|thread. tools/sanitize.sh demands that each
 * is reported, so that silence means something. */
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile int number = INT_MAX;
static int shared;

static void *change(void *unused) {
    shared++;
    return unused;
}

static void race(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, change, NULL) != 0)
        exit(2);
    shared++;
    pthread_join(thread, NULL);
}

static void read_past_the_end(void) {
    char *volatile block = malloc(8);
    printf("%d\n", block ? block[8 + (number == 0)] : 0);
    free(block);
}

static void forget(void) {
    char *volatile block = malloc(1000);
    if (block)
        block[0] = 1;
    // cppcheck-suppress memleak; on purpose
    block = NULL;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "address") == 0)
        read_past_the_end();
    else if (strcmp(what, "undefined") == 0)
        number = number + 1;
    else if (strcmp(what, "leak") == 0)
        forget();
    else if (strcmp(what, "thread") == 0)
        race();
    else
        return 2;
    return 0;
}
