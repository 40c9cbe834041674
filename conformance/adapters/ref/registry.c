#include "registry.h"

#include <refsock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"

/* What librefsock does not have, and why; without a reason: the module of this system has no such thing, so that the
 * answer is AttributeError. */
static const char *const missing[][2] = {
    {"fromshare", NULL},
    {".share", NULL},
    {".ioctl", NULL},
    {".__enter__", "C has no with statement"},
    {".__exit__", "C has no with statement"},
};

static struct operation operations[] = {
#define OPERATION(title, signature) {.name = title},
#include "operations.inc"
#undef OPERATION
};
static const char *const signatures[] = {
#define OPERATION(title, signature) signature,
#include "operations.inc"
#undef OPERATION
};
enum { OPERATIONS = sizeof operations / sizeof operations[0] };

static void die(const char *name, const char *what) {
    fprintf(stderr, "refsock-adapter: %s: %s\n", name, what);
    exit(2);
}

/* "address, timeout=DEFAULT, *, all_errors=False" → names, and how many may be passed by position. */
static void parse(struct operation *operation, const char *text) {
    bool keyword_only = false;
    while (*text) {
        size_t length = strcspn(text, ",");
        size_t name = strcspn(text, ",=");
        if (name == 1 && *text == '*') {
            keyword_only = true;
        } else {
            if (operation->parameters == MAX_PARAMETERS || name >= sizeof operation->parameter[0])
                die(operation->name, "too many parameters, or too long a name of one");
            memcpy(operation->parameter[operation->parameters], text, name);
            operation->none[operation->parameters++] = length == name + 5 && memcmp(text + name, "=None", 5) == 0;
            if (!keyword_only)
                operation->positional++;
        }
        text += length;
        text += strspn(text, ", ");
    }
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct operation *)a)->name, ((const struct operation *)b)->name);
}

static int name_is(const void *name, const void *operation) {
    return strcmp(name, ((const struct operation *)operation)->name);
}

static struct operation *find(const char *name) {
    return bsearch(name, operations, OPERATIONS, sizeof operations[0], name_is);
}

/* What only files have is no method of a socket. */
static void join_file_methods(void) {
    for (const struct handler *handler = file_methods; handler->name; handler++) {
        struct operation *operation = find(handler->name);
        if (!operation)
            die(handler->name, "has no row in operations.tsv");
        operation->run_on_file = handler->run;
        operation->absent = !operation->run;
    }
}

static void join(const struct handler *handler) {
    for (; handler->name; handler++) {
        struct operation *operation = find(handler->name);
        if (!operation)
            die(handler->name, "has no row in operations.tsv");
        operation->run = handler->run;
    }
}

void registry_make(void) {
    for (size_t i = 0; i < OPERATIONS; i++) {
        struct operation *operation = &operations[i];
        parse(operation, signatures[i]);
        if (operation->name[0] == '.')
            operation->needs = NEEDS_SOCKET;
        if (strncmp(operation->name, "attr.", 5) == 0)
            operation->needs = NEEDS_ANY;
    }
    qsort(operations, OPERATIONS, sizeof operations[0], by_name);
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        struct operation *operation = find(missing[i][0]);
        if (!operation)
            die(missing[i][0], "has no row in operations.tsv");
        operation->missing = missing[i][1];
        operation->absent = !missing[i][1];
    }
    if (!rs_find_constant("AF_ALG"))
        find(".sendmsg_afalg")->absent = true;
    for (const struct handler *const *group = handlers; *group; group++)
        join(*group);
    join_file_methods();
}

const struct operation *registry_find(const char *name) {
    return find(name);
}

const struct operation *registry_all(size_t *count) {
    *count = OPERATIONS;
    return operations;
}
