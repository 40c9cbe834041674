/* Addresses as text and back, by libc. */
#include "error.h"
#include "system.h"
#include "text.h"

#include <string.h>

static const char nul[] = "embedded null character";

int rs_inet_aton(rs_text text, uint8_t packed[4], rs_error *error) {
    rs_copy copy;
    struct in_addr address;
    if (rs_need_text(text, "inet_aton() argument 1 must be str, not None", error) < 0 ||
        rs_copy_text(&copy, &text, nul, error) < 0)
        return -1;
    int good = inet_aton(copy.text, &address);
    rs_copy_clear(&copy);
    if (!good)
        return rs_fail(error, RS_OSERROR, "illegal IP address string passed to inet_aton");
    memcpy(packed, &address, 4);
    return 0;
}

int rs_inet_ntoa(const void *packed, size_t size, char text[RS_INET_TEXT], rs_error *error) {
    if (size != 4)
        return rs_fail(error, RS_OSERROR, "packed IP wrong length for inet_ntoa");
    inet_ntop(AF_INET, packed, text, RS_INET_TEXT);
    return (int)strlen(text);
}

int rs_inet_pton(int family, rs_text text, uint8_t packed[16], rs_error *error) {
    char copy[RS_INET6_TEXT];
    if (rs_need_text(text, "inet_pton() argument 2 must be str, not None", error) < 0)
        return -1;
    if (rs_text_has_nul(text))
        return rs_fail(error, RS_VALUE_ERROR, "%s", nul);
    size_t size = text.size < sizeof copy ? text.size : 0; /* what is longer is as wrong as the empty text */
    if (size)
        memcpy(copy, text.data, size);
    copy[size] = '\0';
    int good = inet_pton(family, copy, packed);
    if (good < 0)
        return rs_fail_errno(error, errno);
    if (good == 0)
        return rs_fail(error, RS_OSERROR, "illegal IP address string passed to inet_pton");
    return family == AF_INET ? 4 : 16;
}

int rs_inet_ntop(int family, const void *packed, size_t size, char text[RS_INET6_TEXT], rs_error *error) {
    if (family != AF_INET && family != AF_INET6)
        return rs_fail(error, RS_VALUE_ERROR, "unknown address family %d", family);
    if (size != (family == AF_INET ? 4 : 16))
        return rs_fail(error, RS_VALUE_ERROR, "invalid length of packed IP address string");
    if (!inet_ntop(family, packed, text, RS_INET6_TEXT))
        return rs_fail_errno(error, errno);
    return (int)strlen(text);
}
