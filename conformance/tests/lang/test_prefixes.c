/* No text makes the compiler crash or hang: all prefixes of a table, and the table with single bytes changed, taken out
 * or doubled (by a fixed sequence of random numbers). Meant to be run under the sanitizers, too.
 *
 * usage: test_prefixes KINDS TABLE DATA-ROOT */
#include "cli/paths.h"
#include "program/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MUTANTS = 3000 };

struct bench {
    struct vocabulary_paths data;
    struct suite_text texts[2];
    FILE *out;
    unsigned long good, bad;
};

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = memory_get(1 << 20);
    *length = fread(text, 1, (1 << 20) - 1, file);
    text[*length] = 0;
    fclose(file);
    return text;
}

/* The text is copied to its exact size, so that a sanitizer sees a read beyond its NUL. */
static bool load(struct bench *bench, const char *text, size_t length) {
    char *copy = memory_get(length + 1);
    struct suite *suite;
    memcpy(copy, text, length);
    copy[length] = 0;
    bench->texts[1].text = copy;
    bench->texts[1].length = length;
    enum suite_result result = suite_load_texts(&suite, bench->texts, 2, &bench->data, bench->out);
    if (result == SUITE_OK)
        bench->good++;
    else
        bench->bad++;
    suite_free(suite);
    free(copy);
    return result != SUITE_NO_DATA;
}

static unsigned next_random(unsigned long long *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33);
}

static size_t mutate(char *text, size_t length, unsigned long long *state) {
    static const char alphabet[] = "()[]\"'\\,.=:|+-*<>@$# \n\t\0\xff"
                                   "azAZ09_b";
    for (unsigned changes = 1 + next_random(state) % 3; changes; changes--) {
        size_t at = next_random(state) % length;
        char *place = text + at;
        switch (next_random(state) % 3) {
        case 0:
            *place = alphabet[next_random(state) % (sizeof alphabet - 1)];
            break;
        case 1:
            memmove(place, place + 1, length - at - 1);
            length--;
            break;
        default:
            memmove(place + 1, place, length - at);
            length++;
        }
    }
    return length;
}

int main(int argc, char **argv) {
    size_t kinds_length, length;
    struct paths paths;
    if (argc != 4 || setenv("SOCKSPEC_DATA", argv[3], 1) || !paths_find(&paths, stderr))
        return 1;
    char *kinds = read_file(argv[1], &kinds_length), *text = read_file(argv[2], &length);
    char *mutant = memory_get((1 << 20) + 16);
    struct bench bench = {.data = paths_vocabulary(&paths), .out = fopen("/dev/null", "w")};
    unsigned long long state = 1;
    if (!kinds || !text || !bench.out || length == 0)
        return 1;
    bench.texts[0] = (struct suite_text){"kinds.case", kinds, kinds_length};
    bench.texts[1].name = "x.case";
    bool whole = load(&bench, text, length) && bench.good == 1, fine = true;
    for (size_t i = 0; i < length && fine; i++)
        fine = load(&bench, text, i);
    for (int i = 0; i < MUTANTS && fine; i++) {
        memcpy(mutant, text, length);
        fine = load(&bench, mutant, mutate(mutant, length, &state));
    }
    printf("%lu texts compiled, %lu had mistakes\n", bench.good, bench.bad);
    if (!whole)
        fprintf(stderr, "the whole table has mistakes\n");
    fclose(bench.out);
    free(kinds);
    free(text);
    free(mutant);
    paths_free(&paths);
    return whole && fine && bench.bad > 1000 ? 0 : 1;
}
