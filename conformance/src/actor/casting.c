#include "actor/casting.h"

#include "judge/render.h"

#include <stdlib.h>
#include <string.h>

/* One that is there, or NULL. */
static struct actor *find(const struct crew *crew, const struct implementation *implementation, size_t slot,
                          bool unprivileged) {
    for (size_t i = 0; i < crew->n; i++) {
        struct actor *actor = crew->actors[i];
        if (actor->implementation == implementation && actor->slot == slot && actor->unprivileged == unprivileged) {
            return actor;
        }
    }
    return NULL;
}

/* The start failed: count it, and kill what there is. */
static int failed(struct crew *crew, struct actor *actor, struct start_record *record, struct trouble *trouble) {
    record->failures++;
    trouble_free(&record->last);
    record->last.outcome = trouble->outcome;
    record->last.reason = strdup(trouble->reason);
    record->last.signature = strdup(trouble->signature);
    if (actor != NULL) {
        actor_kill(crew, actor);
    }
    return -1;
}

/* Why an adapter does not even say hello, it most often says itself: the last line that it wrote to stderr. */
static void add_last_words(struct trouble *trouble, const struct actor *actor) {
    size_t length;
    const char *line = text_last_line(&actor->err, 300, &length);
    if (length == 0) {
        return;
    }
    struct text longer = {0};
    text_printf(&longer, "%s; on stderr: ", trouble->reason);
    render_safe(&longer, line, length, false);
    free(trouble->reason);
    trouble->reason = text_take(&longer);
}

/* An actor that is left from another program, if it is still as it should be. */
static struct actor *reuse(struct crew *crew, const struct implementation *implementation, size_t slot,
                           const struct part *part, char **note) {
    struct actor *actor = find(crew, implementation, slot, part->unprivileged);
    struct trouble idle = {0};
    if (actor != NULL && actor_look(crew, actor, &idle) < 0) {
        struct text text = {0};
        text_printf(&text, "%s was restarted, since after the former program: %s", implementation->name, idle.reason);
        free(*note);
        *note = text_take(&text);
        actor_kill(crew, actor);
        actor = NULL;
    }
    trouble_free(&idle);
    return actor;
}

/* Those of [from, to) that were just started have not said hello: nobody may take them for actors that have. */
static void kill_new(struct crew *crew, struct actor **cast, const bool *is_new, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (is_new[i]) {
            actor_kill(crew, cast[i]);
        }
    }
}

int cast_parts(struct crew *crew, const struct implementation *implementations, const struct part *parts, size_t n,
               struct actor **cast, char **note, struct trouble *trouble) {
    bool is_new[64] = {false};
    /* All are started before the first is asked, so that they start side by side. */
    for (size_t i = 0; i < n; i++) {
        const struct implementation *implementation = &implementations[parts[i].implementation];
        struct start_record *record = &crew->starts[parts[i].implementation];
        cast[i] = reuse(crew, implementation, i, &parts[i], note);
        if (cast[i] != NULL) {
            continue;
        }
        if (record->failures >= START_TRIES) {
            kill_new(crew, cast, is_new, 0, i);
            return trouble_set(trouble, record->last.outcome, record->last.signature, "%s (%u times; not tried again)",
                               record->last.reason, record->failures);
        }
        cast[i] = actor_start(crew, implementation, i, parts[i].unprivileged, trouble);
        if (cast[i] == NULL) {
            kill_new(crew, cast, is_new, 0, i);
            return failed(crew, NULL, record, trouble);
        }
        is_new[i] = true;
    }
    for (size_t i = 0; i < n; i++) {
        struct start_record *record = &crew->starts[parts[i].implementation];
        cast[i]->name = parts[i].name;
        if (is_new[i] && actor_greet(crew, cast[i], trouble) < 0) {
            add_last_words(trouble, cast[i]);
            failed(crew, cast[i], record, trouble);
            kill_new(crew, cast, is_new, i + 1, n);
            return -1;
        }
        record->failures = 0;
        cast[i]->used = true;
        cast[i]->cpu_ms = actor_cpu_ms(cast[i]);
    }
    return 0;
}
