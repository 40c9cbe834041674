#include "judge/version.h"

#include <ctype.h>
#include <string.h>

/* The next number, or 0 at the end; never overflows, since nine digits are more than any version has. */
static unsigned long next_number(const char **text) {
    unsigned long number = 0;
    while (isdigit((unsigned char)**text)) {
        if (number < 100000000)
            number = number * 10 + (unsigned long)(**text - '0');
        ++*text;
    }
    if (**text == '.' && isdigit((unsigned char)(*text)[1]))
        ++*text;
    return number;
}

int version_compare(const char *a, const char *b) {
    while (isdigit((unsigned char)*a) || isdigit((unsigned char)*b)) {
        unsigned long x = next_number(&a), y = next_number(&b);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return 0;
}

size_t version_shown(const char *version, const char *like) {
    const char *at = version, *end = version;
    while (isdigit((unsigned char)*at) && isdigit((unsigned char)*like)) {
        next_number(&like);
        end = at + strspn(at, "0123456789");
        next_number(&at);
    }
    return (size_t)(end - version);
}

bool version_within(const char *version, const char *since, const char *before) {
    return (!since || version_compare(version, since) >= 0) && (!before || version_compare(version, before) < 0);
}

bool version_valid(const char *text) {
    if (!isdigit((unsigned char)*text))
        return false;
    for (; *text; text++)
        if (!isdigit((unsigned char)*text) && *text != '.')
            return false;
    return true;
}
