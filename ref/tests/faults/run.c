/*
 * Every case, in every mode, with every fault at every place: refsock_test_faults [PATTERN | --list]. The n-th call
 * fails, for n = 0, 1, ... until the call under test makes no n-th one.
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

static const rule *rule_for(const fault_case *c, socket_mode mode, fault_call call, int place, int error) {
    for (const rule *const *table = rule_tables; *table; table++)
        for (const rule *r = *table; r->name; r++)
            if (r->call == call && (r->error == 0 || r->error == fault_number(error)) &&
                (r->place == 0 || r->place == place) && (r->modes & mode) && fnmatch(r->name, c->name, 0) == 0)
                return r;
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

/* What a failure of that manner is in the specification's classes. */
static rs_error as_the_call_says(fault_call call, int number) {
    switch (fault_rows[call].manner) {
    case GAI:
        return number == EAI_SYSTEM ? (rs_error){.kind = RS_OSERROR, .code = FAULT_SYSTEM}
                                    : (rs_error){.kind = RS_GAIERROR, .code = number};
    case HERROR:
        return (rs_error){.kind = RS_HERROR, .code = number};
    case MEMORY:
        return (rs_error){.kind = RS_MEMORY_ERROR};
    case NOT_FOUND:
        return (rs_error){.kind = RS_OSERROR};
    case BEFORE:
    case AFTER:
        break;
    }
    return (rs_error){.kind = RS_OSERROR, .code = number};
}

/* Memory was short somewhere in libc: it may have done without, or says so in its own way. libidn takes the name for a
 * wrong one then, which in an address is a TypeError. */
static void judge_inner(int64_t result, const rs_error *error) {
    if (result >= 0)
        return;
    switch (error->kind) {
    case RS_MEMORY_ERROR:
    case RS_OSERROR:
    case RS_GAIERROR:
    case RS_HERROR:
        return;
    case RS_TYPE_ERROR:
        if (rs_has_idn())
            return;
        /* fall through */
    default:
        complain("success, MemoryError, or an OSError", result, error);
    }
}

static void judge_class(rs_error_class wanted, int64_t result, const rs_error *error) {
    if (result != -1 || error->kind != wanted || error->code != 0 || error->text[0] == '\0')
        complain(rs_error_class_name(wanted), result, error);
}

/* The outcome is the one of the tables. */
static void judge(outcome expected, fault_call call, int number, int64_t result, const rs_error *error, bool aborts) {
    rs_error wanted = {.kind = RS_OSERROR};
    if (fault_inner) {
        judge_inner(result, error);
        return;
    }
    switch (expected) {
    case AS_THE_CALL_SAYS:
        wanted = as_the_call_says(call, number);
        /* fall through */
    case FAILS_STANDING:
        if (expected == FAILS_STANDING)
            wanted.code = fault_standing(call);
        /* fall through */
    case FAILS_WITHOUT:
        if (result != -1 || error->kind != wanted.kind || error->code != wanted.code || error->text[0] == '\0')
            complain(rs_error_class_name(wanted.kind), result, error);
        break;
    case FAILS_DECODING:
        judge_class(RS_UNICODE_DECODE_ERROR, result, error);
        break;
    case FAILS_ENCODING:
        judge_class(RS_UNICODE_ENCODE_ERROR, result, error);
        break;
    case FAILS_LOOKUP:
        judge_class(RS_LOOKUP_ERROR, result, error);
        break;
    case FAILS_FOR_MEMORY:
        judge_class(RS_MEMORY_ERROR, result, error);
        break;
    case FAILS_VALUE:
        judge_class(RS_VALUE_ERROR, result, error);
        break;
    case WOULD_BLOCK:
        if (result != -1 || error->kind != RS_WOULD_BLOCK || error->code != EAGAIN)
            complain("RS_WOULD_BLOCK", result, error);
        break;
    case CONTINUES:
        if (result < 0)
            complain("success", result, error);
        break;
    case INTERRUPTED:
        if (hook_runs < 1)
            complain("that the hook runs", result, error);
        else if (aborts ? result != -1 || error->kind != RS_ABORTED : result < 0)
            complain(aborts ? "-1 and what the hook said" : "success", result, error);
        break;
    }
}

static props empty_props(const fault_case *c, socket_mode mode) {
    props p = {.name = c->name, .mode = mode, .fd = -1};
    for (int i = 0; i < FDS_MAX; i++)
        p.fds[i] = -1;
    return p;
}

static const char *error_name(fault_call call, int number) {
    const char *name = fault_rows[call].manner == GAI                          ? rs_gai_name(number)
                       : fault_rows[call].manner == HERROR && number != ERANGE ? rs_herrno_name(number)
                                                                               : rs_errno_name(number);
    return number == FAULT_SHORT ? "cut short" : name ? name : "?";
}

