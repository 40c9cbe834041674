/* Entries as a resolver might give them: the copies say the same, and go back in one piece. */
#include "input.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>

enum { LIST = 40, TEXTS = 4096 };

static struct {
    struct hostent entry;
    char *aliases[LIST + 1], *addresses[LIST + 1];
    char texts[TEXTS];
    size_t used;
    int grows; /* how often the room is said to be too small */
} given;

/* Some bytes of the input, at an aligned place; a text if `text`. */
static char *keep(input *from, size_t most, bool text, size_t least) {
    input part = take_part(from, most);
    char *place = given.texts + given.used;
    size_t size = part.size > least ? part.size : least;
    memset(place, 0, size + 1);
    if (part.size)
        memcpy(place, part.data, part.size);
    if (text)
        size = strlen(place);
    given.used += (size + 16) / 16 * 16;
    return place;
}

static void fill(input *from, int family) {
    int aliases = take_byte(from) % (LIST / 2), addresses = take_byte(from) % (LIST / 2);
    given.used = 0;
    given.grows = take_byte(from) % 4;
    given.entry.h_name = keep(from, 300, true, 0);
    given.entry.h_addrtype = take_byte(from) % 8 == 7 ? AF_INET6 + AF_INET - family : family;
    given.entry.h_length = family == AF_INET ? 4 : 16;
    for (int i = 0; i < aliases; i++)
        given.aliases[i] = keep(from, 60, true, 0);
    given.aliases[aliases] = NULL;
    for (int i = 0; i < addresses; i++)
        given.addresses[i] = keep(from, 16, false, 16);
    given.addresses[addresses] = NULL;
    given.entry.h_aliases = given.aliases;
    given.entry.h_addr_list = given.addresses;
}

static int answer(struct hostent *entry, struct hostent **found, int *h_code) {
    *found = NULL;
    *h_code = NETDB_INTERNAL;
    if (given.grows-- > 0)
        return ERANGE;
    *entry = given.entry;
    *found = entry;
    return 0;
}

int __wrap_gethostbyname_r(const char *name, struct hostent *entry, char *room, size_t size, struct hostent **found,
                           int *h_code);
int __wrap_gethostbyname_r(const char *name, struct hostent *entry, char *room, size_t size, struct hostent **found,
                           int *h_code) {
    (void)name;
    memset(room, 0xff, size);
    return answer(entry, found, h_code);
}

int __wrap_gethostbyaddr_r(const void *address, socklen_t address_size, int family, struct hostent *entry, char *room,
                           size_t size, struct hostent **found, int *h_code);
int __wrap_gethostbyaddr_r(const void *address, socklen_t address_size, int family, struct hostent *entry, char *room,
                           size_t size, struct hostent **found, int *h_code) {
    (void)address, (void)address_size, (void)family;
    memset(room, 0xff, size);
    return answer(entry, found, h_code);
}

static void same(const rs_hostent *entry, int family) {
    size_t i;
    MUST(strcmp(entry->name, given.entry.h_name) == 0);
    for (i = 0; given.aliases[i]; i++)
        MUST(i < entry->alias_count && strcmp(entry->aliases[i], given.aliases[i]) == 0);
    MUST(entry->alias_count == i);
    for (i = 0; given.addresses[i]; i++) {
        char text[RS_INET6_TEXT];
        MUST(inet_ntop(family, given.addresses[i], text, sizeof text));
        MUST(i < entry->address_count && strcmp(entry->addresses[i], text) == 0);
    }
    MUST(entry->address_count == i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    input from = {data, size};
    rs_hostent *entry;
    rs_error error;
    char name[RS_HOST_MAX];
    int way = take_byte(&from) % 3, family = way == 2 ? AF_INET6 : AF_INET;
    fill(&from, family);
    int result = way == 0 ? rs_gethostbyname_ex(rs_str("127.0.0.1"), &entry, &error)
                          : rs_gethostbyaddr(rs_str(way == 1 ? "127.0.0.1" : "::1"), &entry, &error);
    MUST((result == 0) == (given.entry.h_addrtype == family));
    if (result == 0) {
        same(entry, family);
        rs_hostent_free(entry);
    }
    given.grows = 0;
    int length = rs_getfqdn(rs_str("::1"), name, &error);
    MUST(length < 0 || (size_t)length == strlen(name));
    return 0;
}
