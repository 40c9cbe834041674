#include "cli/run_session.h"

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/open_suite.h"
#include "journal/platform.h"
#include "journal/recording.h"
#include "judge/text.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_trace(struct run_session *s) {
    const char *path = s->options.trace;
    s->trace_fd = -1;
    if (!path)
        return -1;
    s->trace_fd = strcmp(path, "-") == 0 ? fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
                                         : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
    if (s->trace_fd >= 0)
        return -1;
    fprintf(stderr, "sockspec: --trace %s: cannot be written: %s\n", path, strerror(errno));
    return STATUS_USAGE;
}

/* With --count: what is wrong with the files that are named, as the run would say it. */
static int check_files(const struct run_session *s) {
    struct recording recording = {0};
    struct deviations deviations = {0};
    char *error = NULL;
    if (s->options.recording && !recording_read(&recording, s->options.recording, &error)) {
        fprintf(stderr, "sockspec: %s\n", error);
        free(error);
        return STATUS_USAGE;
    }
    if (s->options.recording)
        recording_free(&recording);
    int status = lineup_deviations(&s->lineup, &s->options, &s->paths, &deviations);
    deviations_free(&deviations);
    return status;
}

static int complain_nothing(struct run_session *s) {
    struct choice any = {0};
    if (s->options.interop[0])
        choice_make(&any, s->suite, &s->options.selection, s->profile, false);
    if (any.matching)
        fprintf(stderr,
                "sockspec: --interop: none of the %zu runs that the selection matches has two actors, one for each "
                "implementation\n",
                any.matching);
    else
        fprintf(stderr,
                "sockspec: the selection matches none of the %zu runs; `sockspec list --runs` names them, with their "
                "kinds in brackets\n",
                suite_run_count(s->suite));
    choice_free(&any);
    return STATUS_USAGE;
}

static int choose(struct run_session *s) {
    int status = -1;
    if (s->options.profile) {
        s->profile =
            profile_find(s->paths.items[DATA_PROFILES], s->paths.items[DATA_OPERATIONS], s->options.profile, &status);
        if (!s->profile)
            return status;
    }
    choice_make(&s->choice, s->suite, &s->options.selection, s->profile, s->options.interop[0] != NULL);
    if (s->choice.matching == 0)
        return complain_nothing(s);
    if (s->recording && s->choice.count == 0) {
        fprintf(stderr, "sockspec: nothing to record: none of the %zu runs of the selection is in this shard\n",
                s->choice.matching);
        return STATUS_USAGE;
    }
    if (s->options.count) {
        status = check_files(s);
        if (status < 0) {
            printf("%zu runs\n", s->choice.count);
            status = finish_output();
        }
        return status;
    }
    if (s->options.shuffled)
        choice_shuffle(&s->choice, s->options.seed);
    return -1;
}

struct worker_options session_worker_options(const struct run_session *s) {
    return (struct worker_options){.impls = s->implementations,
                                   .n_impls = s->lineup.parties.count,
                                   .etc_dir = s->etc_dir,
                                   .deadline_scale = s->options.deadline_scale,
                                   .loopback_delay = (unsigned)s->options.loopback_delay,
                                   .namespaces = !s->options.no_namespaces,
                                   .values = s->recording ? VALUES_ALL : VALUES_OF_FAILURES,
                                   .trace = s->trace_fd >= 0,
                                   .trace_fd = s->trace_fd};
}

static int harness_failed(char *error) {
    fprintf(stderr, "sockspec: %s\n", error ? error : "the worker gives no reason");
    free(error);
    return STATUS_HARNESS;
}

/* What only the worker of the host's network has is there, too. */
static int add_host_network(struct run_session *s) {
    struct worker_options options = session_worker_options(s);
    char *error = NULL;
    if (geteuid() != 0) {
        fputs("sockspec: --host-network is for root only, since what runs there may change this machine\n", stderr);
        return STATUS_USAGE;
    }
    options.host_network = true;
    struct worker *worker = worker_start(&options, &error);
    if (!worker)
        return harness_failed(error);
    const char *name;
    json_t *capability, *all = json_copy((json_t *)(uintptr_t)worker_capabilities(worker));
    json_object_foreach(all, name, capability) {
        if (json_is_true(json_object_get(capability, "available")))
            json_object_set(s->capabilities, name, capability);
    }
    json_decref(all);
    worker_stop(worker);
    return -1;
}

/* Packets that are not late would show nothing. */
static int need_loopback_delay(const struct run_session *s) {
    const json_t *delay = json_object_get(s->capabilities, "loopback_delay");
    if (s->options.loopback_delay == 0 || json_is_true(json_object_get(delay, "available")))
        return -1;
    const char *reason = json_string_value(json_object_get(delay, "reason"));
    fprintf(stderr, "sockspec: --loopback-delay is not possible here: %s\n",
            reason ? reason : "workers have no network namespace of their own");
    return STATUS_NOTHING;
}

static int start_first(struct run_session *s) {
    char *error = NULL;
    struct text etc = {0};
    text_printf(&etc, "%s/etc", s->paths.items[DATA_FIXTURES]);
    s->etc_dir = text_take(&etc);
    s->implementations = parties_implementations(&s->lineup.parties);
    struct worker_options options = session_worker_options(s);
    s->first = worker_start(&options, &error);
    if (!s->first)
        return harness_failed(error);
    if (!parties_hello(&s->lineup.parties, &s->first, &options, &error))
        return harness_failed(error);
    s->capabilities = json_deep_copy(worker_capabilities(s->first));
    int status = need_loopback_delay(s);
    return status < 0 && s->options.host_network ? add_host_network(s) : status;
}

int session_open(struct run_session *s, int argc, char **argv, bool recording) {
    *s = (struct run_session){.recording = recording, .trace_fd = -1, .interrupted = interrupt_watch()};
    int status = run_options_parse(&s->options, argc, argv, recording);
    if (status < 0) {
        status = open_suite(&s->suite, s->options.cases, &s->paths);
        status = status == STATUS_EXPECTED ? -1 : status;
    }
    if (status < 0)
        status = choose(s);
    if (status < 0)
        status = open_trace(s);
    if (status < 0)
        status = recording ? lineup_make_recorded(&s->lineup, &s->options, &s->paths)
                           : lineup_make(&s->lineup, &s->options, &s->paths);
    if (status < 0)
        status = start_first(s);
    s->platform = platform_describe();
    return status;
}

json_t *session_program(void *session, size_t run) {
    struct run_session *s = session;
    return suite_program(s->suite, run);
}

bool session_on_host(const struct run_session *s, size_t run) {
    if (!s->options.host_network || s->options.no_namespaces)
        return false;
    struct facts facts;
    suite_run_facts(s->suite, run, &facts);
    bool needed = false;
    size_t i;
    const json_t *condition;
    json_array_foreach(facts.conditions, i, condition) {
        const char *value = json_string_value(json_object_get(condition, "value"));
        needed = needed || strcmp(value ? value : "", "host_netns") == 0;
    }
    facts_free(&facts);
    return needed;
}

void session_close(struct run_session *s) {
    worker_stop(s->first);
    lineup_free(&s->lineup);
    choice_free(&s->choice);
    profile_free(s->profile);
    if (s->suite) {
        suite_free(s->suite);
        paths_free(&s->paths);
    }
    free(s->implementations);
    free(s->etc_dir);
    if (s->trace_fd >= 0)
        (void)close(s->trace_fd);
    json_decref(s->platform);
    json_decref(s->capabilities);
    run_options_free(&s->options);
}
