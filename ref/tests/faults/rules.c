#include "case.h"

const rule rules[] = {
    /* PEP 475. */
    {"*", FAULT_recv, EINTR, ANY_MODE, INTERRUPTED},
    {"*", FAULT_poll, EINTR, ANY_MODE, INTERRUPTED},
    /* In timeout mode it was only tried: now it waits. In the others there is nothing to wait for [timeout.*]. */
    {"*", FAULT_recv, EAGAIN, TIMEOUT, CONTINUES},
};
const size_t rule_count = sizeof rules / sizeof *rules;
