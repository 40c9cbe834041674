#include "cli/profiles.h"

#include "cli/commands.h"
#include "judge/glob.h"
#include "program/tsv.h"
#include <stdlib.h>
#include <string.h>

struct profile {
    struct arena arena; /* holds the texts */
    char *name, *version, *kinds, *levels, *no_tags, *operations;
    json_t *core;  /* the operations of the core profile: name -> true */
    json_t *names; /* of all profiles, for the message */
    const char *wanted;
};

static void take_profile(void *context, const struct tsv_row *row) {
    struct profile *p = context;
    json_array_append_new(p->names, json_string(tsv_field(row, "name")));
    if (strcmp(tsv_field(row, "name"), p->wanted) != 0)
        return;
    p->name = tsv_field(row, "name");
    p->version = tsv_field(row, "version");
    p->kinds = tsv_field(row, "kinds");
    p->levels = tsv_field(row, "levels");
    p->no_tags = tsv_field(row, "no_tags");
    p->operations = tsv_field(row, "operations");
}

static void take_operation(void *context, const struct tsv_row *row) {
    struct profile *p = context;
    if (strcmp(tsv_field(row, "profile"), "core") == 0)
        json_object_set_new(p->core, tsv_field(row, "name"), json_true());
}

static void complain_unknown(const struct profile *p) {
    fprintf(stderr, "sockspec: no profile '%s'; there are:", p->wanted);
    size_t i;
    const json_t *name;
    json_array_foreach(p->names, i, name) fprintf(stderr, " %s", json_string_value(name));
    fputc('\n', stderr);
}

struct profile *profile_find(const char *profiles_file, const char *operations_file, const char *name, int *status) {
    struct profile *p = memory_get(sizeof *p);
    *p = (struct profile){.core = json_object(), .names = json_array(), .wanted = name};
    *status = STATUS_EXPECTED;
    if (!tsv_read(&p->arena, profiles_file, 6, take_profile, p, stderr) ||
        !tsv_read(&p->arena, operations_file, 3, take_operation, p, stderr)) {
        *status = STATUS_HARNESS;
    } else if (!p->name) {
        complain_unknown(p);
        *status = STATUS_USAGE;
    }
    if (*status != STATUS_EXPECTED) {
        profile_free(p);
        return NULL;
    }
    return p;
}

void profile_free(struct profile *p) {
    if (!p)
        return;
    arena_free(&p->arena);
    json_decref(p->core);
    json_decref(p->names);
    free(p);
}

/* Whether one of the words of a list, which may be globs, is the text. */
static bool listed(const char *list, const char *text) {
    while (*(list += strspn(list, " "))) {
        size_t length = strcspn(list, " ");
        char word[64];
        if (length < sizeof word) {
            memcpy(word, list, length);
            word[length] = '\0';
            if (glob_id(word, text))
                return true;
        }
        list += length;
    }
    return false;
}

static const char *string_or(const json_t *object, const char *member, const char *otherwise) {
    const char *value = json_string_value(json_object_get(object, member));
    return value ? value : otherwise;
}

static bool only_core(const struct profile *p, const json_t *program) {
    size_t i;
    const json_t *step;
    json_array_foreach(json_object_get(program, "steps"), i, step) {
        const char *op = json_string_value(json_object_get(step, "op"));
        if (op && !json_object_get(p->core, op))
            return false;
    }
    return true;
}

bool profile_holds(const struct profile *p, const json_t *program) {
    size_t i;
    const json_t *tag;
    json_array_foreach(json_object_get(program, "tags"), i,
                       tag) if (listed(p->no_tags, json_string_value(tag))) return false;
    return listed(p->kinds, string_or(program, "kind", "none")) && listed(p->levels, string_or(program, "level", "")) &&
           (strcmp(p->operations, "core") != 0 || only_core(p, program));
}

json_t *profile_json(const struct profile *p) {
    return p ? json_pack("{s:s, s:s}", "name", p->name, "version", p->version) : json_null();
}
