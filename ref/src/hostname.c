/* The name of this host, and fully qualified names. */
#include "error.h"
#include "system.h"
#include "text.h"

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

/* Without the white space around it. */
static rs_text strip(rs_text name) {
    while (name.size && is_space(name.data[name.size - 1]))
        name.size--;
    while (name.size && is_space(*name.data)) {
        name.data++;
        name.size--;
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
