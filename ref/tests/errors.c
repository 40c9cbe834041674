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

/* Whether the text is whole characters of two bytes, and ASCII. */
static bool is_whole(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text == 0xC3 ? (unsigned char)*++text != 0xA9 : (unsigned char)*text > 127)
            return false;
    return true;
}

/* A text that is cut is cut between characters, wherever that is. */
static void cut_texts(void) {
    rs_error error;
    rs_socket *pair[2];
    rs_stream *file;
    rs_text line;
    static char name[800];
    make_pair(SOCK_STREAM, pair);
    for (size_t start = 0; start < 2; start++) {
        memset(name, 'x', start);
        for (size_t size = start; size + 2 < sizeof name; size += 2) {
            memcpy(name + size, "\xc3\xa9", 3);
            rs_text_options newline = {.newline = rs_str(name)}, encoding = {.encoding = rs_str(name)};
            rs_text_options errors = {.encoding = rs_str("ascii"), .errors = rs_str(name)};
            CHECK(rs_makefile(pair[0], rs_str(name), -1, NULL, &file, &error) < 0 && is_whole(error.text));
            CHECK(rs_makefile(pair[0], rs_str("r"), -1, &newline, &file, &error) < 0 && is_whole(error.text));
            CHECK(rs_makefile(pair[0], rs_str("r"), -1, &encoding, &file, &error) < 0 && is_whole(error.text));
            WORKS(rs_makefile(pair[0], rs_str("r"), 1, &errors, &file, &error));
            SAME(rs_send(pair[1], "\xff\n", 2, 0, &error), 2);
            FAILS(rs_stream_readline(file, -1, &line, &error), RS_LOOKUP_ERROR, 0); /* not looked up before */
            CHECK(is_whole(error.text));
            rs_stream_free(file);
            rs_address address;
            rs_start_fields(&address);
            address.fields.bare = true;
            address.fields.count = 1;
            address.fields.field[0] = (rs_field){.kind = RS_FIELD_OTHER, .data = name};
            rs_socket *inet = open_socket(AF_INET, SOCK_STREAM);
            FAILS(rs_connect(inet, &address, &error), RS_TYPE_ERROR, 0);
            CHECK(is_whole(error.text));
            rs_free(inet);
        }
    }
    rs_free(pair[0]);
    rs_free(pair[1]);
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
    cut_texts();
    constants();
    return 0;
}
