/* Byte order, texts of addresses, sizes of control messages. */
#include "check.h"

#include <arpa/inet.h>
#include <limits.h>
#include <sys/socket.h>

static rs_error error;

static void order(void) {
    SAME(rs_htons(0x1234, &error), htons(0x1234));
    SAME(rs_ntohs(0xffff, &error), 0xffff);
    SAME(rs_htonl(0xff000000, &error), (int64_t)htonl(0xff000000));
    SAME(rs_ntohl(0xffffffff, &error), 0xffffffff);
    FAILS(rs_htons(65536, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_ntohs(-1, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_htonl(1LL << 32, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_ntohl(-1, &error), RS_OVERFLOW_ERROR, 0);
}

static void texts(void) {
    uint8_t packed[16];
    char text[RS_INET6_TEXT];
    rs_text with_nul = {"1.2.3.4\0", 8, false};
    WORKS(rs_inet_aton(rs_str("1.2.3"), packed, &error));
    CHECK(memcmp(packed, "\1\2\0\3", 4) == 0);
    FAILS(rs_inet_aton(rs_str("256.1.1.1"), packed, &error), RS_OSERROR, 0);
    FAILS(rs_inet_aton(with_nul, packed, &error), RS_VALUE_ERROR, 0);
    SAME(rs_inet_ntoa("\1\2\3\4", 4, text, &error), 7);
    SAME_TEXT(text, "1.2.3.4");
    FAILS(rs_inet_ntoa("\1\2\3", 3, text, &error), RS_OSERROR, 0);
    SAME(rs_inet_pton(AF_INET6, rs_str("::1"), packed, &error), 16);
    SAME(rs_inet_pton(AF_INET, rs_str("1.2.3.4"), packed, &error), 4);
    FAILS(rs_inet_pton(AF_INET, rs_str("1.2.3"), packed, &error), RS_OSERROR, 0);
    FAILS(rs_inet_pton(AF_INET6, rs_str("0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0"), packed, &error),
          RS_OSERROR, 0);
    SAME(rs_inet_pton(AF_INET6, rs_str("1111:2222:3333:4444:5555:6666:255.255.255.255"), packed, &error), 16);
    FAILS(rs_inet_pton(AF_UNIX, rs_str("1.2.3.4"), packed, &error), RS_OSERROR, EAFNOSUPPORT);
    FAILS(rs_inet_pton(AF_INET, with_nul, packed, &error), RS_VALUE_ERROR, 0);
    SAME(rs_inet_ntop(AF_INET6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16, text, &error), 3);
    SAME_TEXT(text, "::1");
    FAILS(rs_inet_ntop(AF_INET6, "\1\2\3\4", 4, text, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_inet_ntop(AF_UNIX, "\1\2\3\4", 4, text, &error), RS_VALUE_ERROR, 0);
}

static void control(void) {
    for (int64_t length = 0; length < 40; length++) {
        SAME(rs_CMSG_LEN(length, &error), CMSG_LEN((size_t)length));
        SAME(rs_CMSG_SPACE(length, &error), CMSG_SPACE((size_t)length));
    }
    FAILS(rs_CMSG_LEN(-1, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_CMSG_SPACE(-1, &error), RS_OVERFLOW_ERROR, 0);
    SAME(rs_CMSG_LEN(INT_MAX - (int64_t)CMSG_LEN(0), &error), INT_MAX);
    FAILS(rs_CMSG_LEN(INT_MAX - (int64_t)CMSG_LEN(0) + 1, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_CMSG_SPACE(INT_MAX, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_CMSG_SPACE(INT64_MAX, &error), RS_OVERFLOW_ERROR, 0);
}

int main(void) {
    order();
    texts();
    control();
    return 0;
}
