#include "journal/platform.h"

#include "judge/text.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

static json_t *lower(const char *string) {
    struct text text = {0};
    for (; *string; string++)
        text_putc(&text, (char)tolower((unsigned char)*string));
    char *lowered = text_take(&text);
    json_t *value = json_string(lowered);
    free(lowered);
    return value;
}

json_t *platform_describe(void) {
    struct utsname name;
    if (uname(&name) != 0)
        return json_pack("{s:s, s:s, s:s, s:n}", "os", "unknown", "kernel", "0", "arch", "unknown", "libc");
    char *libc = platform_libc();
    json_t *platform = json_pack("{s:o, s:s, s:s, s:o}", "os", lower(name.sysname), "kernel", name.release, "arch",
                                 name.machine, "libc", libc ? json_string(libc) : json_null());
    free(libc);
    const char *place = getenv("SOCKSPEC_PLACE");
    if (place && *place)
        json_object_set_new(platform, "place", json_string(place));
    return platform;
}

/* The first two numbers of a version. */
static void add_short_version(struct text *key, const char *version) {
    size_t length = strspn(version, "0123456789");
    if (version[length] == '.')
        length += 1 + strspn(version + length + 1, "0123456789");
    text_add(key, version, length);
}

/* What may stand in a file name; blanks go. */
static void add_word(struct text *key, const char *word) {
    for (; *word; word++)
        if (isalnum((unsigned char)*word) || *word == '_' || *word == '.')
            text_putc(key, (char)tolower((unsigned char)*word));
}

static const char *string_of(const json_t *object, const char *member, const char *otherwise) {
    const char *value = json_string_value(json_object_get(object, member));
    return value && *value ? value : otherwise;
}

char *platform_key(const json_t *platform, const json_t *hello) {
    struct text key = {0};
    add_word(&key, string_of(platform, "os", "unknown"));
    text_putc(&key, '-');
    add_short_version(&key, string_of(platform, "kernel", "0"));
    if (*string_of(platform, "place", "")) {
        text_putc(&key, '.');
        add_word(&key, string_of(platform, "place", ""));
    }
    text_putc(&key, '-');
    add_word(&key, string_of(hello, "libc", string_of(platform, "libc", "libc")));
    text_putc(&key, '-');
    add_word(&key, string_of(hello, "arch", string_of(platform, "arch", "unknown")));
    if (hello) {
        text_putc(&key, '-');
        add_word(&key, string_of(hello, "name", "unknown"));
        add_short_version(&key, string_of(hello, "version", "0"));
    }
    return text_take(&key);
}

static void format_time(char *text, size_t size, const char *format) {
    time_t now = time(NULL);
    struct tm utc;
    if (!gmtime_r(&now, &utc) || strftime(text, size, format, &utc) == 0)
        snprintf(text, size, "1970-01-01");
}

void platform_today(char text[16]) {
    format_time(text, 16, "%Y-%m-%d");
}

void platform_now(char text[32]) {
    format_time(text, 32, "%Y-%m-%dT%H:%M:%SZ");
}
