/* attr.*, module.*: attributes of a socket; names of the module. */
#include <stdint.h>
#include <string.h>

#include "arguments.h"
#include "attributes.h"
#include "errors.h"
#include "handlers.h"
#include "registry.h"

static void give_timeout(struct call *call, const rs_socket *socket) {
    double seconds;
    if (rs_gettimeout(socket, &seconds))
        give_float(call, seconds);
    else
        give_none(call);
}

static void attr_get(struct call *call) {
    static const struct {
        const char *name;
        int (*get)(const rs_socket *);
    } known[] = {{"family", rs_family}, {"type", rs_type}, {"proto", rs_proto}};
    const char *name;
    if (!arg_text(call, 0, &name))
        return;
    if (call->on->kind == OBJECT_SOCKET) {
        const rs_socket *socket = call->on->socket;
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
            if (strcmp(known[i].name, name) == 0) {
                give_int(call, known[i].get(socket));
                return;
            }
        if (strcmp(name, "timeout") == 0) {
            give_timeout(call, socket);
            return;
        }
    }
    if (call->on->kind == OBJECT_STREAM) {
        give_attribute_of_file(call, name);
        return;
    }
    call_unsupported(call, "C is typed: a %s has no attribute '%s'", object_word(call->on->kind), name);
}

static void attr_set(struct call *call) {
    call_unsupported(call, "C is typed: an opaque type has no attributes to assign");
}

/* What a name of the module is. */
enum what { NOTHING, CONSTANT, EXCEPTION, FUNCTION, TYPE, HAS_IPV6, PYTHONS_OWN };

static const char *const exceptions[] = {"error", "gaierror", "herror", "timeout", NULL};
/* Names that only make sense in Python: C has no classes, no metaclasses and no modules within modules. */
static const char *const pythons_own[] = {"SocketType",  "AddressFamily", "SocketKind", "MsgFlag",
                                          "AddressInfo", "SocketIO",      "CAPI",       NULL};

static bool among(const char *name, const char *const *names) {
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static enum what what_is(const char *name) {
    const struct operation *operation = registry_find(name);
    if (strcmp(name, "has_ipv6") == 0)
        return HAS_IPV6;
    if (rs_find_constant(name) || rs_errno_number(name))
        return CONSTANT;
    if (among(name, exceptions))
        return EXCEPTION;
    if (among(name, pythons_own))
        return PYTHONS_OWN;
    if (strcmp(name, "socket") == 0)
        return TYPE;
    return operation && operation->run && !strchr(name, '.') ? FUNCTION : NOTHING;
}

static void module_has(struct call *call) {
    const char *name;
    if (!arg_text(call, 0, &name))
        return;
    enum what what = what_is(name);
    if (what == PYTHONS_OWN)
        call_unsupported(call, "C is typed: %s is a class of Python", name);
    else
        give_bool(call, what != NOTHING);
}

static void give_constant(struct call *call, const char *name) {
    const rs_constant *constant = rs_find_constant(name);
    if (!constant)
        give_int(call, rs_errno_number(name));
    else if (constant->text)
        give_text(call, constant->text);
    else
        give_int(call, constant->value);
}

static void module_get(struct call *call) {
    const char *name;
    if (!arg_text(call, 0, &name))
        return;
    switch (what_is(name)) {
    case NOTHING:
        call_failed_attribute(call, name);
        break;
    case CONSTANT:
        give_constant(call, name);
        break;
    case HAS_IPV6:
        give_bool(call, rs_find_constant("AF_INET6") != NULL);
        break;
    case FUNCTION:
        give_word(call, "function");
        break;
    case EXCEPTION:
    case TYPE:
        give_word(call, "class");
        break;
    case PYTHONS_OWN:
        call_unsupported(call, "C is typed: %s is a class of Python", name);
        break;
    }
}

/* socket.error is OSError, by the protocol's names. */
static const char *class_name(const char *name) {
    return strcmp(name, "error") == 0 ? "OSError" : name;
}

static void module_bases(struct call *call) {
    const char *name;
    if (!arg_text(call, 0, &name))
        return;
    if (what_is(name) == EXCEPTION)
        give_bases(call, class_name(name));
    else if (what_is(name) == NOTHING)
        call_failed_attribute(call, name);
    else
        call_unsupported(call, "bad helper call: %s is no exception class", name);
}

static void module_same(struct call *call) {
    const char *names[2];
    for (int i = 0; i < 2; i++) {
        if (!arg_text(call, i, &names[i]))
            return;
        enum what what = what_is(names[i]);
        if (what == NOTHING) {
            call_failed_attribute(call, names[i]);
            return;
        }
        if (what != FUNCTION && what != EXCEPTION && what != TYPE) {
            call_unsupported(call, "C is typed: %s has no identity", names[i]);
            return;
        }
    }
    give_bool(call, strcmp(names[0], names[1]) == 0);
}

const struct handler attributes_handlers[] = {{"attr.get", attr_get},
                                              {"attr.set", attr_set},
                                              {"module.has", module_has},
                                              {"module.get", module_get},
                                              {"module.bases", module_bases},
                                              {"module.same", module_same},
                                              {0}};
