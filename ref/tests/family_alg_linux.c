/* AF_ALG: what is packed, what is reported, what is refused. */
#include "packing.h"

#include <linux/if_alg.h>

static struct sockaddr_alg expected(const char *type, const char *name) {
    struct sockaddr_alg c;
    memset(&c, 0, sizeof c);
    c.salg_family = AF_ALG;
    memcpy(c.salg_type, type, strlen(type));
    memcpy(c.salg_name, name, strlen(name));
    return c;
}

#define TYPE_13 "a_type_of_13b"
#define NAME_63 "a_name_of_63_bytes_is_the_longest_that_fits_with_its_NUL_behind"

static void packs(rs_socket *socket) {
    struct sockaddr_alg c = expected("hash", "sha256");
    PACKS(socket, TUPLE(TEXT("hash"), TEXT("sha256")), &c, sizeof c);
    c.salg_feat = 0x12345678;
    PACKS(socket, TUPLE(TEXT("hash"), TEXT("sha256"), INT(0x12345678)), &c, sizeof c);
    c.salg_mask = 0xffffffff;
    PACKS(socket, TUPLE(TEXT("hash"), TEXT("sha256"), INT(0x112345678), INT(-1)), &c, sizeof c);
    c = expected(TYPE_13, NAME_63);
    PACKS(socket, TUPLE(TEXT(TYPE_13), TEXT(NAME_63)), &c, sizeof c);
    c = expected("", "");
    PACKS(socket, TUPLE(TEXT(""), TEXT("")), &c, sizeof c);
}

static void refuses(rs_socket *socket) {
    REFUSES(socket, TUPLE(TEXT(TYPE_13 "x"), TEXT("sha256")), RS_VALUE_ERROR, 0);
    SAME_TEXT(error.text, "AF_ALG type too long.");
    REFUSES(socket, TUPLE(TEXT("hash"), TEXT(NAME_63 "x")), RS_VALUE_ERROR, 0);
    SAME_TEXT(error.text, "AF_ALG name too long.");
    REFUSES(socket, TUPLE(TEXT("hash")), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "AF_ALG address must be a tuple (type, name[, feat[, mask]])");
    REFUSES(socket, TUPLE(TEXT("hash"), TEXT("sha256"), INT(1), INT(2), INT(3)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(BYTES("hash"), TEXT("sha256")), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("hash"), INT(1)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("ha\0sh"), TEXT("sha256")), RS_VALUE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("hash"), TEXT("sha\0")), RS_VALUE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("hash"), TEXT("sha256"), FLOAT), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("hash"), TEXT("sha256"), INT(1), TEXT("2")), RS_TYPE_ERROR, 0);
    REFUSES(socket, BARE(TEXT("hash")), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "bind(): AF_ALG address must be tuple, not str");
}

/* No kernel reports such addresses; rs_resolve() does, and what it gives can be used again. */
static void resolves(rs_socket *socket) {
    struct sockaddr_alg c = expected(TYPE_13, NAME_63);
    c.salg_feat = 0xfffffffe;
    c.salg_mask = 1;
    rs_address given = TUPLE(TEXT(TYPE_13), TEXT(NAME_63), INT(0xfffffffe), INT(1)), found;
    WORKS(rs_resolve(AF_ALG, "bind", &given, &found, &error));
    SAME(rs_address_family(&found), AF_ALG);
    SAME(found.fields.count, 4);
    SAME_ELEMENT(&found, 0, TYPE_13);
    SAME_ELEMENT(&found, 1, NAME_63);
    SAME(rs_field_int(&found, 2), 0xfffffffe);
    SAME(rs_field_int(&found, 3), 1);
    PACKS(socket, found, &c, sizeof c);
    WORKS(rs_address_from_c(&c, sizeof c - 1, &found, &error));
    CHECK(found.kind == RS_ADDRESS_RAW);
}

int main(void) {
    rs_socket *socket = stand_in(AF_ALG, SOCK_SEQPACKET, 0);
    packs(socket);
    refuses(socket);
    resolves(socket);
    rs_free(socket);
    return 0;
}
