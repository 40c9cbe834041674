#include "actor/probe.h"

#include "actor/clock.h"
#include "actor/families.h"
#include "actor/memory.h"
#include "actor/net.h"
#include "actor/privilege.h"
#include "actor/sandbox.h"
#include "actor/tracer.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* The second word of the first line of a file of /etc that is an entry (not a comment) and that `accept` takes. */
static bool first_entry(const char *directory, const char *file, char *first, char *second, size_t size) {
    char path[512], line[512];
    snprintf(path, sizeof path, "%s/%s", directory, file);
    FILE *stream = fopen(path, "re");
    bool found = false;
    while (stream != NULL && !found && fgets(line, sizeof line, stream) != NULL) {
        char a[256], b[256];
        /* localhost proves nothing: every system knows it */
        found = *line != '#' && sscanf(line, "%255s %255s", a, b) == 2 && strstr(b, "localhost") == NULL;
        if (found) {
            snprintf(first, size, "%s", a);
            snprintf(second, size, "%s", b);
        }
    }
    if (stream != NULL) {
        fclose(stream);
    }
    return found;
}

static bool host_known(const char *address, const char *name) {
    struct addrinfo *list = NULL, hints = {.ai_socktype = SOCK_STREAM};
    char text[NI_MAXHOST];
    bool found = false;
    if (getaddrinfo(name, NULL, &hints, &list) != 0) {
        return false;
    }
    for (const struct addrinfo *entry = list; entry != NULL && !found; entry = entry->ai_next) {
        found = getnameinfo(entry->ai_addr, entry->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) == 0 &&
                strcmp(text, address) == 0;
    }
    freeaddrinfo(list);
    return found;
}

static bool service_known(const char *name, const char *port) {
    const struct servent *entry = getservbyname(name, NULL);
    return entry != NULL && ntohs((unsigned short)entry->s_port) == atoi(port);
}

static bool protocol_known(const char *name, const char *number) {
    const struct protoent *entry = getprotobyname(name);
    return entry != NULL && entry->p_proto == atoi(number);
}

/* A database of /etc is there if the C library finds the first entry of our file. */
static void probe_database(json_t *capabilities, const char *name, const char *file, const char *etc_dir,
                           const char *refused, bool (*known)(const char *, const char *)) {
    char first[256], second[256], reason[700];
    const json_t *etc = json_object_get(capabilities, "etc");
    const char *why = json_string_value(json_object_get(etc, "reason"));
    if (refused != NULL || why != NULL) {
        snprintf(reason, sizeof reason, "no /etc of its own: %s", refused != NULL ? refused : why);
    } else if (!first_entry(etc_dir, file, first, second, sizeof first)) {
        snprintf(reason, sizeof reason, "%.300s/%s has no entry", etc_dir, file);
    } else if (!known(first, second)) {
        snprintf(reason, sizeof reason, "broken: the C library does not find '%.100s %.100s' of /etc/%s", first, second,
                 file);
    } else {
        *reason = '\0';
    }
    sandbox_report(capabilities, name, *reason != '\0' ? reason : NULL);
}

/* Attach to a process that waits, as for a real fault. */
static void probe_strace(json_t *capabilities, const struct process_options *options) {
    const char *argv[] = {"cat", NULL};
    struct process_options own = *options;
    struct process subject = {0}, tracer = {0};
    struct tracer_fault fault = {"getppid", "EPERM", 1};
    char *problem = NULL;
    own.argv = (char *const *)(uintptr_t)argv;
    own.address_space = 0;
    int result = process_start(&own, &subject, &problem);
    if (result == 0) {
        result = tracer_attach(options, subject.pid, &fault, clock_ms() + 5000, &tracer, &problem);
        tracer_end(&tracer);
        process_kill(&subject);
    }
    sandbox_report(capabilities, "strace", result == 0 ? NULL : problem != NULL ? problem : "it does not work");
    free(problem);
}

/* Two actors with 2 GiB of data in the hands of one of them: 2.1 GB were measured. */
static void probe_memory(json_t *capabilities) {
    const long long wanted = 4LL << 30, there = memory_available();
    char reason[100] = "";
    if (there < 0) {
        snprintf(reason, sizeof reason, "/proc/meminfo does not tell the memory that is available");
    } else if (there < wanted) {
        snprintf(reason, sizeof reason, "only %lld MiB of memory are available, of %lld", there >> 20, wanted >> 20);
    }
    sandbox_report(capabilities, "gigabytes", *reason != '\0' ? reason : NULL);
}

void probe_capabilities(json_t *capabilities, const char *etc_dir, const char *refused, bool own_network,
                        const struct process_options *options) {
    static const char *const isolated[] = {"netns", "veth", "vcan"};
    char reason[500];
    snprintf(reason, sizeof reason, "no namespaces: %s", refused != NULL ? refused : "");
    for (size_t i = 0; refused != NULL && i < sizeof isolated / sizeof *isolated; i++) {
        sandbox_report(capabilities, isolated[i], reason);
    }
    if (refused != NULL) {
        sandbox_report(capabilities, "host_netns", NULL);
    }
    sandbox_report(capabilities, "caps",
                   refused != NULL           ? reason
                   : !privilege_is_limited() ? "broken: the capabilities are not those that were set"
                                             : NULL);
    sandbox_report(capabilities, "ipv6", net_has_ipv6() ? NULL : "::1 cannot be bound");
    sandbox_report(capabilities, "signals", NULL);
    probe_database(capabilities, "hosts", "hosts", etc_dir, refused, host_known);
    probe_database(capabilities, "services", "services", etc_dir, refused, service_known);
    probe_database(capabilities, "protocols", "protocols", etc_dir, refused, protocol_known);
    families_probe(capabilities, own_network);
    probe_memory(capabilities);
    probe_strace(capabilities, options);
}
