/* Part of the adapter in builds with ThreadSanitizer only. Its runtime starts a thread of its own with the first
 * pthread_create() and keeps it, which the runner's census would take for a leak of the case that made a lane first. */
#include <pthread.h>
#include <stdlib.h>

static void *nothing(void *argument) {
    return argument;
}

__attribute__((constructor)) static void start_runtime_thread(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, nothing, NULL) != 0 || pthread_join(thread, NULL) != 0)
        abort();
}
