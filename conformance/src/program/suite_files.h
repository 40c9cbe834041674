#ifndef SOCKSPEC_PROGRAM_SUITE_FILES_H
#define SOCKSPEC_PROGRAM_SUITE_FILES_H

#include "lang/ast.h"
#include "lang/diagnostics.h"

/* Reads and parses all *.case files of a directory into `tables` (whose ends of lists are set), in the order of their
 * names (as strcmp has it). Mistakes are noted, also if there is no such file. */
void suite_read_files(struct arena *arena, const char *directory, struct tables *tables,
                      struct diagnostics *diagnostics);

#endif
