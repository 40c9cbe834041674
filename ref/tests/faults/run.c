/*
 * Every case, in every mode, with every fault at every place: refsock_test_faults [PATTERN]. The n-th call fails, for
 * n = 0, 1, ... until the call under test makes no n-th one.
 */
#include "case.h"

#include <fnmatch.h>
#include <signal.h>
#include <unistd.h>

enum { DEADLINE = 20 /* seconds that one fault may take; nothing here waits for long */ };

/* What is going on, for messages. */
static char doing[256];
static bool finished;
static int failures, faults;
static bool reached[FAULT_CALL_COUNT];

static const char *mode_name(socket_mode mode) {
    return mode == BLOCKING ? "blocking" : mode == TIMEOUT ? "timeout" : "nonblocking";
}

static void say_doing(void) {
    if (!finished && write(2, doing, strlen(doing)) < 0)
        return;
}

static void died(int number) {
    say_doing();
    static const char what[] = "faults: died, or took too long\n";
    if (write(2, what, sizeof what - 1) < 0)
        _exit(2);
    signal(number, SIG_DFL);
    raise(number);
}

static int hook_runs;
static bool hook_aborts;

static int hook(void *context, rs_error *error) {
    (void)context;
    hook_runs++;
    if (!hook_aborts)
        return 0;
    error->kind = RS_ABORTED;
    error->code = 0;
    strcpy(error->text, "enough");
    return -1;
}

static const rule *rule_for(const fault_case *c, socket_mode mode, fault_call call, int error) {
    for (size_t i = 0; i < rule_count; i++)
        if (rules[i].call == call && (rules[i].error == 0 || rules[i].error == error) && (rules[i].modes & mode) &&
            fnmatch(rules[i].name, c->name, 0) == 0)
            return &rules[i];
    return NULL;
}

static void complain(const char *expected, int64_t result, const rs_error *error) {
    fprintf(stderr, "%sexpected %s, found %lld", doing, expected, (long long)result);
    if (result < 0)
        fprintf(stderr, ", %s %s (%d): %s", rs_error_class_name(error->kind),
                rs_error_code_name(error) ? rs_error_code_name(error) : "", error->code, error->text);
    fprintf(stderr, ", the hook ran %d times\n", hook_runs);
    failures++;
}

/* The outcome is the one of the tables. */
static void judge(outcome expected, int number, int64_t result, const rs_error *error) {
    switch (expected) {
    case FAILS_SO:
        if (result != -1 || error->kind != RS_OSERROR || error->code != number || hook_runs != 0)
            complain("-1 and OSError with that number", result, error);
        break;
    case FAILS_MEMORY:
        if (result != -1 || error->kind != RS_MEMORY_ERROR || error->code != 0)
            complain("-1 and MemoryError", result, error);
        break;
    case CONTINUES:
        if (result < 0)
            complain("success", result, error);
        break;
    case INTERRUPTED:
        if (hook_runs < 1)
            complain("that the hook runs", result, error);
        else if (hook_aborts ? result != -1 || error->kind != RS_ABORTED : result < 0)
            complain(hook_aborts ? "-1 and what the hook said" : "success", result, error);
        break;
    }
}

/* One run with one fault. false: the call under test did not come that far. */
static bool deliver(const fault_case *c, socket_mode mode, fault_call call, int n, int number) {
    const rule *special = rule_for(c, mode, call, number);
    outcome expected = special ? special->outcome : FAILS_SO;
    bool delivered = false;
    for (int aborts = 0; aborts <= (expected == INTERRUPTED); aborts++) {
        const char *name = number == FAULT_SHORT ? "cut short" : rs_errno_name(number);
        props p = {.mode = mode};
        rs_error error = {0};
        snprintf(doing, sizeof doing, "%s[%s], %s() number %d: %s%s: ", c->name, mode_name(mode), fault_rows[call].name,
                 n + 1, name, aborts ? ", aborted" : "");
        alarm(DEADLINE);
        int fds = count_fds();
        c->scene->set_up(&p);
        hook_runs = 0;
        hook_aborts = aborts;
        fault_arm(call, n, number);
        int64_t result = c->call(&p, &error);
        delivered = fault_disarm();
        if (delivered) {
            faults++;
            judge(expected, number, result, &error);
            hook_aborts = false;
            c->scene->usable(&p);
        }
        c->scene->tear_down(&p);
        if (count_fds() != fds) {
            fprintf(stderr, "%s%d descriptors, %d before\n", doing, count_fds(), fds);
            failures++;
        }
    }
    reached[call] |= delivered;
    return delivered;
}

static void run_case(const fault_case *c, socket_mode mode) {
    for (int call = 0; call < FAULT_CALL_COUNT; call++)
        for (size_t i = 0; i < fault_rows[call].error_count; i++)
            for (int n = 0; deliver(c, mode, (fault_call)call, n, fault_rows[call].errors[i]); n++)
                if (n == 1000) {
                    fprintf(stderr, "%sno end of it\n", doing);
                    failures++;
                    break;
                }
}

int main(int argc, char **argv) {
    const char *pattern = argc > 1 ? argv[1] : "*";
    int run = 0;
    atexit(say_doing);
    signal(SIGALRM, died);
    signal(SIGSEGV, died);
    signal(SIGABRT, died);
    signal(SIGPIPE, SIG_IGN);
    rs_set_signal_hook(hook, NULL);
    for (size_t i = 0; i < case_count; i++)
        for (socket_mode mode = BLOCKING; mode <= NONBLOCKING; mode <<= 1)
            if ((cases[i].modes & mode) && fnmatch(pattern, cases[i].name, 0) == 0) {
                run_case(&cases[i], mode);
                run++;
            }
    for (int call = 0; call < FAULT_CALL_COUNT && argc == 1; call++)
        if (!reached[call]) {
            fprintf(stderr, "faults: no case comes to %s()\n", fault_rows[call].name);
            failures++;
        }
    finished = true;
    printf("%d cases and modes, %d faults, %d not as expected\n", run, faults, failures);
    return failures > 0 || faults == 0;
}
