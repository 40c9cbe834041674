/* check-adapter: what its process has to do beside answering: free descriptors 0 and 1, and outlive SIGPIPE. */
#include "cli/checks.h"

#include "actor/census.h"
#include "judge/value.h"
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum whose { OTHER, PROTOCOL, UNKNOWN };

/* Whether a descriptor of a process is the pipe that we have the other end of. */
static enum whose whose_descriptor(pid_t pid, int number, int pipe_end) {
    struct stat ours, its;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    if (fstat(pipe_end, &ours) != 0 || stat(path, &its) != 0)
        return UNKNOWN;
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, number);
    if (stat(path, &its) != 0)
        return errno == ENOENT ? OTHER : UNKNOWN; /* closed, or not ours to see */
    return ours.st_dev == its.st_dev && ours.st_ino == its.st_ino ? PROTOCOL : OTHER;
}

/* The process that answers, which the command may have started by others. A proxy (ssh), or Wine, which gives programs
 * descriptors and pids of its own, is not it: only what says where it runs, and runs below the command, is looked at.
 */
static pid_t answering_process(struct checker *c, const char **why, char problem[256]) {
    int64_t pid;
    *why = "needs sys.pid";
    if (!check_has(c, "sys.pid"))
        return 0;
    json_t *answer = check_call(c, "sys.pid", NULL, json_array(), NULL, false, problem);
    bool known = value_int64(json_object_get(answer, "ok"), &pid) && pid > 1 && pid <= INT32_MAX &&
                 census_descends((pid_t)pid, c->dialogue.process.pid);
    json_decref(answer);
    *why = "sys.pid names no process that was started here";
    return known ? (pid_t)pid : 0;
}

void checks_descriptors(struct checker *c) {
    static const char name[] = "descriptors 0 and 1 are not the protocol's";
    const char *os = json_string_value(json_object_get(c->hello, "os")), *why = "";
    char problem[256] = "";
    if (strcmp(os, "linux") != 0) {
        snprintf(problem, sizeof problem, "only Linux shows them, and it is on %.60s", os);
        check_skip(c, name, problem);
        return;
    }
    pid_t pid = answering_process(c, &why, problem);
    enum whose in = pid ? whose_descriptor(pid, 0, c->dialogue.process.in) : UNKNOWN;
    enum whose out = pid ? whose_descriptor(pid, 1, c->dialogue.process.out) : UNKNOWN;
    if (in == PROTOCOL && out == PROTOCOL)
        snprintf(problem, sizeof problem, "descriptors 0 and 1 of its process, %d, are still the protocol's", (int)pid);
    else if (in == PROTOCOL || out == PROTOCOL)
        snprintf(problem, sizeof problem, "descriptor %d of its process, %d, is still the protocol's", out == PROTOCOL,
                 (int)pid);
    if (!*problem && (in == UNKNOWN || out == UNKNOWN))
        check_skip(c, name, pid ? "/proc does not show those of its process" : why);
    else
        check_report(c, name, *problem ? problem : NULL,
                     "at start duplicate 0 and 1 to private descriptors that are not inherited, and let 1 lead to "
                     "stderr, 0 to /dev/null");
}

/* What ended it, if it was that: a prefix of the command may have outlived it. */
static void say_end(struct checker *c, char problem[256]) {
    int status = 0;
    if (!c->dialogue.ended || !dialogue_wait(&c->dialogue, &status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
        return;
    char *text = process_status_text(status);
    snprintf(problem, 256, "after .send to a closed peer it %.100s", text);
    free(text);
}

/* By what it does: whether it ignores SIGPIPE, or sends without, is its own business. */
void checks_broken_connection(struct checker *c) {
    static const char name[] = "a broken connection is an error";
    char problem[256] = "";
    if (!check_has(c, "socketpair") || !check_has(c, ".close") || !check_has(c, ".send")) {
        check_skip(c, name, "needs socketpair, .close and .send");
        return;
    }
    json_t *pair = check_perform(
        c, json_pack("{s:s, s:[], s:[s, s]}", "op", "socketpair", "args", "bind", "check_a", "check_b"), problem);
    if (!*problem && !json_object_get(pair, "ok")) {
        check_skip(c, name, "socketpair makes no pair here");
        json_decref(pair);
        return;
    }
    json_decref(pair);
    if (!*problem)
        json_decref(check_call(c, ".close", "check_b", json_array(), NULL, false, problem));
    if (!*problem) {
        json_decref(check_call(c, ".send", "check_a", json_pack("[{s:s}]", "bytes", "78"), NULL, false, problem));
        if (c->dead)
            say_end(c, problem);
    }
    check_report(c, name, *problem ? problem : NULL,
                 "ignore SIGPIPE, as Python does, so that sending to a peer that is gone raises BrokenPipeError");
}
