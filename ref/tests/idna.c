/* Host names beyond ASCII: encoded by libidn, or refused with a clear error where the library is built without it. */
#include "check.h"

#include <netdb.h>
#include <sys/socket.h>

int main(void) {
    rs_error error;
    rs_addrinfo *list;
    char name[RS_HOST_MAX];
    rs_port port = {.kind = RS_PORT_NUMBER, .number = 1};
    rs_text invalid = rs_str("b\xc3\xbc"
                             "cher.invalid"),
            numbers = rs_str("\xef\xbc\x91.2.3.4"); /* FULLWIDTH DIGIT ONE */
    rs_text label = {"\xc3\xbc..x", 5, false};
    if (WITH_IDN) {
        WORKS(rs_getfqdn(invalid, name, &error));
        SAME_TEXT(name, "b\xc3\xbc"
                        "cher.invalid"); /* not found, so returned as it was */
        FAILS(rs_getaddrinfo(invalid, port, 0, 0, 0, AI_NUMERICHOST, &list, &error), RS_GAIERROR, EAI_NONAME);
        /* nameprep makes plain digits of them: the name is encoded, not passed on. */
        SAME(rs_getaddrinfo(numbers, port, AF_INET, SOCK_STREAM, 0, AI_NUMERICHOST, &list, &error), 1);
        CHECK(memcmp(list->address.inet.address, "\1\2\3\4", 4) == 0);
        rs_addrinfo_free(list);
        FAILS(rs_getaddrinfo(label, port, 0, 0, 0, 0, &list, &error), RS_UNICODE_ERROR, 0);
    } else {
        FAILS(rs_getaddrinfo(invalid, port, 0, 0, 0, AI_NUMERICHOST, &list, &error), RS_UNICODE_ERROR, 0);
        FAILS(rs_getaddrinfo(numbers, port, 0, 0, 0, AI_NUMERICHOST, &list, &error), RS_UNICODE_ERROR, 0);
        FAILS(rs_getfqdn(invalid, name, &error), RS_UNICODE_ERROR, 0);
    }
    return 0;
}
