/* gethostbyname(), gethostbyname_ex(), gethostbyaddr(). */
#include "error.h"
#include "host.h"
#include "system.h"

#include <stdlib.h>
#include <string.h>

/* The argument as C string: anything but a text without NUL is a TypeError. */
static int encode(const char *caller, rs_text name, rs_copy *copy, rs_error *error) {
    copy->text = NULL;
    if (!name.data)
        return rs_fail(error, RS_TYPE_ERROR, "%s() argument 1 must be str, bytes or bytearray, not None", caller);
    if (rs_text_has_nul(name))
        return rs_fail(error, RS_TYPE_ERROR, "%s() argument 1 must be encoded string without null bytes, not str",
                       caller);
    return rs_host_encode(name, copy, error);
}

int rs_gethostbyname(rs_text name, char result[RS_INET_TEXT], rs_error *error) {
    rs_copy copy;
    rs_c_address c;
    int done = encode("gethostbyname", name, &copy, error);
    if (done == 0)
        done = rs_host_lookup(copy.text, AF_INET, &c, error);
    if (done == 0)
        inet_ntop(AF_INET, &c.inet.sin_addr, result, RS_INET_TEXT);
    rs_copy_clear(&copy);
    return done;
}

static size_t length(char *const *list) {
    size_t count = 0;
    while (list && list[count])
        count++;
    return count;
}

/* Copies a text with its NUL; where the next one goes. */
static char *put(char *to, const char *text) {
    size_t size = strlen(text) + 1;
    memcpy(to, text, size);
    return to + size;
}

int rs_hostent_take(const struct hostent *found, rs_hostent **result, rs_error *error) {
    size_t aliases = length(found->h_aliases), addresses = length(found->h_addr_list);
    size_t texts = strlen(found->h_name) + 1 + addresses * RS_INET6_TEXT;
    for (size_t i = 0; i < aliases; i++)
        texts += strlen(found->h_aliases[i]) + 1;
    rs_hostent *made = malloc(sizeof *made + (aliases + addresses) * sizeof(char *) + texts);
    if (!made)
        return rs_fail_memory(error);
    char **alias = (char **)(made + 1), **address = alias + aliases;
    char *text = (char *)(address + addresses);
    *made = (rs_hostent){text, aliases, (const char *const *)alias, addresses, (const char *const *)address};
    text = put(text, found->h_name);
    for (size_t i = 0; i < aliases; i++) {
        alias[i] = text;
        text = put(text, found->h_aliases[i]);
    }
    for (size_t i = 0; i < addresses; i++, text += RS_INET6_TEXT) {
        address[i] = text;
        inet_ntop(found->h_addrtype, found->h_addr_list[i], text, RS_INET6_TEXT);
    }
    *result = made;
    return 0;
}

int rs_gethostbyname_ex(rs_text name, rs_hostent **result, rs_error *error) {
    rs_copy copy;
    rs_c_address c;
    int done = encode("gethostbyname_ex", name, &copy, error);
    if (done == 0)
        done = rs_host_lookup(copy.text, AF_INET, &c, error);
    if (done == 0)
        done = rs_sys_look_up(copy.text, NULL, result, error);
    rs_copy_clear(&copy);
    return done;
}

int rs_gethostbyaddr(rs_text address, rs_hostent **result, rs_error *error) {
    rs_copy copy;
    rs_c_address c;
    int done = encode("gethostbyaddr", address, &copy, error);
    if (done == 0)
        done = rs_host_lookup(copy.text, AF_UNSPEC, &c, error);
    rs_copy_clear(&copy);
    return done == 0 ? rs_sys_look_up(NULL, &c, result, error) : done;
}

void rs_hostent_free(rs_hostent *result) {
    free(result);
}
