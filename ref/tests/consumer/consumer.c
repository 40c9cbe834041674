#include <refsock.h>

#include <stdio.h>
#include <string.h>

int main(void) {
    rs_error error;
    rs_socket *pair[2];
    char data[8] = "";
    if (rs_socketpair(-1, (int)rs_find_constant("SOCK_STREAM")->value, 0, pair, &error) < 0)
        return 1;
    if (rs_sendall(pair[0], "ping", 4, 0, &error) < 0 || rs_recv(pair[1], data, sizeof data, 0, &error) != 4)
        return 1;
    rs_free(pair[0]);
    rs_free(pair[1]);
    printf("%s %s\n", data, rs_version());
    return strcmp(data, "ping") != 0;
}
