#include "fault.h"

#include <string.h>

#define CALL(name, moment, ...) static const int errors_##name[] = {__VA_ARGS__};
FAULT_CALLS(CALL)
#undef CALL

const fault_row fault_rows[FAULT_CALL_COUNT] = {
#define CALL(name, moment, ...) {#name, moment, errors_##name, sizeof errors_##name / sizeof *errors_##name},
    FAULT_CALLS(CALL)
#undef CALL
};

static struct {
    bool on;
    bool delivered;
    fault_call call;
    int n;
    int error;
    int counts[FAULT_CALL_COUNT];
} state;

static void (*waiting_event)(void *);
static void *waiting_context;

void fault_on_wait(void (*event)(void *), void *context) {
    waiting_event = event;
    waiting_context = context;
}

void fault_waits(void) {
    void (*event)(void *) = waiting_event;
    if (!state.on || !event)
        return;
    waiting_event = NULL;
    event(waiting_context);
}

void fault_arm(fault_call call, int n, int error) {
    memset(&state, 0, sizeof state);
    state.on = true;
    state.call = call;
    state.n = n;
    state.error = error;
}

bool fault_disarm(void) {
    state.on = false;
    return state.delivered;
}

int fault_count(fault_call call) {
    return state.counts[call];
}

int fault_due(fault_call call) {
    if (!state.on)
        return 0;
    int number = state.counts[call]++;
    if (call != state.call || number != state.n)
        return 0;
    state.delivered = true;
    return state.error;
}
