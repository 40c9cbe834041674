#include "cli/run_header.h"

#include "cli/terminal.h"
#include "journal/platform.h"
#include <stdio.h>
#include <stdlib.h>

void run_suite_digest(struct suite *suite, char text[24]) {
    char digits[17];
    suite_digest(suite, digits);
    snprintf(text, 24, "fnv64:%s", digits);
}

static json_t *suite_json(const struct header_parts *parts) {
    char digest[24];
    run_suite_digest(parts->suite, digest);
    json_t *selection = selection_json(&parts->options->selection);
    if (!json_object_get(selection, "no_tags"))
        json_object_set_new(selection, "no_tags", json_array());
    return json_pack("{s:s, s:I, s:I, s:I, s:I, s:s, s:o}", "digest", digest, "cases",
                     (json_int_t)suite_case_count(parts->suite), "runs", (json_int_t)suite_run_count(parts->suite),
                     "selected", (json_int_t)parts->choice->count, "matching", (json_int_t)parts->choice->matching,
                     "ids", parts->choice->ids, "selection", selection);
}

/* The libc is what the adapters run on, which need not be the runner's (static musl, qemu); the key is the oracle's. */
static json_t *platform_json(const struct header_parts *parts) {
    json_t *platform = json_copy((json_t *)(uintptr_t)parts->platform);
    const struct parties *p = &parts->lineup->parties;
    const json_t *hello = p->oracle != NO_WITNESS ? p->list[p->oracle].hello : NULL;
    char *key = platform_key(parts->platform, hello);
    json_object_set_new(platform, "key", json_string(key));
    free(key);
    return platform;
}

static json_t *deviation_files(const struct deviations *deviations) {
    json_t *files = json_array();
    for (size_t i = 0; i < deviations->n_files; i++)
        json_array_append_new(files, json_string(deviations->files[i]));
    return files;
}

static json_t *options_json(const struct run_options *o) {
    return json_pack("{s:i, s:o, s:f, s:i, s:b, s:b}", "repeat", (int)o->repeat, "shuffle",
                     o->shuffled ? json_integer((json_int_t)o->seed) : json_null(), "deadline_scale", o->deadline_scale,
                     "loopback_delay", (int)o->loopback_delay, "namespaces", (int)!o->no_namespaces, "host_network",
                     (int)o->host_network);
}

json_t *run_header(const struct header_parts *parts) {
    const struct lineup *l = parts->lineup;
    char now[32];
    platform_now(now);
    const char *oracle = !l->no_oracle ? "live" : parts->recording ? "recorded" : "none";
    json_t *header =
        json_pack("{s:s, s:i, s:s, s:s}", "type", "header", "journal", 1, "sockspec", SOCKSPEC_VERSION, "started", now);
    json_object_set_new(header, "suite", suite_json(parts));
    json_object_set_new(header, "profile", profile_json(parts->profile));
    json_object_set_new(header, "implementations", parties_json(&l->parties));
    json_object_set_new(header, "platform", platform_json(parts));
    json_object_set_new(header, "capabilities", json_deep_copy(parts->capabilities));
    json_object_set_new(header, "oracle", json_string(oracle));
    json_object_set_new(header, "oracle_note", l->no_oracle ? json_string(l->no_oracle) : json_null());
    json_object_set_new(header, "recording",
                        parts->recording ? json_pack("{s:o, s:s}", "file", readable_json(parts->recording->file),
                                                     "platform", parts->recording->key)
                                         : json_null());
    json_object_set_new(header, "deviations", deviation_files(parts->deviations));
    json_object_set_new(header, "options", options_json(parts->options));
    json_object_set(header, "clauses", parts->choice->clauses);
    return header;
}
