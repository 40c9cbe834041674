#include "program/vocabulary.h"

#include "lang/source.h"
#include "program/tsv.h"

#include <errno.h>
#include <string.h>

struct reading {
    struct vocabulary *vocabulary;
    FILE *err;
    bool good;
};

static void read_operation(void *context, const struct tsv_row *row) {
    struct reading *r = context;
    namemap_put(&r->vocabulary->operations, row->fields[0], row->fields[1]);
}

static void read_constant(void *context, const struct tsv_row *row) {
    struct reading *r = context;
    namemap_put(&r->vocabulary->constants, row->fields[0], row->fields[0]);
}

static void read_error(void *context, const struct tsv_row *row) {
    struct reading *r = context;
    namemap_put(&r->vocabulary->errors, row->fields[0], row->fields[0]);
    char *rest = tsv_field(row, "alias"), *alias;
    while (rest && (alias = strsep(&rest, " ,|")))
        if (*alias && strcmp(alias, "-") != 0)
            namemap_put(&r->vocabulary->errors, alias, alias);
}

static void read_clause(void *context, const struct tsv_row *row) {
    struct reading *r = context;
    struct clause *clause = arena_alloc(&r->vocabulary->arena, sizeof *clause);
    *clause = (struct clause){row->fields[0], row->fields[1], row->fields[2], row->fields[3],
                              row->fields[4], row->fields[5], row->fields[6], r->vocabulary->clauses.count};
    if (namemap_put(&r->vocabulary->clauses, clause->id, clause)) {
        fprintf(r->err, "%s:%u: error: the clause %s stands twice\n", row->path, row->line, clause->id);
        r->good = false;
    }
}

bool vocabulary_load(struct vocabulary *v, const struct vocabulary_paths *paths, FILE *err) {
    struct reading r = {v, err, true};
    bool good = tsv_read(&v->arena, paths->operations, 2, read_operation, &r, err) &&
                tsv_read(&v->arena, paths->clauses, 7, read_clause, &r, err) &&
                tsv_read(&v->arena, paths->constants, 1, read_constant, &r, err) &&
                tsv_read(&v->arena, paths->errors, 1, read_error, &r, err);
    if (good && tsv_exists(paths->later))
        good = tsv_read(&v->arena, paths->later, 7, read_clause, &r, err);
    return good && r.good;
}

void vocabulary_free(struct vocabulary *v) {
    namemap_free(&v->operations);
    namemap_free(&v->constants);
    namemap_free(&v->errors);
    namemap_free(&v->clauses);
    arena_free(&v->arena);
}
