#include "error.h"
#include "system.h"

static int check32(int64_t x, rs_error *error) {
    if (x < 0)
        return rs_fail(error, RS_OVERFLOW_ERROR, "can't convert negative value to unsigned int");
    if (x > UINT32_MAX)
        return rs_fail(error, RS_OVERFLOW_ERROR, "int larger than 32 bits");
    return 0;
}

static int check16(const char *caller, int64_t x, rs_error *error) {
    if (x < INT32_MIN || x > INT32_MAX)
        return rs_fail(error, RS_OVERFLOW_ERROR, "Python int too large to convert to C int");
    if (x < 0)
        return rs_fail(error, RS_OVERFLOW_ERROR, "%s: can't convert negative Python int to C 16-bit unsigned integer",
                       caller);
    if (x > UINT16_MAX)
        return rs_fail(error, RS_OVERFLOW_ERROR, "%s: Python int too large to convert to C 16-bit unsigned integer",
                       caller);
    return 0;
}

int64_t rs_ntohl(int64_t x, rs_error *error) {
    return check32(x, error) < 0 ? -1 : (int64_t)ntohl((uint32_t)x);
}

int64_t rs_htonl(int64_t x, rs_error *error) {
    return check32(x, error) < 0 ? -1 : (int64_t)htonl((uint32_t)x);
}

int32_t rs_ntohs(int64_t x, rs_error *error) {
    return check16("ntohs", x, error) < 0 ? -1 : ntohs((uint16_t)x);
}

int32_t rs_htons(int64_t x, rs_error *error) {
    return check16("htons", x, error) < 0 ? -1 : htons((uint16_t)x);
}
