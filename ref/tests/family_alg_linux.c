/* AF_ALG: what is packed, what is reported, what is refused; what sendmsg_afalg() sends along. */
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
    SAME_TEXT(error.text, "AF_ALG address must be a tuple (type, name[, feat[, mask]])");
    REFUSES(socket, TUPLE(TEXT("ha\0sh"), INT(1)), RS_VALUE_ERROR, 0); /* one after the other */
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
    WORKS(rs_resolve(AF_ALG, -1, "bind", &given, &found, &error));
    SAME(rs_address_family(&found), AF_ALG);
    SAME(found.fields.count, 4);
    SAME_ELEMENT(&found, 0, TYPE_13);
    SAME_ELEMENT(&found, 1, NAME_63);
    SAME(rs_field_int(&found, 2), 0xfffffffe);
    SAME(rs_field_int(&found, 3), 1);
    PACKS(socket, found, &c, sizeof c);
    WORKS(rs_address_from_c(&c, sizeof c - 1, -1, &found, &error));
    CHECK(found.kind == RS_ADDRESS_RAW);
}

/* What sendmsg() was given last. */
static struct {
    int flags;
    size_t buffers;
    size_t size;
    _Alignas(struct cmsghdr) char control[512];
} message;

ssize_t __wrap_sendmsg(int fd, const struct msghdr *header, int flags);
ssize_t __wrap_sendmsg(int fd, const struct msghdr *header, int flags) {
    (void)fd;
    CHECK(header->msg_controllen <= sizeof message.control && !header->msg_name);
    message.flags = flags;
    message.buffers = header->msg_iovlen;
    message.size = header->msg_controllen;
    if (header->msg_controllen)
        memcpy(message.control, header->msg_control, header->msg_controllen);
    return 7;
}

/* The control message of this type, and its size; NULL if there is none. */
static const void *control(int type, size_t *size) {
    struct msghdr header = {.msg_control = message.control, .msg_controllen = message.size};
    for (struct cmsghdr *item = CMSG_FIRSTHDR(&header); item; item = CMSG_NXTHDR(&header, item)) {
        CHECK(item->cmsg_level == SOL_ALG);
        *size = item->cmsg_len - CMSG_LEN(0);
        if (item->cmsg_type == type)
            return CMSG_DATA(item);
    }
    return NULL;
}

static void is_u32(int type, uint32_t expected) {
    size_t size;
    const void *data = control(type, &size);
    CHECK(data && size == sizeof expected && memcmp(data, &expected, size) == 0);
}

static void is_iv(const void *iv, uint32_t iv_size) {
    size_t size;
    const char *data = control(ALG_SET_IV, &size);
    CHECK(data && size == sizeof iv_size + iv_size && memcmp(data, &iv_size, sizeof iv_size) == 0);
    CHECK(memcmp(data + sizeof iv_size, iv, iv_size) == 0);
}

static void sends_what_is_to_be_done(rs_socket *socket) {
    size_t size;
    char long_iv[300];
    rs_bytes data[2] = {{"ab", 2}, {"c", 1}}, iv = {"0123456789abcdef", 16};
    int64_t assoclen = 0;
    memset(long_iv, 'i', sizeof long_iv);
    SAME(rs_sendmsg_afalg(socket, data, 2, ALG_OP_ENCRYPT, NULL, NULL, MSG_MORE, &error), 7);
    SAME(message.flags, MSG_MORE | MSG_NOSIGNAL);
    SAME(message.buffers, 2);
    is_u32(ALG_SET_OP, ALG_OP_ENCRYPT);
    CHECK(!control(ALG_SET_IV, &size) && !control(ALG_SET_AEAD_ASSOCLEN, &size));
    WORKS(rs_sendmsg_afalg(socket, NULL, 0, ALG_OP_DECRYPT, &iv, &assoclen, 0, &error));
    is_u32(ALG_SET_OP, ALG_OP_DECRYPT);
    is_u32(ALG_SET_AEAD_ASSOCLEN, 0);
    is_iv("0123456789abcdef", 16);
    assoclen = 0x7fffffff;
    iv = (rs_bytes){long_iv, sizeof long_iv};
    WORKS(rs_sendmsg_afalg(socket, data, 1, 0x7fffffff, &iv, &assoclen, 0, &error));
    is_u32(ALG_SET_OP, 0x7fffffff);
    is_u32(ALG_SET_AEAD_ASSOCLEN, 0x7fffffff);
    is_iv(long_iv, sizeof long_iv);
    iv.size = 0;
    WORKS(rs_sendmsg_afalg(socket, data, 1, 0, &iv, NULL, 0, &error));
    is_iv("", 0);
}

static void refuses_to_send(rs_socket *socket) {
    int64_t assoclen = -1;
    FAILS(rs_sendmsg_afalg(socket, NULL, 0, -1, NULL, NULL, 0, &error), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "Invalid or missing argument 'op'");
    FAILS(rs_sendmsg_afalg(socket, NULL, 0, 1LL << 31, NULL, NULL, 0, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_sendmsg_afalg(socket, NULL, 0, 1, NULL, &assoclen, 0, &error), RS_TYPE_ERROR, 0);
    assoclen = 1LL << 31;
    FAILS(rs_sendmsg_afalg(socket, NULL, 0, 1, NULL, &assoclen, 0, &error), RS_OVERFLOW_ERROR, 0);
    rs_bytes iv = {"", (size_t)1 << 31};
    FAILS(rs_sendmsg_afalg(socket, NULL, 0, 1, &iv, NULL, 0, &error), RS_OSERROR, 0);
    rs_socket *other = open_socket(AF_INET, SOCK_DGRAM);
    FAILS(rs_sendmsg_afalg(other, NULL, 0, -1, NULL, NULL, 0, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "algset is only supported for AF_ALG");
    rs_free(other);
}

int main(void) {
    rs_socket *socket = stand_in(AF_ALG, SOCK_SEQPACKET, 0);
    packs(socket);
    refuses(socket);
    resolves(socket);
    sends_what_is_to_be_done(socket);
    refuses_to_send(socket);
    rs_free(socket);
    return 0;
}
