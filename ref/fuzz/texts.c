/* Texts and numbers that are looked up or converted: addresses, errors, constants, timeouts. */
#include "input.h"

#include <math.h>
#include <sys/socket.h>

static void addresses(rs_text text) {
    static const int families[] = {AF_INET, AF_INET6, AF_UNIX, -1};
    uint8_t packed[16], again[16];
    char written[RS_INET6_TEXT];
    rs_error error;
    for (int i = 0; i < 4; i++) {
        int size = rs_inet_pton(families[i], text, packed, &error);
        if (size < 0)
            continue;
        MUST(size == (i == 0 ? 4 : 16));
        int length = rs_inet_ntop(families[i], packed, (size_t)size, written, &error);
        MUST(length > 0 && (size_t)length == strlen(written));
        MUST(rs_inet_pton(families[i], rs_str(written), again, &error) == size);
        MUST(memcmp(packed, again, (size_t)size) == 0);
    }
    if (rs_inet_aton(text, packed, &error) == 0) {
        MUST(rs_inet_ntoa(packed, 4, written, &error) == (int)strlen(written));
        MUST(rs_inet_aton(rs_str(written), again, &error) == 0 && memcmp(packed, again, 4) == 0);
    }
    MUST(rs_inet_ntoa(text.data, text.size == 4 ? 5 : text.size, written, &error) == -1);
}

/* Every name that a number has leads back to it. */
static void errors(int number, const char *name) {
    rs_error error = {.kind = (rs_error_class)(number & 31), .code = number};
    const char *found = rs_errno_name(number);
    MUST(!found || rs_errno_number(found) == number);
    int known = rs_errno_number(name);
    MUST(known == 0 || rs_errno_name(known));
    rs_gai_name(number);
    rs_herrno_name(number);
    if (error.kind > RS_ABORTED)
        return;
    MUST(rs_error_class_name(error.kind));
    rs_error_code_name(&error);
    int steps = 0;
    for (const char *class = rs_error_subclass(&error); class; class = rs_error_base(class))
        MUST(steps++ < 10);
    rs_error_base(name);
    const rs_constant *constant = rs_find_constant(name);
    MUST(!constant || strcmp(constant->name, name) == 0);
}

static void numbers(int64_t x) {
    rs_error error;
    int64_t l = rs_htonl(x, &error);
    MUST((l >= 0) == (x >= 0 && x <= UINT32_MAX) && (l < 0 || rs_ntohl(l, &error) == x));
    int32_t s = rs_htons(x, &error);
    MUST((s >= 0) == (x >= 0 && x <= UINT16_MAX) && (s < 0 || rs_ntohs(s, &error) == (int32_t)x));
    int64_t length = rs_CMSG_LEN(x, &error), space = rs_CMSG_SPACE(x, &error);
    MUST(length < 0 || (length >= x && length <= INT32_MAX));
    MUST(space < 0 || (space >= length && space <= INT32_MAX));
}

static void timeouts(input *from) {
    uint64_t bits = (uint64_t)take_u32(from) << 32 | take_u32(from);
    double seconds, back = -1;
    rs_error error;
    memcpy(&seconds, &bits, sizeof seconds);
    if (rs_setdefaulttimeout(&seconds, &error) < 0) {
        MUST(error.kind == RS_VALUE_ERROR || error.kind == RS_OVERFLOW_ERROR);
        MUST(isnan(seconds) || seconds < 0 || seconds > 9e9);
        return;
    }
    MUST(rs_getdefaulttimeout(&back) == 1 && back >= seconds - seconds * 1e-15);
    MUST(back <= seconds + seconds * 1e-15 + 1e-9);
    MUST((back == 0) == (seconds == 0)); /* a tiny one is not non-blocking */
    rs_setdefaulttimeout(NULL, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    input from = {data, size};
    char name[64] = "";
    numbers(take_number(&from));
    timeouts(&from);
    int number = (int)take_number(&from);
    rs_text text = take_text(&from, 700);
    if (!text.data)
        text = rs_str("");
    addresses(text);
    if (text.size < sizeof name && text.size)
        memcpy(name, text.data, text.size);
    errors(number, name);
    return 0;
}
