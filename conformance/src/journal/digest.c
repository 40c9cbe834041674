#include "journal/digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct digest digest_new(void) {
    return (struct digest){UINT64_C(0xcbf29ce484222325)};
}

void digest_add(struct digest *digest, const void *data, size_t length) {
    const unsigned char *byte = data;
    for (size_t i = 0; i < length; i++)
        digest->state = (digest->state ^ byte[i]) * UINT64_C(0x100000001b3);
}

static int add_chunk(const char *chunk, size_t length, void *digest) {
    digest_add(digest, chunk, length);
    return 0;
}

void digest_add_json(struct digest *digest, const json_t *value) {
    (void)json_dump_callback(value, add_chunk, digest, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    digest_add(digest, "\n", 1);
}

void digest_text(const struct digest *digest, char text[24]) {
    snprintf(text, 24, "fnv64:%016" PRIx64, digest->state);
}

static int compare(const void *a, const void *b) {
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

void digest_ids(const char **ids, size_t count, char text[24]) {
    struct digest digest = digest_new();
    if (count)
        qsort(ids, count, sizeof *ids, compare);
    for (size_t i = 0; i < count; i++) {
        digest_add(&digest, ids[i], strlen(ids[i]));
        digest_add(&digest, "\n", 1);
    }
    digest_text(&digest, text);
}
