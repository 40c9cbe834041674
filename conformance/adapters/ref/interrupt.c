#include "interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "handlers.h"

static const struct {
    const char *name;
    int number;
} known[] = {
    {"USR1", SIGUSR1}, {"USR2", SIGUSR2}, {"ALRM", SIGALRM}, {"HUP", SIGHUP},   {"INT", SIGINT},
    {"TERM", SIGTERM}, {"PIPE", SIGPIPE}, {"URG", SIGURG},   {"CHLD", SIGCHLD}, {"IO", SIGIO},
};
enum { KNOWN = sizeof known / sizeof known[0] };

enum action { AS_AT_START, COUNT, RAISE };

/* What handlers and the main thread share. */
static struct {
    int count[KNOWN]; /* atomic */
    volatile sig_atomic_t action[KNOWN];
    volatile sig_atomic_t in_call; /* a handler may raise */
    volatile sig_atomic_t raised;  /* 1 + index of the signal whose handler raised, until the call gives up */
} shared;

static struct sigaction at_start[KNOWN];
static pthread_t main_thread; /* lane 0: handlers run here only, as other lanes have signals blocked */

static void handler(int number) {
    for (int i = 0; i < KNOWN; i++) {
        if (known[i].number != number)
            continue;
        __atomic_add_fetch(&shared.count[i], 1, __ATOMIC_RELAXED);
        if (shared.action[i] == RAISE && shared.in_call) {
            shared.in_call = 0; /* once: a second one must not hit what reports the first */
            shared.raised = i + 1;
        }
    }
}

void interrupt_entered(void) {
    shared.raised = 0;
    shared.in_call = 1;
}

void interrupt_left(void) {
    shared.in_call = 0;
}

bool interrupt_raised(rs_error *error) {
    if (!pthread_equal(pthread_self(), main_thread))
        return false;
    int which = shared.raised;
    if (!which)
        return false;
    shared.raised = 0;
    *error = (rs_error){.kind = RS_ABORTED};
    snprintf(error->text, sizeof error->text, "SIG%s", known[which - 1].name);
    return true;
}

static int hook(void *context, rs_error *error) {
    (void)context;
    return interrupt_raised(error) ? -1 : 0;
}

void interrupt_install(void) {
    main_thread = pthread_self();
    rs_set_signal_hook(hook, NULL);
}

void interrupt_reset(void) {
    for (int i = 0; i < KNOWN; i++) {
        if (shared.action[i] != AS_AT_START)
            sigaction(known[i].number, &at_start[i], NULL);
        shared.action[i] = AS_AT_START;
        __atomic_store_n(&shared.count[i], 0, __ATOMIC_RELAXED);
    }
    shared.raised = 0;
}

/* The index of the signal that argument 0 names; −1, and answered. */
static int arg_signal(struct call *call) {
    const char *name;
    if (!arg_text(call, 0, &name))
        return -1;
    for (int i = 0; i < KNOWN; i++)
        if (strcmp(known[i].name, name) == 0)
            return i;
    call_unsupported(call, "bad helper call: no such signal: '%s'", name);
    return -1;
}

static void sys_on_signal(struct call *call) {
    const char *action;
    int which = arg_signal(call);
    if (which < 0 || !arg_text(call, 1, &action))
        return;
    bool count = strcmp(action, "count") == 0;
    if (!count && strcmp(action, "raise") != 0) {
        call_unsupported(call, "bad helper call: no such action: '%s' (count, raise)", action);
        return;
    }
    struct sigaction new = {.sa_handler = handler}; /* without SA_RESTART: calls are interrupted */
    struct sigaction former;
    sigemptyset(&new.sa_mask);
    sigaction(known[which].number, &new, &former);
    if (shared.action[which] == AS_AT_START)
        at_start[which] = former;
    shared.action[which] = count ? COUNT : RAISE;
    give_none(call);
}

static void sys_signals(struct call *call) {
    int which = arg_signal(call);
    if (which >= 0)
        give_int(call, __atomic_load_n(&shared.count[which], __ATOMIC_RELAXED));
}

const struct handler signals_handlers[] = {{"sys.on_signal", sys_on_signal}, {"sys.signals", sys_signals}, {0}};
