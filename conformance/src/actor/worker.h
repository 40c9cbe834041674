/* A worker: one process that runs compiled programs, one at a time, on the actors it keeps.
 *
 * The worker and everything it starts live in fresh namespaces (user, pid, mount, net, uts, ipc) where the system
 * allows it, and die with the worker; the worker dies with the process that started it. The caller only sees a
 * descriptor to poll: submit a job, wait until the descriptor is readable, fetch the result.
 *
 *     struct worker *w = worker_start(&options, &error);
 *     worker_submit_hello(w, 0, 1);            ... poll(worker_fd(w)) ... worker_result(w, &hello);
 *     worker_submit(w, program, NULL, 0, 2);   ... poll(worker_fd(w)) ... worker_result(w, &result);
 *     worker_submit_bye(w, 3);                 ... the actors leave in an orderly way ...
 *     worker_stop(w);
 *
 * Nothing here is safe for use by two threads at once, and a worker must be started by a thread that lives as long
 * as the worker is to live (Linux ties the parent-death signal to the thread). */
#ifndef SOCKSPEC_ACTOR_WORKER_H
#define SOCKSPEC_ACTOR_WORKER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A command that speaks the adapter protocol (docs/protocol.md). */
struct implementation {
    const char *name; /* as in `--impl NAME=CMD` */
    const char *role; /* tested, oracle, reference */
    char **argv;      /* NULL-terminated; argv[0] is looked up in PATH. Relative paths count from the runner's cwd */
};

/* Of recordings everything is kept; where a run goes well nobody asks what the values were. */
enum worker_values { VALUES_NONE, VALUES_ALL, VALUES_OF_FAILURES };

/* All zero is a useful default but for `impls` and `namespaces`. The worker reads the options when it starts;
 * what they point to need not outlive worker_start(). */
struct worker_options {
    const struct implementation *impls;
    size_t n_impls;
    const char *etc_dir;        /* files that replace those of the same name in /etc; NULL: none */
    double deadline_scale;      /* every deadline is multiplied by it; <= 0 means 1 */
    bool namespaces;            /* false: do not even try. What needs them is then inapplicable */
    bool host_network;          /* keep the network namespace, and the user: needs root. For families that are in the
                                   initial network namespace only; the cases then act on the host's own interfaces */
    unsigned loopback_delay;    /* milliseconds, at most 1000, for which lo holds each packet but the first of a pause;
                                   0: none. Reported as the capability of this name */
    bool trace;                 /* write the protocol as it goes to trace_fd */
    int trace_fd;               /* only used if `trace`; one write(2) a line, so several workers may share it */
    enum worker_values values;  /* which results carry what was observed as values: see worker_result() */
    size_t address_space_limit; /* RLIMIT_AS of an actor in bytes; 0: none (a limit breaks sanitizers, JVMs, wasm) */
    size_t open_files_limit;    /* RLIMIT_NOFILE of an actor; 0 means 1024 */
};

struct worker;

/* Start a worker and wait (at most 10 s) until its sandbox stands. NULL: `*error` is a text to free().
 * Not being allowed namespaces is no error: worker_capabilities() then says what is missing and why. */
struct worker *worker_start(const struct worker_options *options, char **error);

/* Becomes readable when a result is there or the worker is gone. Belongs to the worker: only poll it. */
int worker_fd(const struct worker *worker);

/* What the sandbox offers: {"netns":{"available":true}, "veth":{"available":false,"reason":"…"}, …}. Names: those
 * of `needs` in docs/case-language.md. What depends on an adapter (threads, fault,
 * family:X, const:X, op:X) is in a hello result's `capabilities`. Borrowed. */
const json_t *worker_capabilities(const struct worker *worker);

/* Submit a program (docs/program.md); `job` comes back in the result. Actor i of program["actors"] is played by
 * options.impls[impl_of_actor[i]]; beyond `n` the last one given counts, and with n = 0 implementation 0.
 * 0, or -1 if the worker is gone, busy, or an index is out of range (errno: EPIPE, EBUSY, EINVAL). */
int worker_submit(struct worker *worker, const json_t *program, const size_t *impl_of_actor, size_t n, uint64_t job);

/* Submit: start implementation `impl`, and report its hello. Result, see below. */
int worker_submit_hello(struct worker *worker, size_t impl, uint64_t job);

/* Submit: say bye to all actors and wait until they have left. The result's outcome is `pass`, `hang` or `crash` (an
 * exit status other than 0, as of a sanitizer) with the reason. */
int worker_submit_bye(struct worker *worker, uint64_t job);

/* Fetch a result: 1 and `*result` (a new reference), 0 if it has not come yet, -1 if the worker is gone (it can only be
 * stopped then). Never blocks.
 *
 * Of a program: {"job":2, "outcome":"fail", "reason":"…"|null, "signature":"step 3: returned b\"\""|null,
 *   "failed_step":3|null (counted from 1; the last of `steps`),
 *   "steps":[{"line":14,"actor":"main","source":"…","observed":"…","wanted":"…" (failed one only),
 *             "warnings":["ResourceWarning: …"] (if any)}],
 *   "ms":1.2, "cpu_ms":0.4 (of the actors), "stderr":"…"|null, "attempts":1, "note":"…" (only if there is something)}
 *   Where options.values says so (a failure is a result with a failed step), each step that got an answer has "answer"
 *   too: what the adapter said of it, {"ok":VALUE} or {"raised":{…}} (for a check or let {"ok":VALUE} with the value
 *   itself), and the result has "runtime":{"tmp":…,"token":…}, the values that the runner supplied.
 *   outcome: pass fail crash hang unsupported inapplicable error.
 * Of a hello: {"job":1, "outcome":"pass", "reason":null, "signature":null, "hello":{…}|null, "capabilities":{…},
 * "stderr":…} `capabilities` holds the sandbox's and the adapter's: threads, fault; hello's constants, operations,
 * families say the rest. outcome: pass, crash, hang, error as above; `hello` is null unless it passed. Of a bye:
 * {"job":3, "outcome":…, "reason":…, "signature":…, "stderr":…}. */
int worker_result(struct worker *worker, json_t **result);

/* Both in one, waiting for at most `timeout_ms`: the hello result as above, or NULL with `*error` (free() it). */
json_t *worker_hello(struct worker *worker, size_t impl, int timeout_ms, char **error);

/* Kill everything in the worker, remove its directory, free it. NULL is fine. */
void worker_stop(struct worker *worker);

#endif
