#include "cli/terminal.h"

#include "judge/text.h"
#include <stdlib.h>
#include <string.h>

/* Length of the valid UTF-8 character at `s`, 0 if there is none. Directional overrides (U+202A…U+202E, U+2066…U+2069)
 * count as invalid: they reorder what a person sees. */
static size_t character(const unsigned char *s) {
    size_t length = s[0] < 0x80                   ? 1
                    : s[0] >= 0xC2 && s[0] < 0xE0 ? 2
                    : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
                    : s[0] >= 0xF0 && s[0] < 0xF5 ? 4
                                                  : 0;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    if (length == 3 && ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] >= 0xA0)))
        return 0;
    if (length == 4 && ((s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] >= 0x90)))
        return 0;
    if (length == 3 && s[0] == 0xE2 &&
        ((s[1] == 0x80 && s[2] >= 0xA8 && s[2] <= 0xAE) || (s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9)))
        return 0;
    return length;
}

static int is_control(const unsigned char *s, size_t length) {
    return (length == 1 && (s[0] < 0x20 || s[0] == 0x7F)) || (length == 2 && s[0] == 0xC2 && s[1] < 0xA0);
}

char *safe_text(const char *string, size_t limit) {
    const unsigned char *s = (const unsigned char *)string;
    struct text text = {0};
    while (*s) {
        size_t length = character(s);
        if (limit && text.length + (length ? length : 1) > limit) {
            text_puts(&text, "…");
            break;
        }
        if (length && !is_control(s, length)) {
            text_add(&text, (const char *)s, length);
        } else {
            length = length ? length : 1;
            for (size_t i = 0; i < length; i++)
                text_printf(&text, "\\x%02x", s[i]);
        }
        s += length;
    }
    return text_take(&text);
}

void print_safely(FILE *out, const char *string, size_t limit) {
    char *text = safe_text(string, limit);
    fputs(text, out);
    free(text);
}

json_t *readable_json(const char *string) {
    json_t *made = json_string(string); /* which refuses what is not UTF-8 */
    if (made)
        return made;
    char *text = safe_text(string, 0);
    made = json_string(text);
    free(text);
    return made;
}
