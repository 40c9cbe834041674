#ifndef SOCKSPEC_LANG_PARSE_H
#define SOCKSPEC_LANG_PARSE_H

#include "lang/ast.h"
#include "lang/diagnostics.h"

/* Reads one file's blocks into `tables`, notes its mistakes and goes on behind each. The AST points into `source`. */
void parse_source(struct arena *arena, const struct source *source, struct tables *tables,
                  struct diagnostics *diagnostics);

#endif
