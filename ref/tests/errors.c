/* Names of errors and constants. */
#include "check.h"

#include <netdb.h>
#include <sys/socket.h>

static void names(void) {
    SAME_TEXT(rs_errno_name(EAGAIN), "EAGAIN");
    SAME_TEXT(rs_errno_name(EOPNOTSUPP), "EOPNOTSUPP");
    CHECK(rs_errno_name(99999) == NULL);
    SAME(rs_errno_number("EWOULDBLOCK"), EWOULDBLOCK);
    SAME(rs_errno_number("ENOTHING"), 0);
    SAME_TEXT(rs_gai_name(EAI_NONAME), "EAI_NONAME");
    SAME_TEXT(rs_herrno_name(HOST_NOT_FOUND), "HOST_NOT_FOUND");
    const char *name;
    int number, seen = 0;
    for (size_t i = 0; rs_errno_entry(i, &name, &number); i++)
        seen += strcmp(name, "EWOULDBLOCK") == 0 && number == EWOULDBLOCK;
    SAME(seen, 1);
}

static void classes(void) {
    rs_error error = {.kind = RS_OSERROR, .code = ECONNREFUSED};
    SAME_TEXT(rs_error_subclass(&error), "ConnectionRefusedError");
    SAME_TEXT(rs_error_base("ConnectionRefusedError"), "ConnectionError");
    SAME_TEXT(rs_error_base("ConnectionError"), "OSError");
    CHECK(rs_error_base("OSError") == NULL);
    SAME_TEXT(rs_error_code_name(&error), "ECONNREFUSED");
    error.code = 0;
    SAME_TEXT(rs_error_subclass(&error), "OSError");
    CHECK(rs_error_code_name(&error) == NULL);
    error = (rs_error){.kind = RS_GAIERROR, .code = EAI_FAMILY};
    SAME_TEXT(rs_error_code_name(&error), "EAI_FAMILY");
    /* error may be NULL */
    SAME(rs_htons(-1, NULL), -1);
}

static void constants(void) {
    size_t count;
    const rs_constant *all = rs_constants(&count);
    CHECK(count > 150);
    for (size_t i = 1; i < count; i++)
        CHECK(strcmp(all[i - 1].name, all[i].name) < 0);
    SAME(rs_find_constant("AF_INET")->value, AF_INET);
    SAME(rs_find_constant("SO_REUSEADDR")->value, SO_REUSEADDR);
    if (rs_find_constant("AF_BLUETOOTH")) /* not on Windows */
        SAME_TEXT(rs_find_constant("BDADDR_ANY")->text, "00:00:00:00:00:00");
    CHECK(rs_find_constant("AF_NOTHING") == NULL);
}

int main(void) {
    names();
    classes();
    constants();
    return 0;
}
