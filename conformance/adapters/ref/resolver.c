/* Functions of the module: names of hosts, services and protocols. */
#include <limits.h>
#include <stdint.h>

#include "address.h"
#include "handlers.h"
#include "port.h"

static void give_addrinfo(struct call *call, const rs_addrinfo *item) {
    give_tuple(call, 5);
    give_int(call, item->family);
    give_int(call, item->type);
    give_int(call, item->proto);
    give_text(call, item->canonname);
    give_address(call, &item->address);
    give_end(call);
}

static void op_getaddrinfo(struct call *call) {
    rs_text host;
    rs_port port;
    rs_error error;
    int family = 0, type = 0, proto = 0, flags = 0;
    if (!arg_host(call, 0, true, &host) || !arg_port(call, 1, &port) || !arg_c_int_or(call, 2, &family) ||
        !arg_c_int_or(call, 3, &type) || !arg_c_int_or(call, 4, &proto) || !arg_c_int_or(call, 5, &flags))
        return;
    rs_addrinfo *list = NULL;
    call_enter(call);
    int count = rs_getaddrinfo(host, port, family, type, proto, flags, &list, &error);
    call_leave(call);
    if (count < 0) {
        call_failed(call, &error);
        return;
    }
    give_list(call, (size_t)count);
    for (int i = 0; i < count; i++)
        give_addrinfo(call, &list[i]);
    give_end(call);
    rs_addrinfo_free(list);
}

/* (host, port, …) with a text as host and numbers behind it. */
static bool host_of(struct call *call, const rs_address *address, rs_host_address *host) {
    const rs_fields_address *fields = &address->fields;
    bool fits = address->kind == RS_ADDRESS_FIELDS && !fields->bare && fields->field[0].kind == RS_FIELD_TEXT;
    for (size_t i = 1; fits && i < fields->count && i < RS_FIELDS_MAX; i++)
        fits = fields->field[i].kind == RS_FIELD_INT && !fields->field[i].beyond;
    if (!fits) {
        call_unsupported(call, "C is typed: argument 1 of getnameinfo wants (host, port, …) with a text as host");
        return false;
    }
    *host = (rs_host_address){.host = rs_field_text(address, 0),
                              .port = rs_field_int(address, 1),
                              .flowinfo = rs_field_int(address, 2),
                              .scope_id = (uint32_t)rs_field_int(address, 3),
                              .fields = (int)fields->count};
    return true;
}

static void op_getnameinfo(struct call *call) {
    rs_address address;
    rs_host_address host_port;
    rs_error error;
    long long flags;
    char host[RS_HOST_MAX], service[RS_SERVICE_MAX];
    if (!arg_address(call, 0, &address) || !host_of(call, &address, &host_port))
        return;
    if (!arg_int(call, 1, INT_MIN, INT_MAX, &flags))
        return;
    call_enter(call);
    int result = rs_getnameinfo(&host_port, (int)flags, host, service, &error);
    call_leave(call);
    if (result < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 2);
    give_text(call, host);
    give_text(call, service);
    give_end(call);
}

/* A name → a text that fits `result`. */
static void name_to_text(struct call *call, bool required, int (*function)(rs_text, char *, rs_error *)) {
    rs_text name = {0};
    rs_error error;
    char result[RS_HOST_MAX];
    if ((required || call->argument[0]) && !arg_host(call, 0, false, &name))
        return;
    call_enter(call);
    int failed = function(name, result, &error) < 0;
    call_leave(call);
    if (failed)
        call_failed(call, &error);
    else
        give_text(call, result);
}

static void op_getfqdn(struct call *call) {
    name_to_text(call, false, rs_getfqdn);
}
static void op_gethostbyname(struct call *call) {
    name_to_text(call, true, rs_gethostbyname);
}

static void give_texts(struct call *call, size_t count, const char *const *texts) {
    give_list(call, count);
    for (size_t i = 0; i < count; i++)
        give_text(call, texts[i]);
    give_end(call);
}

/* A name or address → (hostname, aliaslist, ipaddrlist). */
static void name_to_triple(struct call *call, int (*function)(rs_text, rs_hostent **, rs_error *)) {
    rs_text name;
    rs_error error;
    rs_hostent *entry = NULL;
    if (!arg_host(call, 0, false, &name))
        return;
    call_enter(call);
    int failed = function(name, &entry, &error) < 0;
    call_leave(call);
    if (failed) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 3);
    give_text(call, entry->name);
    give_texts(call, entry->alias_count, entry->aliases);
    give_texts(call, entry->address_count, entry->addresses);
    give_end(call);
    rs_hostent_free(entry);
}

static void op_gethostbyname_ex(struct call *call) {
    name_to_triple(call, rs_gethostbyname_ex);
}
static void op_gethostbyaddr(struct call *call) {
    name_to_triple(call, rs_gethostbyaddr);
}

static void op_getprotobyname(struct call *call) {
    rs_text name;
    rs_error error;
    if (!arg_string(call, 0, &name))
        return;
    call_enter(call);
    int number = rs_getprotobyname(name, &error);
    call_leave(call);
    if (number < 0)
        call_failed(call, &error);
    else
        give_int(call, number);
}

static void op_getservbyname(struct call *call) {
    rs_text name, protocol;
    rs_error error;
    if (!arg_string(call, 0, &name) || !arg_string_or(call, 1, &protocol))
        return;
    call_enter(call);
    int port = rs_getservbyname(name, protocol, &error);
    call_leave(call);
    if (port < 0)
        call_failed(call, &error);
    else
        give_int(call, port);
}

static void op_getservbyport(struct call *call) {
    long long port;
    rs_text protocol;
    rs_error error;
    char name[RS_HOST_MAX];
    if (!arg_int(call, 0, INT64_MIN, INT64_MAX, &port) || !arg_string_or(call, 1, &protocol))
        return;
    call_enter(call);
    int failed = rs_getservbyport(port, protocol, name, &error) < 0;
    call_leave(call);
    if (failed)
        call_failed(call, &error);
    else
        give_text(call, name);
}

const struct handler resolver_handlers[] = {
    {"getaddrinfo", op_getaddrinfo},
    {"getnameinfo", op_getnameinfo},
    {"getfqdn", op_getfqdn},
    {"gethostbyname", op_gethostbyname},
    {"gethostbyname_ex", op_gethostbyname_ex},
    {"gethostbyaddr", op_gethostbyaddr},
    {"getprotobyname", op_getprotobyname},
    {"getservbyname", op_getservbyname},
    {"getservbyport", op_getservbyport},
    {0},
};
