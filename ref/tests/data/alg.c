/* The kernel's cryptography, with the vectors of its standards. */
#include "data.h"

#include <linux/if_alg.h>

static rs_error error;

#define ZEROS "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

/* accept() asks for no address, as such sockets have none. */
static rs_socket *operation(rs_socket *algorithm) {
    rs_socket *made;
    rs_address peer;
    WORKS(rs_accept(algorithm, &made, &peer, &error));
    SAME(peer.kind, RS_ADDRESS_NONE);
    SAME(rs_family(made), AF_ALG);
    return made;
}

static rs_socket *algorithm(rs_address address) {
    return make_bound(AF_ALG, SOCK_SEQPACKET, 0, address);
}

static void gives(rs_socket *socket, const void *expected, size_t size) {
    unsigned char got[256];
    SAME(rs_recv(socket, got, sizeof got, 0, &error), size);
    CHECK(memcmp(got, expected, size) == 0);
}

/* FIPS 180-4: SHA-256 of "abc". */
static void hash(void) {
    static const char digest[] = "\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23\xb0\x03\x61\xa3\x96"
                                 "\x17\x7a\x9c\xb4\x10\xff\x61\xf2\x00\x15\xad";
    RS_SCOPED rs_socket *sha = algorithm(TUPLE(TEXT("hash"), TEXT("sha256")));
    RS_SCOPED rs_socket *op = operation(sha);
    rs_address none;
    RS_SCOPED rs_socket *found = NULL;
    WORKS(rs_sendall(op, "abc", 3, 0, &error));
    gives(op, digest, 32);
    WORKS(rs_send(op, "a", 1, MSG_MORE, &error));
    WORKS(rs_send(op, "bc", 2, 0, &error));
    gives(op, digest, 32);
    FAILS(rs_getsockname(sha, &none, &error), RS_OSERROR, EOPNOTSUPP);
    FAILS(rs_fromfd(rs_fileno(sha), -1, -1, -1, &found, &error), RS_OSERROR, EOPNOTSUPP);
    WORKS(rs_fromfd(rs_fileno(sha), AF_ALG, -1, -1, &found, &error));
    SAME(rs_type(found), SOCK_SEQPACKET);
}

/* RFC 4231, test case 2. */
static void hmac(void) {
    static const char code[] =
        "\x5b\xdc\xc1\x46\xbf\x60\x75\x4e\x6a\x04\x24\x26\x08\x95\x75\xc7\x5a\x00\x3f\x08\x9d\x27"
        "\x39\x83\x9d\xec\x58\xb9\x64\xec\x38\x43";
    RS_SCOPED rs_socket *mac = algorithm(TUPLE(TEXT("hash"), TEXT("hmac(sha256)")));
    WORKS(rs_setsockopt(mac, SOL_ALG, ALG_SET_KEY, "Jefe", 4, &error));
    RS_SCOPED rs_socket *op = operation(mac);
    WORKS(rs_sendall(op, "what do ya want for nothing?", 28, 0, &error));
    gives(op, code, 32);
}

/* FIPS 197, appendix C.1, as the first block of CBC with an initialisation vector of zeros. */
static void skcipher(void) {
    static const char cipher[] = "\x69\xc4\xe0\xd8\x6a\x7b\x04\x30\xd8\xcd\xb7\x80\x70\xb4\xc5\x5a";
    static const char plain[] = "\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff";
    RS_SCOPED rs_socket *aes = algorithm(TUPLE(TEXT("skcipher"), TEXT("cbc(aes)")));
    rs_bytes zeros = {ZEROS, 16}, data = {plain, 16}, encrypted = {cipher, 16},
             halves[2] = {{plain, 8}, {plain + 8, 8}};
    WORKS(rs_setsockopt(aes, SOL_ALG, ALG_SET_KEY, "\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17", 16, &error));
    RS_SCOPED rs_socket *op = operation(aes);
    SAME(rs_sendmsg_afalg(op, &data, 1, ALG_OP_ENCRYPT, &zeros, NULL, 0, &error), 16);
    gives(op, cipher, 16);
    SAME(rs_sendmsg_afalg(op, &encrypted, 1, ALG_OP_DECRYPT, &zeros, NULL, 0, &error), 16);
    gives(op, plain, 16);
    SAME(rs_sendmsg_afalg(op, halves, 2, ALG_OP_ENCRYPT, &zeros, NULL, 0, &error), 16);
    gives(op, cipher, 16);
    /* Without data first, then the data as more of it. */
    SAME(rs_sendmsg_afalg(op, NULL, 0, ALG_OP_ENCRYPT, &zeros, NULL, MSG_MORE, &error), 0);
    WORKS(rs_sendall(op, plain, 16, 0, &error));
    gives(op, cipher, 16);
}

