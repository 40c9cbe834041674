#include "cli/words.h"

#include "judge/text.h"
#include <stdlib.h>
#include <string.h>

/* One word from `*at` on, which is not a blank. 0, or -1 with the error. */
static int take_word(const char **at, struct text *word, const char **error) {
    const char *p = *at;
    char quote = '\0';
    for (; *p && (quote || !strchr(" \t\n", *p)); p++) {
        if (quote && *p == quote) {
            quote = '\0';
        } else if (!quote && (*p == '\'' || *p == '"')) {
            quote = *p;
        } else if (*p == '\\' && quote != '\'' && (!quote || p[1] == '"' || p[1] == '\\')) {
            if (!*++p) {
                *error = "it ends in a backslash";
                return -1;
            }
            text_putc(word, *p);
        } else {
            text_putc(word, *p);
        }
    }
    *at = p;
    if (quote)
        *error = quote == '"' ? "a \" is not closed" : "a ' is not closed";
    return quote ? -1 : 0;
}

static char **append(char **words, size_t count, char *word) {
    words = realloc(words, (count + 2) * sizeof *words);
    if (!words)
        abort();
    words[count] = word;
    words[count + 1] = NULL;
    return words;
}

char **words_split(const char *command, const char **error) {
    char **words = NULL;
    size_t count = 0;
    for (;;) {
        command += strspn(command, " \t\n");
        if (!*command)
            break;
        struct text word = {0};
        if (take_word(&command, &word, error) != 0) {
            text_free(&word);
            words_free(words);
            return NULL;
        }
        words = append(words, count++, text_take(&word));
    }
    if (!words)
        *error = "it is empty";
    return words;
}

void words_free(char **words) {
    for (size_t i = 0; words && words[i]; i++)
        free(words[i]);
    free(words);
}

size_t words_count(char *const *words) {
    size_t count = 0;
    while (words[count])
        count++;
    return count;
}

int words_equal(char *const *a, char *const *b) {
    size_t i = 0;
    while (a[i] && b[i] && strcmp(a[i], b[i]) == 0)
        i++;
    return !a[i] && !b[i];
}
