/* create_connection(). */
#include "error.h"
#include "socket.h"

#include <stdlib.h>
#include <string.h>

void rs_errors_free(rs_errors *errors) {
    free(errors->items);
    *errors = (rs_errors){0};
}

/* The failures after which the next address is tried: OSError and its subclasses. */
static bool is_oserror(const rs_error *error) {
    return error->kind == RS_OSERROR || error->kind == RS_GAIERROR || error->kind == RS_HERROR ||
           error->kind == RS_TIMEOUT;
}

static int set_timeout(rs_socket *socket, const rs_connection_options *options, rs_error *error) {
    if (options->timeout == RS_DEFAULT_TIMEOUT)
        return 0;
    return rs_settimeout(socket, options->timeout == RS_TIMEOUT_SECONDS ? &options->seconds : NULL, error);
}

static int try_one(const rs_addrinfo *target, const rs_connection_options *options, rs_socket **result,
                   rs_error *error) {
    rs_socket *socket;
    if (rs_open(target->family, target->type, target->proto, &socket, error) < 0)
        return -1;
    if (set_timeout(socket, options, error) < 0 || (options->source && rs_bind(socket, options->source, error) < 0) ||
        rs_connect(socket, &target->address, error) < 0) {
        rs_free(socket);
        return -1;
    }
    *result = socket;
    return 0;
}

int rs_create_connection(rs_text host, rs_port port, const rs_connection_options *options, rs_socket **result,
                         rs_error *error) {
    static const rs_connection_options defaults;
    rs_addrinfo *list;
    rs_errors failures = {0};
    rs_error last = {.kind = RS_OSERROR, .text = "getaddrinfo returns an empty list"};
    if (!options)
        options = &defaults;
    int count = rs_getaddrinfo(host, port, 0, SOCK_STREAM, 0, 0, &list, error);
    if (count < 0)
        return -1;
    if (options->errors) {
        failures.items = malloc((size_t)(count + 1) * sizeof *failures.items);
        if (!failures.items) {
            rs_addrinfo_free(list);
            return rs_fail_memory(error);
        }
    }
    int done = -1;
    for (int i = 0; i < count && done < 0; i++) {
        done = try_one(&list[i], options, result, &last);
        if (done < 0 && !is_oserror(&last)) {
            failures.count = 0;
            break;
        }
        if (done < 0 && failures.items)
            failures.items[failures.count++] = last;
    }
    rs_addrinfo_free(list);
    if (done < 0 && failures.count)
        *options->errors = failures;
    else
        rs_errors_free(&failures);
    if (done < 0 && error)
        *error = last;
    return done;
}