/* McGrew and Viega, test case 2, and with one more byte that is only authenticated. */
static void aead(void) {
    static const char sealed[] = "\x03\x88\xda\xce\x60\xb6\xa3\x92\xf3\x28\xc2\xb9\x71\xb2\xfe\x78"
                                 "\xab\x6e\x47\xd4\x2c\xec\x13\xbd\xf5\x3a\x67\xb2\x12\x57\xbd\xdf";
    RS_SCOPED rs_socket *gcm = algorithm(TUPLE(TEXT("aead"), TEXT("gcm(aes)")));
    rs_bytes zeros = {ZEROS, 16}, iv = {ZEROS, 12}, box = {sealed, 32};
    int64_t none = 0, one = 1;
    char got[64];
    WORKS(rs_setsockopt(gcm, SOL_ALG, ALG_SET_KEY, ZEROS, 16, &error));
    WORKS(rs_setsockopt_none(gcm, SOL_ALG, ALG_SET_AEAD_AUTHSIZE, 16, &error));
    RS_SCOPED rs_socket *op = operation(gcm);
    SAME(rs_sendmsg_afalg(op, &zeros, 1, ALG_OP_ENCRYPT, &iv, &none, 0, &error), 16);
    gives(op, sealed, 32);
    SAME(rs_sendmsg_afalg(op, &box, 1, ALG_OP_DECRYPT, &iv, &none, 0, &error), 32);
    gives(op, ZEROS, 16);
    rs_bytes with_more[2] = {{"A", 1}, zeros};
    SAME(rs_sendmsg_afalg(op, with_more, 2, ALG_OP_ENCRYPT, &iv, &one, 0, &error), 17);
    SAME(rs_recv(op, got, sizeof got, 0, &error), 33);
    CHECK(got[0] == 'A' && memcmp(got + 1, sealed, 16) == 0 && memcmp(got + 17, sealed + 16, 16) != 0);
    got[5] ^= 1; /* is found */
    rs_bytes forged = {got, 33};
    SAME(rs_sendmsg_afalg(op, &forged, 1, ALG_OP_DECRYPT, &iv, &one, 0, &error), 33);
    FAILS(rs_recv(op, got, sizeof got, 0, &error), RS_OSERROR, EBADMSG);
}

static void rng(void) {
    RS_SCOPED rs_socket *generator = algorithm(TUPLE(TEXT("rng"), TEXT("stdrng")));
    char a[16], b[16];
    WORKS(rs_setsockopt(generator, SOL_ALG, ALG_SET_KEY, "", 0, &error));
    RS_SCOPED rs_socket *op = operation(generator);
    SAME(rs_recv(op, a, sizeof a, 0, &error), 16);
    SAME(rs_recv(op, b, sizeof b, 0, &error), 16);
    CHECK(memcmp(a, b, 16) != 0);
}

/* feat and mask reach the kernel with all their bits: it takes one of them, 0x1000. */
static void feat_and_mask(void) {
    RS_SCOPED rs_socket *socket = make_socket(AF_ALG, SOCK_SEQPACKET, 0);
    rs_address known = TUPLE(TEXT("hash"), TEXT("sha256"), INT(0), INT(0x1000));
    rs_address unknown = TUPLE(TEXT("hash"), TEXT("sha256"), INT(0x10000), INT(0));
    rs_address no_such = TUPLE(TEXT("hash"), TEXT("nosuchhash"));
    FAILS(rs_bind(socket, &unknown, &error), RS_OSERROR, EINVAL);
    FAILS(rs_bind(socket, &no_such, &error), RS_OSERROR, ENOENT);
    WORKS(rs_bind(socket, &known, &error));
}

const data_case alg_cases[] = {{"alg_hash", AF_ALG, SOCK_SEQPACKET, 0, NULL, hash},
                               {"alg_hmac", AF_ALG, SOCK_SEQPACKET, 0, NULL, hmac},
                               {"alg_skcipher", AF_ALG, SOCK_SEQPACKET, 0, NULL, skcipher},
                               {"alg_aead", AF_ALG, SOCK_SEQPACKET, 0, NULL, aead},
                               {"alg_rng", AF_ALG, SOCK_SEQPACKET, 0, NULL, rng},
                               {"alg_feat_and_mask", AF_ALG, SOCK_SEQPACKET, 0, NULL, feat_and_mask},
                               {0}};
