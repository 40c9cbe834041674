/* Digests in a journal: FNV-1a, 64 bits. They tell suites and commands apart; they are no protection against malice. */
#ifndef SOCKSPEC_JOURNAL_DIGEST_H
#define SOCKSPEC_JOURNAL_DIGEST_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

struct digest {
    uint64_t state;
};

struct digest digest_new(void);
void digest_add(struct digest *digest, const void *data, size_t length);
/* The compact form with sorted keys, and a newline. */
void digest_add_json(struct digest *digest, const json_t *value);
/* "fnv64:0123456789abcdef". */
void digest_text(const struct digest *digest, char text[24]);

/* Digest of ids, each followed by a newline, in bytewise order; sorts the array. */
void digest_ids(const char **ids, size_t count, char text[24]);

#endif
