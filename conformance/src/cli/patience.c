#include "cli/patience.h"

#include "actor/actor.h"

/* All before scaling. */
enum {
    LEAVING_MS = 2 * DEADLINE_BYE_MS,                          /* its answer to bye, then its exit */
    GREETING_MS = 4 * DEADLINE_HELLO_MS + DEADLINE_RESET_MS,   /* hello and three operations that nobody needs */
    PLAYING_MS = GREETING_MS + DEADLINE_RESET_MS + LEAVING_MS, /* of an actor, but for the steps */
    GRACE_MS = 60000                                           /* for the worker itself */
};

static double scaled(double ms, double scale) {
    return ms * (scale > 0 ? scale : 1);
}

double patience_hello(double scale) {
    return scaled(PLAYING_MS + GRACE_MS, scale);
}

double patience_run(double scale, const json_t *program) {
    double step = json_number_value(json_object_get(program, "deadline_ms"));
    double steps = (double)json_array_size(json_object_get(program, "steps")) + 2;
    double actors = (double)json_array_size(json_object_get(program, "actors"));
    /* each step once for waiting and once for cleaning up after it */
    return scaled(2 * step * steps + actors * PLAYING_MS + GRACE_MS, scale);
}

double patience_bye(double scale, size_t actors) {
    return scaled((double)actors * LEAVING_MS + GRACE_MS, scale);
}
