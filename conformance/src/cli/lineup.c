#include "cli/lineup.h"

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/witnesses.h"
#include "judge/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int usage_error(char *message) {
    fprintf(stderr, "sockspec: %s\n", message);
    free(message);
    return STATUS_USAGE;
}

/* The one under test if none is named. */
static int add_reference_as_tested(struct lineup *l, const struct paths *paths) {
    char *command = reference_command(paths), *error = NULL;
    if (!command) {
        fputs("sockspec: the adapter of the reference (refsock-adapter) was not found; build it, or name an "
              "implementation with --impl NAME=CMD\n",
              stderr);
        return STATUS_HARNESS;
    }
    int party = parties_add(&l->parties, "ref", command, &error);
    free(command);
    if (party < 0)
        return usage_error(error);
    size_t actor = (size_t)party;
    parties_add_column(&l->parties, "ref", &actor, 1);
    return -1;
}

static int add_tested(struct lineup *l, const char *definition, bool column) {
    char *name = strdup(definition), *error = NULL;
    char *equals = strchr(name, '=');
    *equals = '\0';
    size_t known = l->parties.count;
    int party = parties_add(&l->parties, name, equals + 1, &error);
    if (party >= 0 && l->parties.count == known) {
        /* it has one name, by which its deviations are found */
        struct text text = {0};
        text_printf(&text, "--impl: %s has the command of %s: name each implementation once", name,
                    l->parties.list[party].name);
        error = text_take(&text);
        party = -1;
    }
    if (party >= 0 && column) {
        size_t actor = (size_t)party;
        parties_add_column(&l->parties, name, &actor, 1);
    }
    free(name);
    return party < 0 ? usage_error(error) : -1;
}

static int find_oracle(struct lineup *l, const struct run_options *options, const struct paths *paths) {
    const char *why = options->oracle == ORACLE_RECORDED ? "--oracle recorded" : "--oracle none";
    char *command = NULL, *error = NULL;
    if (options->oracle <= ORACLE_LIVE)
        command = options->oracle_command ? strdup(options->oracle_command) : python_command(paths, &why);
    if (!command) {
        l->no_oracle = strdup(why);
        if (options->oracle == ORACLE_LIVE)
            fprintf(stderr, "sockspec: no live oracle: %s; name one with --oracle-cmd CMD\n", why);
        return options->oracle == ORACLE_LIVE ? STATUS_HARNESS : -1;
    }
    l->parties.oracle = parties_add(&l->parties, "oracle", command, &error);
    free(command);
    return l->parties.oracle < 0 ? usage_error(error) : -1;
}

static int find_reference(struct lineup *l, const struct paths *paths) {
    char *command = reference_command(paths), *error = NULL;
    if (!command)
        return -1;
    l->parties.reference = parties_add(&l->parties, "reference", command, &error);
    free(command);
    return l->parties.reference < 0 ? usage_error(error) : -1;
}

/* The party that --interop means by a name. */
static int interop_party(const struct lineup *l, const char *name) {
    int party = parties_find(&l->parties, name);
    if (party < 0 && strcmp(name, "oracle") == 0)
        party = l->parties.oracle;
    if (party < 0 && (strcmp(name, "reference") == 0 || strcmp(name, "ref") == 0))
        party = l->parties.reference;
    if (party < 0)
        fprintf(stderr,
                "sockspec: --interop: no implementation '%s': name it with --impl %s=CMD, or say reference or "
                "oracle\n",
                name, name);
    return party;
}

static int add_pairs(struct lineup *l, const struct run_options *options) {
    int party[2];
    for (int i = 0; i < 2; i++)
        if ((party[i] = interop_party(l, options->interop[i])) < 0)
            return STATUS_USAGE;
    if (party[0] == party[1]) {
        fputs("sockspec: --interop: both are the same implementation\n", stderr);
        return STATUS_USAGE;
    }
    for (int pair = 0; pair < 4; pair++) {
        int first = pair / 2, second = pair % 2;
        size_t actors[2] = {(size_t)party[first], (size_t)party[second]};
        struct text name = {0};
        text_printf(&name, "%s+%s", options->interop[first], options->interop[second]);
        parties_add_column(&l->parties, name.data, actors, 2);
        text_free(&name);
    }
    return -1;
}

