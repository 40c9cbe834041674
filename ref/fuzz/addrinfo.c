/* Lists as getaddrinfo() might give them: the copy says the same. */
#include "input.h"

#include <netdb.h>
#include <sys/socket.h>

enum { LIST = 16 };

static struct {
    struct addrinfo entry[LIST];
    struct sockaddr_storage address[LIST];
    char name[LIST][304];
    int count, code;
    char host[2048], port[64];
    bool has_host, has_port;
} given;

int __wrap_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list);
int __wrap_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list) {
    (void)hints;
    given.has_host = host != NULL;
    given.has_port = port != NULL;
    snprintf(given.host, sizeof given.host, "%s", host ? host : "");
    snprintf(given.port, sizeof given.port, "%s", port ? port : "");
    *list = given.entry;
    return given.code;
}

void __wrap_freeaddrinfo(struct addrinfo *list);
void __wrap_freeaddrinfo(struct addrinfo *list) {
    MUST(list == given.entry);
}

static void fill(input *from) {
    static const int codes[] = {0, 0, 0, 0, EAI_NONAME, EAI_AGAIN, EAI_SYSTEM, 12345};
    given.code = codes[take_byte(from) % 8];
    given.count = 1 + take_byte(from) % LIST;
    for (int i = 0; i < given.count; i++) {
        struct addrinfo *entry = &given.entry[i];
        memset(entry, 0, sizeof *entry);
        input address = take_part(from, sizeof given.address[i]), name = take_part(from, 300);
        memset(&given.address[i], 0, sizeof given.address[i]);
        if (address.size)
            memcpy(&given.address[i], address.data, address.size);
        memset(given.name[i], 0, sizeof given.name[i]);
        if (name.size)
            memcpy(given.name[i], name.data, name.size);
        entry->ai_family = (int)take_number(from);
        entry->ai_socktype = (int)take_number(from);
        entry->ai_protocol = (int)take_number(from);
        entry->ai_addr = (struct sockaddr *)&given.address[i];
        entry->ai_addrlen = (socklen_t)address.size;
        entry->ai_canonname = name.size ? given.name[i] : NULL;
        entry->ai_next = i + 1 < given.count ? &given.entry[i + 1] : NULL;
    }
}

/* The host as it reached the system: what is ASCII is not touched, and labels have less than 64 characters. */
static void check_host(rs_text host) {
    MUST(given.has_host == (host.data != NULL));
    if (!host.data)
        return;
    bool ascii = true;
    for (size_t i = 0; i < host.size; i++)
        ascii = ascii && (unsigned char)host.data[i] < 128;
    if (ascii || host.bytes)
        MUST(strlen(given.host) == host.size && memcmp(given.host, host.data, host.size) == 0);
    size_t label = 0;
    for (const char *c = given.host; *c && !host.bytes; c++) {
        label = *c == '.' ? 0 : label + 1;
        MUST(label < 64 && (unsigned char)*c < 128);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    input from = {data, size};
    rs_text host = take_text(&from, 1500);
    rs_port port = {.kind = (rs_port_kind)(take_byte(&from) % 3)};
    rs_error error = {0};
    rs_addrinfo *list;
    if (port.kind == RS_PORT_NUMBER)
        port.number = take_number(&from);
    if (port.kind == RS_PORT_NAME)
        port.name = take_text(&from, 60);
    if (port.kind == RS_PORT_NAME && !port.name.data)
        port.kind = RS_PORT_NONE;
    fill(&from);
    given.host[0] = '\0';
    int count = rs_getaddrinfo(host, port, 0, 0, 0, 0, &list, &error);
    if (count < 0) {
        MUST(error.kind == RS_GAIERROR || error.kind == RS_OSERROR || error.kind == RS_UNICODE_ERROR ||
             error.kind == RS_VALUE_ERROR);
        return 0;
    }
    check_host(host);
    MUST(given.has_port == (port.kind != RS_PORT_NONE));
    if (port.kind == RS_PORT_NUMBER)
        MUST(strtoll(given.port, NULL, 10) == port.number);
    MUST(count == given.count);
    for (int i = 0; i < count; i++) {
        MUST(list[i].family == given.entry[i].ai_family && list[i].type == given.entry[i].ai_socktype &&
             list[i].proto == given.entry[i].ai_protocol);
        MUST(strcmp(list[i].canonname, given.name[i]) == 0);
    }
    rs_addrinfo_free(list);
    return 0;
}
