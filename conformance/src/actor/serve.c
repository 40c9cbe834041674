#include "actor/serve.h"

#include "actor/casting.h"
#include "actor/clock.h"
#include "actor/curtain.h"
#include "actor/environment.h"
#include "actor/frame.h"
#include "actor/privilege.h"
#include "actor/probe.h"
#include "actor/sandbox.h"
#include "actor/session.h"
#include "judge/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

static json_t *text_or_null(const char *text) {
    return text != NULL ? value_new_text((const unsigned char *)text, strlen(text)) : json_null();
}

/* The members that all results have. */
static json_t *result_of(json_int_t job, const struct trouble *trouble, const struct text *err) {
    return json_pack("{s:I,s:s,s:o,s:o,s:o}", "job", job, "outcome", outcome_name(trouble->outcome), "reason",
                     text_or_null(trouble->reason), "signature", text_or_null(trouble->signature), "stderr",
                     text_or_null(err->length > 0 ? err->data : NULL));
}

static json_t *do_hello(struct crew *crew, const struct session_options *options, size_t index, json_int_t job) {
    struct trouble trouble = {0};
    struct curtain curtain = {0};
    struct part part = {"main", index, false};
    struct actor *actor = NULL;
    char *note = NULL;
    json_t *hello = NULL;
    crew->job = (uint64_t)job;
    crew->began_ms = clock_ms();
    if (index >= options->n_implementations) {
        trouble_set(&trouble, OUTCOME_ERROR, NULL, "there is no implementation %zu", index);
    } else if (cast_parts(crew, options->implementations, &part, 1, &actor, &note, &trouble) == 0) {
        hello = json_incref(actor->hello);
    }
    json_t *capabilities = session_capabilities(crew, hello);
    curtain_fall(crew, &trouble, &curtain);
    json_t *result = result_of(job, &trouble, &curtain.err);
    json_object_set_new(result, "hello", trouble.outcome == OUTCOME_PASS ? json_incref(hello) : json_null());
    json_object_set_new(result, "capabilities", capabilities);
    json_decref(hello);
    text_free(&curtain.err);
    trouble_free(&trouble);
    free(note);
    return result;
}

static json_t *do_bye(struct crew *crew, json_int_t job) {
    struct trouble trouble = {0};
    struct text err = {0};
    crew->job = (uint64_t)job;
    crew->began_ms = clock_ms();
    curtain_bye(crew, &trouble, &err);
    json_t *result = result_of(job, &trouble, &err);
    text_free(&err);
    trouble_free(&trouble);
    return result;
}

static json_t *do_job(struct crew *crew, const struct session_options *options, const json_t *message) {
    json_int_t job = json_integer_value(json_object_get(message, "job"));
    const json_t *program = json_object_get(message, "program"), *hello = json_object_get(message, "hello");
    if (program != NULL) {
        return session_run(crew, options, program, json_object_get(message, "impls"), (uint64_t)job);
    }
    return hello != NULL ? do_hello(crew, options, (size_t)json_integer_value(hello), job) : do_bye(crew, job);
}

static void loop(struct crew *crew, const struct session_options *options) {
    struct frame_reader reader = {0};
    json_t *message;
    while (frame_receive(crew->control, &reader, -1, &message) > 0) {
        json_t *result = do_job(crew, options, message);
        json_decref(message);
        int sent = frame_send(crew->control, result);
        json_decref(result);
        if (sent < 0) {
            break;
        }
    }
    frame_reader_free(&reader);
    while (crew->n > 0) {
        actor_kill(crew, crew->actors[crew->n - 1]);
    }
}

void serve(const struct guardian_task *task, json_t *capabilities) {
    const struct worker_options *options = task->options;
    struct utsname system = {0};
    char home[256], token[64];
    uname(&system);
    snprintf(home, sizeof home, "%s/home", task->directory);
    mkdir(home, 0700);
    /* Abstract names are shared by all workers that have no network namespace of their own. */
    snprintf(token, sizeof token, "%s", strrchr(task->directory, '/') + 1);
    char **environment = environment_make(home);
    struct crew crew = {
        .control = task->socket,
        .trace_fd = options->trace ? options->trace_fd : -1,
        .scale = options->deadline_scale > 0 ? options->deadline_scale : 1,
        .isolated = task->refused == NULL,
        .process = {.environment = environment,
                    /* the host itself is not to be changed: without a sandbox nobody has privileges */
                    .unprivileged = task->refused != NULL,
                    .address_space = options->address_space_limit,
                    .open_files = options->open_files_limit > 0 ? options->open_files_limit : 1024},
        .tracer = {0, -1, -1, -1, -1},
        .host_name = SANDBOX_HOST_NAME,
        .starts = calloc(options->n_impls + 1, sizeof *crew.starts),
    };
    bool own_network = task->refused == NULL && !options->host_network;
    probe_capabilities(capabilities, options->etc_dir, task->refused, own_network, &crew.process);
    crew.capabilities = capabilities;
    struct session_options session = {options->impls,  options->n_impls, options->values,
                                      task->directory, system.release,   token};
    json_t *ready = json_pack("{s:O}", "ready", capabilities);
    if (crew.starts != NULL && frame_send(task->socket, ready) == 0) {
        loop(&crew, &session);
    }
    json_decref(ready);
    json_decref(capabilities);
    for (size_t i = 0; crew.starts != NULL && i < options->n_impls; i++) {
        trouble_free(&crew.starts[i].last);
    }
    free(crew.starts);
    environment_free(environment);
}
