/* The name of this host, and fully qualified names. */
#include "error.h"
#include "system.h"
#include "text.h"
#include "wtf8.h"

#include <string.h>
#include <unistd.h>

int rs_gethostname(char result[RS_HOST_MAX], rs_error *error) {
    if (gethostname(result, RS_HOST_MAX - 1) < 0)
        return rs_fail_errno(error, errno);
    result[RS_HOST_MAX - 1] = '\0';
    return (int)strlen(result);
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The same of a character of str: what Python has for white space (str.isspace()). */
static bool is_space_character(uint32_t c) {
    return (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= ' ') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* The bytes of the white space that the text begins with; 0: none. */
static size_t leading_space(rs_text text) {
    size_t wrong;
    if (text.size == 0 || text.bytes)
        return text.size && is_space(*text.data);
    size_t size = rs_utf8_character(text.data, text.size, false, &wrong);
    return size && is_space_character(rs_wtf8_number(text.data)) ? size : 0;
}

static size_t trailing_space(rs_text text) {
    size_t size = text.size > 0;
    while (!text.bytes && size < text.size && size < 3 && (text.data[text.size - size] & 0xc0) == 0x80)
        size++;
    rs_text last = {.data = text.data + text.size - size, .size = size, .bytes = text.bytes};
    return size && leading_space(last) == size ? size : 0;
}

/* Without the white space around it. */
static rs_text strip(rs_text name) {
    size_t space;
    while ((space = trailing_space(name)) > 0)
        name.size -= space;
    while ((space = leading_space(name)) > 0) {
        name.data += space;
        name.size -= space;
    }
    return name;
}

static bool is(rs_text name, const char *text) {
    return name.size == strlen(text) && memcmp(name.data, text, name.size) == 0;
}

/* The first name with a dot: the host's own, then its aliases; without one its own. */
static const char *choose(const rs_hostent *entry) {
    if (strchr(entry->name, '.'))
        return entry->name;
    for (size_t i = 0; i < entry->alias_count; i++)
        if (strchr(entry->aliases[i], '.'))
            return entry->aliases[i];
    return entry->name;
}

static int put(char result[RS_HOST_MAX], const char *name, size_t size, rs_error *error) {
    if (size >= RS_HOST_MAX)
        return rs_fail_errno(error, ENAMETOOLONG);
    memcpy(result, name, size);
    result[size] = '\0';
    return (int)size;
}

int rs_getfqdn(rs_text name, char result[RS_HOST_MAX], rs_error *error) {
    rs_hostent *entry;
    rs_error own;
    char host[RS_HOST_MAX];
    name = name.data ? strip(name) : rs_str("");
    if (name.size == 0 || (!name.bytes && (is(name, "0.0.0.0") || is(name, "::")))) {
        if (rs_gethostname(host, error) < 0)
            return -1;
        name = rs_str(host);
    }
    if (rs_gethostbyaddr(name, &entry, &own) < 0) {
        if (own.kind == RS_OSERROR || own.kind == RS_GAIERROR || own.kind == RS_HERROR)
            return put(result, name.data, name.size, error);
        if (error)
            *error = own;
        return -1;
    }
    const char *found = choose(entry);
    int size = put(result, found, strlen(found), error);
    rs_hostent_free(entry);
    return size;
}