int lineup_make(struct lineup *l, const struct run_options *options, const struct paths *paths) {
    *l = (struct lineup){.parties = {.oracle = NO_WITNESS, .reference = NO_WITNESS}};
    bool pairs = options->interop[0] != NULL;
    int status = options->impls.count || pairs ? -1 : add_reference_as_tested(l, paths);
    for (size_t i = 0; status < 0 && i < options->impls.count; i++)
        status = add_tested(l, options->impls.items[i], !pairs);
    if (status < 0)
        status = find_oracle(l, options, paths);
    if (status < 0)
        status = find_reference(l, paths);
    if (status < 0 && pairs)
        status = add_pairs(l, options);
    return status;
}

int lineup_make_recorded(struct lineup *l, const struct run_options *options, const struct paths *paths) {
    *l = (struct lineup){.parties = {.oracle = NO_WITNESS, .reference = NO_WITNESS}};
    if (options->impls.count > 1) {
        fputs("sockspec: record takes one --impl\n", stderr);
        return STATUS_USAGE;
    }
    if (options->impls.count)
        return add_tested(l, options->impls.items[0], true);
    const char *why = "";
    char *command = python_command(paths, &why), *error = NULL;
    if (!command) {
        fprintf(stderr, "sockspec: nothing to record: %s; name an implementation with --impl NAME=CMD\n", why);
        return STATUS_HARNESS;
    }
    int party = parties_add(&l->parties, "cpython", command, &error);
    free(command);
    if (party < 0)
        return usage_error(error);
    size_t actor = (size_t)party;
    parties_add_column(&l->parties, "cpython", &actor, 1);
    return -1;
}

int lineup_settle(struct lineup *l, const struct run_options *options) {
    struct parties *p = &l->parties;
    if (p->reference != NO_WITNESS && !p->list[p->reference].hello)
        p->reference = NO_WITNESS;
    if (p->oracle == NO_WITNESS || p->list[p->oracle].hello)
        return -1;
    const struct party *oracle = &p->list[p->oracle];
    const char *reason = json_string_value(json_object_get(oracle->failure, "reason"));
    struct text text = {0};
    char *command = safe_text(oracle->command, 0);
    text_printf(&text, "%s does not answer: %s", command, reason ? reason : "no reason given");
    free(command);
    free(l->no_oracle);
    l->no_oracle = text_take(&text);
    p->oracle = NO_WITNESS;
    if (options->oracle != ORACLE_LIVE && !options->oracle_command)
        return -1;
    fprintf(stderr, "sockspec: no live oracle: %s\n", l->no_oracle);
    return STATUS_HARNESS;
}

static int read_deviations(struct deviations *set, const char *path, const char *shown) {
    char *error = NULL, *name = safe_text(shown, 0); /* it stands in the journal */
    bool good = deviations_read(set, path, name, &error);
    free(name);
    if (good)
        return -1;
    fprintf(stderr, "%s\n", error);
    free(error);
    return STATUS_USAGE;
}

/* Default files are shown by their names below the data folder, which are the same everywhere. */
static int read_default(struct deviations *set, const struct paths *paths, const char *name, json_t *seen) {
    if (!name || !*name || strchr(name, '/') || json_object_get(seen, name))
        return -1;
    json_object_set_new(seen, name, json_true());
    struct text path = {0}, shown = {0};
    text_printf(&path, "%s/%s.deviations", paths->items[DATA_DEVIATIONS], name);
    text_printf(&shown, "deviations/%s.deviations", name);
    int status = access(path.data, F_OK) == 0 ? read_deviations(set, path.data, shown.data) : -1;
    text_free(&path);
    text_free(&shown);
    return status;
}

int lineup_deviations(const struct lineup *l, const struct run_options *options, const struct paths *paths,
                      struct deviations *deviations) {
    bool defaults = true;
    int status = -1;
    for (size_t i = 0; i < options->deviations.count; i++)
        defaults = defaults && strcmp(options->deviations.items[i], "none") != 0;
    json_t *seen = json_object();
    for (size_t i = 0; defaults && status < 0 && i < l->parties.count; i++) {
        const struct party *party = &l->parties.list[i];
        status = read_default(deviations, paths, party->name, seen);
        if (status < 0)
            status = read_default(deviations, paths, json_string_value(json_object_get(party->hello, "name")), seen);
    }
    json_decref(seen);
    for (size_t i = 0; status < 0 && i < options->deviations.count; i++)
        if (strcmp(options->deviations.items[i], "none") != 0)
            status = read_deviations(deviations, options->deviations.items[i], options->deviations.items[i]);
    return status;
}

void lineup_free(struct lineup *l) {
    parties_free(&l->parties);
    free(l->no_oracle);
    l->no_oracle = NULL;
}
