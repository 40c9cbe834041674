#ifndef SOCKSPEC_PROGRAM_AXES_H
#define SOCKSPEC_PROGRAM_AXES_H

#include "lang/ast.h"
#include "lang/diagnostics.h"
#include "program/namemap.h"

/* What cases are run over: kinds, sets of kinds, modes. */
struct axes {
    struct namemap kinds; /* name -> struct kind_block */
    struct namemap sets;  /* name -> struct set_block */
    struct namemap modes; /* name -> struct mode_block; `blocking` needs no entry */
    bool incomplete;      /* unknown names are not told: their file could not be read */
};

#define MODE_BLOCKING "blocking"

/* Finds all names, and checks `like` and the members of sets. */
void axes_build(struct axes *axes, const struct tables *tables, struct diagnostics *diagnostics);
void axes_free(struct axes *axes);

/* The kinds that an `over` list means, each once, in the order written: `*list` is to be freed. */
size_t axes_expand(const struct axes *axes, const struct word *over, struct diagnostics *diagnostics,
                   const struct kind_block ***list);

/* The kind that this one is like, or NULL. */
const struct kind_block *kind_parent(const struct axes *axes, const struct kind_block *kind);

/* What a kind has by itself or from the kinds that it is like; NULL if there is none of that name. */
const struct expr *kind_let(const struct axes *axes, const struct kind_block *kind, const char *name);
const struct template_block *kind_template(const struct axes *axes, const struct kind_block *kind, const char *name);

/* False if the kind or one that it is like had a mistake. */
bool kind_is_whole(const struct axes *axes, const struct kind_block *kind);

#endif
