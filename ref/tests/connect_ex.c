/* connect_ex() answers with errno where connect() fails with it. */
#include "check.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

int main(void) {
    rs_error error;
    rs_address address, bad = rs_host_port("127.0.0.1", 99999);
    rs_socket *nobody = bound_socket(SOCK_STREAM, &address), *client = open_socket(AF_INET, SOCK_STREAM), *late;
    SAME(rs_connect_ex(client, &address, &error), ECONNREFUSED);
    FAILS(rs_connect(client, &address, &error), RS_OSERROR, ECONNREFUSED);
    FAILS(rs_connect_ex(client, &bad, &error), RS_OVERFLOW_ERROR, 0);
    SAME_TEXT(error.text, "connect_ex(): port must be 0-65535.");
    SAME(rs_connect_ex(client, &bad, NULL), -1);
    bad = rs_host_port("no-such.invalid", 1);
    FAILS(rs_connect_ex(client, &bad, &error), RS_GAIERROR, EAI_NONAME);
    set_timeout(client, 5);
    SAME(rs_connect_ex(client, &address, &error), ECONNREFUSED);
    WORKS(rs_setblocking(client, false, &error));
    CHECK(rs_connect_ex(client, &address, &error) > 0);

    WORKS(rs_listen(nobody, 5, &error));
    late = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_setblocking(late, false, &error));
    SAME(rs_connect_ex(late, &address, &error), EINPROGRESS);
    rs_free(late);
    late = open_socket(AF_INET, SOCK_STREAM);
    set_timeout(late, 5);
    SAME(rs_connect_ex(late, &address, &error), 0);
    rs_connect_ex(late, &address, &error); /* Linux reports a connection that it made in the background once more */
    SAME(rs_connect_ex(late, &address, &error), EISCONN);
    WORKS(rs_close(late, &error));
    SAME(rs_connect_ex(late, &address, &error), EBADF);
    rs_free(late);
    rs_free(client);
    rs_free(nobody);
    return 0;
}