static void same_number(const char *what, long grown) {
    if (grown == 0)
        return;
    fprintf(stderr, "%s%+ld %s\n", doing, grown, what);
    failures++;
}

/* One run with one fault; what the hook says matters where it is run. false: the call under test did not come that
 * far. */
static bool deliver_once(const fault_case *c, socket_mode mode, fault_call call, int n, int number, bool aborts,
                         long *grown) {
    const rule *special = rule_for(c, mode, call, n + 1, number);
    props p = empty_props(c, mode);
    rs_error error = {0};
    snprintf(doing, sizeof doing, "%s[%s], %s() number %d: %s%s%s: ", c->name, mode_name(mode), fault_rows[call].name,
             n + 1, error_name(call, fault_number(number)), number <= FAULT_PART(0) ? " after a part" : "",
             aborts ? ", aborted" : "");
    alarm(DEADLINE);
    int fds = count_fds();
    long blocks = fault_blocks();
    c->scene->set_up(&p);
    hook_runs = 0;
    hook_aborts = aborts;
    fault_arm(call, n, number);
    int64_t result = c->call(&p, &error);
    bool delivered = fault_disarm();
    p.result = result;
    hook_aborts = false;
    if (delivered) {
        faults++;
        reached[call] = true;
        judge(special ? special->outcome : AS_THE_CALL_SAYS, call, number, result, &error, aborts);
        c->scene->usable(&p);
    }
    c->scene->tear_down(&p);
    same_number("descriptors", count_fds() - fds);
    *grown = fault_blocks() - blocks;
    return delivered;
}

static bool deliver(const fault_case *c, socket_mode mode, fault_call call, int n, int number) {
    long grown, more;
    bool delivered = deliver_once(c, mode, call, n, number, false, &grown);
    /* What libc makes once and keeps is no leak; what each call leaves is. */
    if (fault_inner && grown != 0)
        deliver_once(c, mode, call, n, number, false, &grown);
    same_number("blocks of memory", grown);
    const rule *special = rule_for(c, mode, call, n + 1, number);
    if (delivered && special && special->outcome == INTERRUPTED) {
        deliver_once(c, mode, call, n, number, true, &more);
        same_number("blocks of memory", more);
    }
    return delivered;
}

/* The number of errors that were delivered at this place. */
static size_t run_place(const fault_case *c, socket_mode mode, fault_call call, int n) {
    size_t done = 0;
    while (done < fault_rows[call].error_count && deliver(c, mode, call, n, fault_rows[call].errors[done]))
        done++;
    return done;
}

static void run_case(const fault_case *c, socket_mode mode) {
    int from = fault_inner ? FAULT_malloc : 0, to = fault_inner ? FAULT_malloc + 1 : FAULT_CALL_COUNT;
    long once;
    /* What libc sets up once is there before: glibc 2.36 never gives a lock back when memory fails it there. */
    if (fault_inner)
        deliver_once(c, mode, FAULT_malloc, -2, ENOMEM, false, &once);
    for (int call = from; call < to; call++)
        for (int n = 0; run_place(c, mode, (fault_call)call, n) > 0; n++)
            if (n == 1000) {
                fprintf(stderr, "%sno end of it\n", doing);
                failures++;
                break;
            }
}

static int list_cases(void) {
    for (const fault_case *const *table = case_tables; *table; table++)
        for (const fault_case *c = *table; c->name; c++)
            puts(c->name);
    return 0;
}

int main(int argc, char **argv) {
    const char *pattern = argc > 1 ? argv[1] : "*";
    int run = 0;
    if (strcmp(pattern, "--list") == 0)
        return list_cases();
    fault_prepare();
    atexit(say_doing);
    signal(SIGALRM, died);
    signal(SIGSEGV, died);
    signal(SIGABRT, died);
    signal(SIGPIPE, SIG_IGN);
    rs_set_signal_hook(hook, NULL);
    for (const fault_case *const *table = case_tables; *table; table++)
        for (const fault_case *c = *table; c->name; c++)
            for (socket_mode mode = BLOCKING; mode <= NONBLOCKING; mode <<= 1)
                if ((c->modes & mode) && fnmatch(pattern, c->name, 0) == 0) {
                    run_case(c, mode);
                    run++;
                }
    for (int call = 0; call < FAULT_CALL_COUNT && argc == 1 && !fault_inner; call++)
        if (!reached[call]) {
            fprintf(stderr, "faults: no case comes to %s()\n", fault_rows[call].name);
            failures++;
        }
    finished = true;
    printf("%d cases and modes, %d faults, %d not as expected\n", run, faults, failures);
    return failures > 0 || faults == 0;
}
