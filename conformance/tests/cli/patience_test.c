/* A worker is given up only after all that its adapters may take. */
#include "actor/actor.h"
#include "cli/patience.h"

#include "check.h"

/* Of an adapter that does each thing just in time: hello, three operations (actor_greet()), reset; and at the end. */
static double greeting(double scale) {
    return (4 * DEADLINE_HELLO_MS + DEADLINE_RESET_MS) * scale;
}

static double end(double scale) {
    return (DEADLINE_RESET_MS + 2 * DEADLINE_BYE_MS) * scale;
}

int main(void) {
    static const double scales[] = {0.01, 1, 7, 1000};
    json_t *program = json_pack("{s:i, s:[s, s], s:[{}, {}, {}]}", "deadline_ms", 5000, "actors", "a", "b", "steps");
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        double scale = scales[i];
        CHECK(patience_hello(scale) > greeting(scale) + end(scale));
        /* the actors start, and leave, one after the other */
        CHECK(patience_run(scale, program) > 2 * greeting(scale) + 3 * 5000 * scale + 2 * end(scale));
        for (size_t actors = 1; actors <= 64; actors++)
            CHECK(patience_bye(scale, actors) > (double)actors * 2 * DEADLINE_BYE_MS * scale);
    }
    CHECK(patience_hello(0) == patience_hello(1) && patience_bye(-1, 2) == patience_bye(1, 2));
    json_decref(program);
    return CHECK_DONE();
}
