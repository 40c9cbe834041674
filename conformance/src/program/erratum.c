#include "program/erratum.h"

#include <string.h>

static bool names_clause(const struct attribute *attributes, const char *id) {
    for (; attributes; attributes = attributes->next)
        if (strcmp(attributes->key->text, "clause") == 0)
            for (const struct word *word = attributes->words; word; word = word->next)
                if (!id || strcmp(word->text, id) == 0)
                    return true;
    return false;
}

bool erratum_concerns(const struct case_block *block, const struct row *row, const char *id) {
    if (row && names_clause(row->attributes, NULL))
        return names_clause(row->attributes, id);
    if (names_clause(block->attributes, NULL))
        return names_clause(block->attributes, id);
    return true;
}
