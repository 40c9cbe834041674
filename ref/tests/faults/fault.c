#include "fault.h"

#include <string.h>

#define CALL(name, manner, ...) static const int errors_##name[] = {__VA_ARGS__};
FAULT_CALLS(CALL)
#undef CALL

const fault_row fault_rows[FAULT_CALL_COUNT] = {
#define CALL(name, manner, ...) {#name, manner, errors_##name, sizeof errors_##name / sizeof *errors_##name},
    FAULT_CALLS(CALL)
#undef CALL
};

static struct {
    bool on;
    bool paused;
    bool delivered;
    fault_call call;
    int n;
    int error;
    int count;
} armed;

static struct {
    int standing[FAULT_CALL_COUNT];
    void (*event)(void *);
    void *context;
    bool doubled;
} surroundings;

static long blocks;

void fault_arm(fault_call call, int n, int error) {
    memset(&armed, 0, sizeof armed);
    armed.on = true;
    armed.call = call;
    armed.n = n;
    armed.error = error;
}

bool fault_disarm(void) {
    armed.on = false;
    return armed.delivered;
}

bool fault_was(fault_call call, int error) {
    return armed.call == call && (error == 0 || armed.error == error);
}

int fault_place(void) {
    return armed.n;
}

bool fault_is_armed(void) {
    return armed.on && !armed.paused;
}

void fault_pause(bool paused) {
    armed.paused = paused;
}

void fault_also(fault_call call, int error) {
    surroundings.standing[call] = error;
}

int fault_standing(fault_call call) {
    return surroundings.standing[call];
}

void fault_on_wait(void (*event)(void *), void *context) {
    surroundings.event = event;
    surroundings.context = context;
}

void fault_double_answers(void) {
    surroundings.doubled = true;
}

void fault_clear(void) {
    memset(&surroundings, 0, sizeof surroundings);
}

long fault_blocks(void) {
    return blocks;
}

int fault_number(int error) {
    return error <= FAULT_PART(0) ? FAULT_PART(0) - error : error;
}

int fault_due(fault_call call) {
    if (!fault_is_armed())
        return 0;
    if (call == armed.call && armed.count++ == armed.n) {
        armed.delivered = true;
        return armed.error;
    }
    return fault_standing(call);
}

void fault_waits(void) {
    void (*event)(void *) = surroundings.event;
    if (!armed.on || !event)
        return;
    surroundings.event = NULL;
    fault_pause(true);
    event(surroundings.context);
    fault_pause(false);
}

bool fault_doubles_answers(void) {
    return armed.on && surroundings.doubled;
}

void fault_count_block(int change) {
    blocks += change;
}
