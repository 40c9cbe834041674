/* Profiles: named, versioned parts of the suite that an implementation may claim (conformance/profiles.tsv). */
#ifndef SOCKSPEC_CLI_PROFILES_H
#define SOCKSPEC_CLI_PROFILES_H

#include "program/suite.h"
#include <jansson.h>
#include <stdbool.h>

struct profile;

/* The profile of that name; NULL after a message to stderr (and then `*status` is an exit status). */
struct profile *profile_find(const char *profiles_file, const char *operations_file, const char *name, int *status);
void profile_free(struct profile *profile);

/* Whether a program belongs to it. */
bool profile_holds(const struct profile *profile, const json_t *program);

/* {"name","version"}; null for NULL. A new reference. */
json_t *profile_json(const struct profile *profile);

#endif
