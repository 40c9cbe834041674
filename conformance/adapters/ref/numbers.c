/* Functions of the module: byte order, addresses as text and in binary, sizes of ancillary data. */
#include <limits.h>
#include <stdint.h>

#include "arguments.h"
#include "handlers.h"

/* A function of one integer: rs_htons() and its like. */
#define OF_INTEGER(name)                                                                                               \
    static void op_##name(struct call *call) {                                                                         \
        long long x;                                                                                                   \
        rs_error error;                                                                                                \
        if (!arg_int(call, 0, INT64_MIN, INT64_MAX, &x))                                                               \
            return;                                                                                                    \
        call_enter(call);                                                                                              \
        int64_t result = rs_##name(x, &error);                                                                         \
        call_leave(call);                                                                                              \
        if (result < 0)                                                                                                \
            call_failed(call, &error);                                                                                 \
        else                                                                                                           \
            give_int(call, result);                                                                                    \
    }

OF_INTEGER(ntohl)
OF_INTEGER(htonl)
OF_INTEGER(ntohs)
OF_INTEGER(htons)
OF_INTEGER(CMSG_LEN)
OF_INTEGER(CMSG_SPACE)

static void give_packed(struct call *call, int result, const void *data, size_t size, const rs_error *error) {
    if (result < 0)
        call_failed(call, error);
    else
        give_bytes(call, data, size);
}

static void give_unpacked(struct call *call, int result, const char *text, const rs_error *error) {
    if (result < 0)
        call_failed(call, error);
    else
        give_text(call, text);
}

static void op_inet_aton(struct call *call) {
    rs_text text;
    uint8_t packed[4];
    rs_error error;
    if (!arg_string(call, 0, &text))
        return;
    call_enter(call);
    int result = rs_inet_aton(text, packed, &error);
    call_leave(call);
    give_packed(call, result, packed, sizeof packed, &error);
}

static void op_inet_ntoa(struct call *call) {
    const void *packed;
    size_t size;
    char text[RS_INET_TEXT];
    rs_error error;
    if (!arg_bytes(call, 0, &packed, &size))
        return;
    call_enter(call);
    int result = rs_inet_ntoa(packed, size, text, &error);
    call_leave(call);
    give_unpacked(call, result, text, &error);
}

static void op_inet_pton(struct call *call) {
    long long family;
    rs_text text;
    uint8_t packed[16];
    rs_error error;
    if (!arg_int(call, 0, INT_MIN, INT_MAX, &family) || !arg_string(call, 1, &text))
        return;
    call_enter(call);
    int result = rs_inet_pton((int)family, text, packed, &error);
    call_leave(call);
    give_packed(call, result, packed, result < 0 ? 0 : (size_t)result, &error);
}

static void op_inet_ntop(struct call *call) {
    long long family;
    const void *packed;
    size_t size;
    char text[RS_INET6_TEXT];
    rs_error error;
    if (!arg_int(call, 0, INT_MIN, INT_MAX, &family) || !arg_bytes(call, 1, &packed, &size))
        return;
    call_enter(call);
    int result = rs_inet_ntop((int)family, packed, size, text, &error);
    call_leave(call);
    give_unpacked(call, result, text, &error);
}

const struct handler numbers_handlers[] = {
    {"ntohl", op_ntohl},
    {"htonl", op_htonl},
    {"ntohs", op_ntohs},
    {"htons", op_htons},
    {"CMSG_LEN", op_CMSG_LEN},
    {"CMSG_SPACE", op_CMSG_SPACE},
    {"inet_aton", op_inet_aton},
    {"inet_ntoa", op_inet_ntoa},
    {"inet_pton", op_inet_pton},
    {"inet_ntop", op_inet_ntop},
    {0},
};
