/* Splitting a command into words, and text that may do no harm on a terminal. */
#include "cli/terminal.h"
#include "cli/words.h"

#include "check.h"
#include <stdlib.h>

/* The words, each followed by '|'; the error in angle brackets. */
static void splits(const char *command, const char *wanted) {
    char got[200] = "";
    const char *error = NULL;
    char **words = words_split(command, &error);
    for (size_t i = 0; words && words[i]; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s|", words[i]);
    if (!words)
        snprintf(got, sizeof got, "<%s>", error);
    words_free(words);
    if (strcmp(got, wanted) != 0)
        fprintf(stderr, "%s: %s, not %s\n", command, got, wanted);
    CHECK(strcmp(got, wanted) == 0);
}

static void is_shown(const char *text, size_t limit, const char *wanted) {
    char *got = safe_text(text, limit);
    if (strcmp(got, wanted) != 0)
        fprintf(stderr, "%s, not %s\n", got, wanted);
    CHECK(strcmp(got, wanted) == 0);
    free(got);
}

int main(void) {
    splits("a b\tc", "a|b|c|");
    splits("  python3  'my file.py' ", "python3|my file.py|");
    splits("a\"b c\"d", "ab cd|");
    splits("'' \"\"", "||");
    splits("a\\ b \"x\\\"y\\z\" '\\'", "a b|x\"y\\z|\\|");
    splits("$HOME *.py ~ `x`", "$HOME|*.py|~|`x`|"); /* no expansion */
    splits("", "<it is empty>");
    splits("   ", "<it is empty>");
    splits("a 'b", "<a ' is not closed>");
    splits("a \"b", "<a \" is not closed>");
    splits("a\\", "<it ends in a backslash>");
    is_shown("plain \xc3\xa9", 0, "plain \xc3\xa9");
    is_shown("\x1b[31mred\x1b[0m", 0, "\\x1b[31mred\\x1b[0m");
    is_shown("a\nb\rc\x7f", 0, "a\\x0ab\\x0dc\\x7f");
    is_shown("\xc2\x9b"
             "31m",
             0, "\\xc2\\x9b31m"); /* CSI of C1 */
    is_shown("\xe2\x80\xae"
             "abc",
             0,
             "\\xe2\\x80\\xae"
             "abc"); /* right to left */
    is_shown("\xff\xc3", 0, "\\xff\\xc3");
    is_shown("\xed\xa0\x80", 0, "\\xed\\xa0\\x80"); /* a surrogate */
    is_shown("abcdef", 3, "abc\xe2\x80\xa6");
    return CHECK_DONE();
}
