/* The constants of the module. The table is generated from constants.tsv. */
#include "refsock.h"
#include "system.h"

#include <stdlib.h>
#include <string.h>

#include "constants_headers.inc"

#define RS_INT(name, value) {#name, (int64_t)(value), NULL},
#define RS_TEXT(name, value) {#name, 0, value},
static const rs_constant table[] = {
#include "constants.inc"
};

enum { COUNT = sizeof table / sizeof *table };

const rs_constant *rs_constants(size_t *count) {
    *count = COUNT;
    return table;
}

static int compare(const void *name, const void *entry) {
    return strcmp(name, ((const rs_constant *)entry)->name);
}

const rs_constant *rs_find_constant(const char *name) {
    return bsearch(name, table, COUNT, sizeof *table, compare);
}
