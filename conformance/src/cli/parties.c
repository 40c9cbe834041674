#include "cli/parties.h"

#include "cli/find_program.h"
#include "cli/patience.h"
#include "cli/python_program.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "journal/digest.h"
#include "journal/line.h"
#include "judge/text.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *copy(const char *string) {
    char *text = strdup(string);
    if (!text)
        abort();
    return text;
}

/* Commands are compared, and started from elsewhere: what names a file gets its full name. The program itself keeps its
 * links, since a Python finds its environment by the name under which it was called; the script of a version manager is
 * not started again and again. */
static void settle(char **argv) {
    char *program = program_find(argv[0]);
    if (program && program[0] != '/') {
        char directory[PATH_MAX];
        struct text full = {0};
        if (getcwd(directory, sizeof directory))
            text_printf(&full, "%s/%s", directory, program);
        free(program);
        program = full.data ? text_take(&full) : NULL;
    }
    if (program) {
        char *behind = python_program(program);
        free(argv[0]);
        argv[0] = behind ? behind : program;
        if (behind)
            free(program);
    }
    for (size_t i = 1; argv[i]; i++) {
        char *real = strchr(argv[i], '/') || strchr(argv[i], '.') ? realpath(argv[i], NULL) : NULL;
        if (real) {
            free(argv[i]);
            argv[i] = real;
        }
    }
}

static void digest_file(struct digest *digest, const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat status;
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
        char block[16384];
        ssize_t got;
        while ((got = read(fd, block, sizeof block)) > 0)
            digest_add(digest, block, (size_t)got);
    }
    if (fd >= 0)
        (void)close(fd);
}

int parties_add(struct parties *parties, const char *name, const char *command, char **error) {
    const char *mistake = NULL;
    char **argv = words_split(command, &mistake);
    if (!argv) {
        struct text text = {0};
        text_printf(&text, "the command of '%s' cannot be taken apart: %s: %s", name, mistake, command);
        *error = text_take(&text);
        return -1;
    }
    settle(argv);
    for (size_t i = 0; i < parties->count; i++) {
        if (words_equal(parties->list[i].argv, argv)) {
            words_free(argv);
            return (int)i;
        }
    }
    parties->list = realloc(parties->list, (parties->count + 1) * sizeof *parties->list);
    if (!parties->list)
        abort();
    struct party *party = &parties->list[parties->count];
    *party = (struct party){.name = copy(name), .command = copy(command), .argv = argv};
    struct digest digest = digest_new();
    for (size_t i = 0; argv[i]; i++)
        digest_file(&digest, argv[i]);
    digest_text(&digest, party->digest);
    return (int)parties->count++;
}

int parties_find(const struct parties *parties, const char *name) {
    for (size_t i = 0; i < parties->count; i++)
        if (strcmp(parties->list[i].name, name) == 0)
            return (int)i;
    return -1;
}

void parties_add_column(struct parties *parties, const char *name, const size_t *actors, size_t n) {
    parties->columns = realloc(parties->columns, (parties->n_columns + 1) * sizeof *parties->columns);
    if (!parties->columns)
        abort();
    struct column *column = &parties->columns[parties->n_columns++];
    *column = (struct column){.name = copy(name), .n = n};
    for (size_t i = 0; i < n; i++)
        column->actors[i] = actors[i];
}

/* What the worker does not tell, since it is silent or gone: another one takes its place. NULL: there is none. */
static json_t *worker_failed(struct worker **worker, const struct worker_options *options, char **error) {
    struct text reason = {0};
    text_printf(&reason, "hello: %s", *error);
    free(*error);
    *error = NULL;
    worker_stop(*worker);
    *worker = worker_start(options, error);
    json_t *result = *worker ? journal_no_result(OUTCOME_ERROR, reason.data) : NULL;
    text_free(&reason);
    return result;
}

bool parties_hello(struct parties *parties, struct worker **worker, const struct worker_options *options,
                   char **error) {
    int timeout = (int)patience_hello(options->deadline_scale);
    for (size_t i = 0; i < parties->count; i++) {
        struct party *party = &parties->list[i];
        json_t *result = worker_hello(*worker, i, timeout, error);
        if (!result)
            result = worker_failed(worker, options, error);
        if (!result)
            return false;
        json_t *hello = json_object_get(result, "hello");
        party->capabilities = json_incref(json_object_get(result, "capabilities"));
        if (json_is_object(hello))
            party->hello = json_incref(hello);
        else
            party->failure = json_incref(result);
        json_decref(result);
    }
    return true;
}

struct implementation *parties_implementations(const struct parties *parties) {
    struct implementation *list = calloc(parties->count + 1, sizeof *list);
    if (!list)
        abort();
    for (size_t i = 0; i < parties->count; i++)
        list[i] = (struct implementation){.name = parties->list[i].name,
                                          .role = (int)i == parties->oracle      ? "oracle"
                                                  : (int)i == parties->reference ? "reference"
                                                                                 : "tested",
                                          .argv = parties->list[i].argv};
    return list;
}

static json_t *party_json(const char *name, const char *role, const struct party *party) {
    json_t *one = json_pack("{s:s, s:s, s:o, s:s, s:n, s:n}", "name", name, "role", role, "command",
                            readable_json(party->command), "digest", party->digest, "hello", "reason");
    if (party->hello) {
        json_t *hello = json_copy(party->hello);
        json_object_del(hello, "constants");
        json_object_del(hello, "operations");
        json_object_set_new(one, "hello", hello);
    }
    if (party->failure)
        json_object_set(one, "reason", json_object_get(party->failure, "reason"));
    return one;
}

json_t *parties_json(const struct parties *parties) {
    json_t *list = json_array();
    for (size_t i = 0; i < parties->n_columns; i++) {
        const struct column *column = &parties->columns[i];
        json_t *one = party_json(column->name, "tested", &parties->list[column->actors[0]]);
        if (column->n > 1)
            json_object_set_new(
                one, "actors",
                json_pack("[s, s]", parties->list[column->actors[0]].name, parties->list[column->actors[1]].name));
        json_array_append_new(list, one);
    }
    const int witnesses[] = {parties->oracle, parties->reference};
    const char *const roles[] = {"oracle", "reference"};
    for (size_t i = 0; i < 2; i++) {
        if (witnesses[i] == NO_WITNESS)
            continue;
        const struct party *party = &parties->list[witnesses[i]];
        const char *product = json_string_value(json_object_get(party->hello, "name"));
        json_array_append_new(list, party_json(product ? product : party->name, roles[i], party));
    }
    return list;
}

void parties_free(struct parties *parties) {
    for (size_t i = 0; i < parties->count; i++) {
        struct party *party = &parties->list[i];
        free(party->name);
        free(party->command);
        words_free(party->argv);
        json_decref(party->hello);
        json_decref(party->capabilities);
        json_decref(party->failure);
    }
    for (size_t i = 0; i < parties->n_columns; i++)
        free(parties->columns[i].name);
    free(parties->list);
    free(parties->columns);
    *parties = (struct parties){0};
}
