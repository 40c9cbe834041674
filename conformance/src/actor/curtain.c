#include "actor/curtain.h"

#include "actor/actor_io.h"
#include "actor/clock.h"
#include "actor/play.h"
#include "actor/strays.h"
#include "judge/render.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The kernel lists a thread that was joined, or a child that was waited for, for a moment longer. */
enum { CENSUS_GRACE_MS = 300 };

static void collect_err(struct actor *actor, bool label, struct text *err) {
    actor_drain_err(actor, false);
    if (actor->err.length == 0) {
        return;
    }
    if (label) {
        text_printf(err, "%s%s:\n", err->length > 0 ? "\n" : "",
                    actor->name != NULL ? actor->name : actor->implementation->name);
    }
    render_safe(err, actor->err.data, actor->err.length, true);
    if (actor->err_lost > 0) {
        text_printf(err, "\n(%zu bytes more)", actor->err_lost);
    }
    text_clear(&actor->err);
    actor->err_lost = 0;
}

/* Compare with what it had at first. -1 with `trouble` if something is more, or less. */
static int count(const struct crew *crew, const struct actor *actor, struct trouble *trouble) {
    double deadline = clock_ms() + CENSUS_GRACE_MS * crew->scale;
    for (;;) {
        struct census now;
        if (!census_take(actor->pid, &now)) {
            return trouble_set(trouble, OUTCOME_CRASH, NULL, "the adapter left after reset");
        }
        char *difference = census_difference(&actor->census, &now);
        if (difference == NULL) {
            return 0;
        }
        if (clock_ms() > deadline) {
            trouble_set(trouble, OUTCOME_FAIL, NULL, "leak: %s", difference);
            free(difference);
            return -1;
        }
        free(difference);
        poll(NULL, 0, 1);
    }
}

static bool call_is_out(const struct actor *actor) {
    for (size_t i = 0; i < actor->n_pending; i++) {
        if (actor->pending[i].answer == NULL) {
            return true;
        }
    }
    return false;
}

/* Reset and count. True if the actor may play again; the first trouble of one that went well counts. */
static bool clean(struct crew *crew, struct actor *actor, struct trouble *trouble) {
    if (actor->killed || call_is_out(actor)) {
        return false; /* as the program left it */
    }
    while (actor->n_pending > 0) {
        actor_forget(actor, &actor->pending[0]);
    }
    int reset = actor_reset(crew, actor, trouble);
    if (reset < 0 || (reset > 0 && (count(crew, actor, trouble) < 0 || actor_look(crew, actor, trouble) < 0))) {
        return false;
    }
    return reset > 0;
}

/* After a failure nothing is known of the actor; after `unsupported` and the like all is well. */
static bool worth_keeping(const struct trouble *trouble) {
    return trouble->outcome == OUTCOME_PASS || trouble->outcome == OUTCOME_UNSUPPORTED ||
           trouble->outcome == OUTCOME_INAPPLICABLE;
}

static void note_trouble(struct trouble *trouble, struct trouble *own, const struct actor *actor, bool label) {
    if (trouble->outcome == OUTCOME_PASS && own->outcome != OUTCOME_PASS) {
        *trouble = *own;
        *own = (struct trouble){0};
        if (label) {
            trouble_prefix(trouble, "%s: ", actor->name);
        }
    }
    trouble_free(own);
}

/* One actor's end. */
static void dismiss(struct crew *crew, struct actor *actor, bool label, struct trouble *trouble,
                    struct curtain *curtain) {
    struct trouble own = {0};
    bool keep = worth_keeping(trouble) && clean(crew, actor, &own);
    if (keep && actor->dirty != NULL) {
        actor_bye(crew, actor, &own);
        keep = false;
    }
    curtain->cpu_ms += actor_cpu_ms(actor) - actor->cpu_ms;
    collect_err(actor, label, &curtain->err);
    note_trouble(trouble, &own, actor, label);
    actor->used = false;
    actor->name = NULL;
    if (!keep) {
        actor_kill(crew, actor);
    }
}

void curtain_fall(struct crew *crew, struct trouble *trouble, struct curtain *curtain) {
    size_t used = 0;
    bool host_name = false;
    for (size_t i = 0; i < crew->n; i++) {
        used += crew->actors[i]->used;
    }
    /* Who is dismissed may leave the array, whose last member then takes the place: from behind. */
    for (size_t i = crew->n; i-- > 0;) {
        struct actor *actor = crew->actors[i];
        if (actor->used) {
            host_name = host_name || (actor->dirty != NULL && strstr(actor->dirty, "host name") != NULL);
            dismiss(crew, actor, used > 1, trouble, curtain);
        }
    }
    fault_end(crew);
    char *names = NULL;
    size_t strays = strays_kill(crew, worth_keeping(trouble) ? CENSUS_GRACE_MS * crew->scale : 0, &names);
    if (strays > 0 && trouble->outcome == OUTCOME_PASS) {
        trouble_set(trouble, OUTCOME_FAIL, NULL, "leak: %zu %s (%s)", strays, strays == 1 ? "process" : "processes",
                    names);
    }
    free(names);
    /* The host name belongs to the worker, not to the actor. */
    if (host_name && crew->isolated) {
        (void)!sethostname(crew->host_name, strlen(crew->host_name));
    }
}

int curtain_bye(struct crew *crew, struct trouble *trouble, struct text *err) {
    while (crew->n > 0) {
        struct actor *actor = crew->actors[crew->n - 1];
        struct trouble own = {0};
        actor_bye(crew, actor, &own);
        collect_err(actor, true, err);
        if (own.outcome != OUTCOME_PASS) {
            trouble_prefix(&own, "%s: ", actor->implementation->name);
        }
        note_trouble(trouble, &own, actor, false);
        actor_kill(crew, actor);
    }
    return trouble->outcome == OUTCOME_PASS ? 0 : -1;
}
