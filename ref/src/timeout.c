/* The three modes: blocking, non-blocking, timeout. */
#include "error.h"
#include "socket.h"

#include <math.h>

static _Atomic int64_t default_timeout = RS_BLOCKING;

int64_t rs_default_timeout(void) {
    return atomic_load(&default_timeout);
}

/* Seconds as ns, away from zero, so that a tiny timeout does not become non-blocking mode, and a tiny negative one is
 * still negative. */
static int to_ns(const double *seconds, int64_t *ns, rs_error *error) {
    *ns = RS_BLOCKING;
    if (!seconds)
        return 0;
    if (isnan(*seconds))
        return rs_fail(error, RS_VALUE_ERROR, "Invalid value NaN (not a number)");
    double exact = *seconds * 1e9;
    // cppcheck-suppress incorrectLogicOperator; it does not read hexadecimal floats
    if (!(exact >= -0x1p63 && exact < 0x1p63))
        return rs_fail(error, RS_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
    if (exact < 0)
        return rs_fail(error, RS_VALUE_ERROR, "Timeout value out of range");
    *ns = (int64_t)exact;
    if ((double)*ns < exact)
        (*ns)++;
    return 0;
}

/* Whole seconds are divided as integers: they come back exactly. */
static int to_seconds(int64_t ns, double *seconds) {
    if (ns < 0)
        return 0;
    // NOLINTNEXTLINE(bugprone-integer-division)
    *seconds = ns % 1000000000 == 0 ? (double)(ns / 1000000000) : (double)ns / 1e9;
    return 1;
}

static int change(rs_socket *socket, int64_t timeout, rs_error *error) {
    atomic_store(&socket->timeout, timeout);
    return rs_set_nonblocking(rs_fileno(socket), timeout >= 0, error);
}

int rs_settimeout(rs_socket *socket, const double *seconds, rs_error *error) {
    int64_t timeout;
    return to_ns(seconds, &timeout, error) < 0 ? -1 : change(socket, timeout, error);
}

int rs_gettimeout(const rs_socket *socket, double *seconds) {
    return to_seconds(atomic_load(&socket->timeout), seconds);
}

int rs_setblocking(rs_socket *socket, bool blocking, rs_error *error) {
    return change(socket, blocking ? RS_BLOCKING : 0, error);
}

int rs_getblocking(const rs_socket *socket) {
    return atomic_load(&socket->timeout) != 0;
}

int rs_setdefaulttimeout(const double *seconds, rs_error *error) {
    int64_t timeout;
    if (to_ns(seconds, &timeout, error) < 0)
        return -1;
    atomic_store(&default_timeout, timeout);
    return 0;
}

int rs_getdefaulttimeout(double *seconds) {
    return to_seconds(rs_default_timeout(), seconds);
}
