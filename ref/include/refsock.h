/*
 * librefsock: the socket module of the Python documentation, in C.
 *
 * Every function answers a number >= 0, or -1 with *error filled; errno is neither read nor promised. `error` is always
 * the last parameter and may be NULL. The ids in brackets are clauses of the specification (conformance/clauses.tsv;
 * "later." is what came after the page, clauses-later.tsv); one that begins with a dot is short for the one before it
 * with its last parts replaced: [method.recv.bytes .flags] is method.recv.bytes and method.recv.flags. "man:" is a
 * manual page.
 *
 * What is said of a function's failures is what is special to it. Beside that, whatever asks the system fails with
 * OSError, code the errno of the call (EBADF of a socket that is closed); what allocates, with MemoryError; what takes
 * a socket's address, as rs_resolve() does; what waits, as said at "Connecting", and as the signal hook has it. A
 * function without `error` never fails. A socket in *result or *connection is there on success only, and is the
 * caller's then: rs_free().
 *
 * Where the documentation has None, a pointer or a text is NULL; no other pointer may be, unless that is said. Where it
 * has a Python integer, a parameter is wide enough to pass what is out of range, so that the check is made here.
 * Nothing is allocated by sending and receiving, but for control messages beyond RS_CONTROL_INLINE bytes.
 *
 * What the documentation has on some systems only is declared there only, as the module has no such name elsewhere: no
 * sendmsg(), recvmsg() and sethostname() on Windows; ioctl(), share() and fromshare() there only.
 */
/*
 * Threads. Every function may be called by several threads at a time; distinct sockets are independent. On one socket:
 * - One thread may send while another receives. Several may receive, send or accept; the system then gives each
 * datagram and connection to one of them, and what they send or take of a stream comes in pieces of some order.
 * - rs_settimeout() and rs_setblocking() are for calls that begin later. One that waits keeps the deadline that it
 * began with; if it began in blocking mode and a signal interrupts it after that, it may fail with OSError EAGAIN,
 * since the descriptor does not block any more.
 * - rs_close() and rs_detach(): calls that begin later fail with EBADF, a call that waits is not woken (see there). As
 *   with close() itself, a thread that is about to enter the system with the number may find it given to another file:
 *   rs_shutdown() first, which wakes them all, join the threads, then close.
 * - rs_free() demands that nobody uses the socket any more, and nobody will.
 * What is process-wide (the default timeout, the signal hook) may be changed while others are in calls: a call sees the
 * old or the new one as a whole. The hook is to be set by one thread at a time.
 *
 * Signals. Handlers may not call the library (it is not async-signal-safe), nor fork(); the signal hook may do both,
 * except for what waits on the same socket. See rs_set_signal_hook(), and "Files" for what is written there.
 *
 * fork(). A child has its sockets on the same open descriptions: O_NONBLOCK, options, shutdown() and what is received
 * are shared; close() and rs_free() are each process's own, and so are the timeout of an object, the default timeout
 * and the signal hook, which the child begins with as they were. In a program with threads, too, no call in the child
 * waits for a lock of this library that nobody there has, and all functions may be used, on any object but a file that
 * another thread was in a call on (see "Files"), except for those for which libc may have locks of its own there that
 * nobody gives back: its resolver's (rs_getaddrinfo(), rs_getfqdn(), rs_gethostby...(), rs_getnameinfo(), an address
 * with a host's name), iconv's (opening, changing and closing a text file in an encoding that is not built in) and,
 * where another thread of the program itself was in setlocale(), strerror() or the like, the locale's (opening a text
 * file in the environment's encoding; with glibc before 2.32 each failure, for its text).
 * Those that allocate need a libc whose malloc() stays usable, as glibc's and musl's does. exec(): descriptors are
 * closed on it, unless rs_set_inheritable() says otherwise.
 */
#ifndef REFSOCK_H
#define REFSOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(_WIN32)
#define RS_API
#elif defined(__GNUC__)
#define RS_API __attribute__((visibility("default")))
#else
#define RS_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ Errors */

/* The classes of the specification [error.general.exceptions]. */
typedef enum rs_error_class {
    RS_NO_ERROR,
    RS_OSERROR,        /* code: errno, or 0 where CPython raises OSError("text") without a number */
    RS_GAIERROR,       /* code: EAI_* */
    RS_HERROR,         /* code: h_errno */
    RS_TIMEOUT,        /* text is "timed out" [error.timeout.message] */
    RS_VALUE_ERROR,    /* code 0, as for all below */
    RS_TYPE_ERROR,     /* a value of the wrong shape, such as an address of another family */
    RS_OVERFLOW_ERROR, /* a number out of its range */
    RS_MEMORY_ERROR,
    RS_UNICODE_ERROR,         /* a host name that IDNA does not admit */
    RS_UNICODE_DECODE_ERROR,  /* of files: start and end count bytes of the piece that was being decoded */
    RS_UNICODE_ENCODE_ERROR,  /* start and end count characters of what was being written */
    RS_LOOKUP_ERROR,          /* an encoding or an error handler that is not known */
    RS_UNSUPPORTED_OPERATION, /* io.UnsupportedOperation, which is an OSError and a ValueError */
    RS_WOULD_BLOCK,           /* no exception: Python answers None; a file of a non-blocking socket. code is EAGAIN */
    RS_ABORTED                /* free for signal hooks: "the handler raised something of its own" */
} rs_error_class;

enum { RS_ERROR_TEXT = 256 };

/* A value: nothing to free. `text` is the message without the number, UTF-8, cut to the size. Filled on failure only.
 */
typedef struct rs_error {
    rs_error_class kind;
    int code;
    char text[RS_ERROR_TEXT];
    int64_t start,
        end; /* of Unicode errors: what cannot be coded, `end` not included. RS_OSERROR EAGAIN of rs_stream_write():
                end is the number of bytes taken (BlockingIOError.characters_written). Else 0. */
} rs_error;

/* "OSError", "gaierror", "herror", "timeout", "ValueError", "TypeError", "OverflowError", "MemoryError",
 * "UnicodeError", "UnicodeDecodeError", "UnicodeEncodeError", "LookupError", "UnsupportedOperation", "BlockingIOError"
 * for RS_WOULD_BLOCK, "Aborted". Static. */
RS_API const char *rs_error_class_name(rs_error_class kind);

/* The most specific class: for RS_OSERROR that of PEP 3151 by errno ("ConnectionRefusedError", "BlockingIOError", ...;
   "TimeoutError" for ETIMEDOUT), otherwise as rs_error_class_name(). Static. */
RS_API const char *rs_error_subclass(const rs_error *error);

/* The base class between a PEP 3151 class and OSError ("ConnectionError" for "BrokenPipeError"), "UnicodeError"'s is
   "ValueError", "OverflowError"'s "ArithmeticError", that of gaierror, herror and timeout "OSError";
   "UnsupportedOperation" has "OSError" here, and is a ValueError as well; NULL if there is none beside Exception. One
   step up; call again for the next. Static. */
RS_API const char *rs_error_base(const char *class_name);

/* "EAGAIN" for 11; an alias (EWOULDBLOCK, ENOTSUP) gives the canonical name; NULL if unknown. Static. */
RS_API const char *rs_errno_name(int number);
/* "EAI_NONAME", "HOST_NOT_FOUND"; NULL if unknown. Static. */
RS_API const char *rs_gai_name(int number);
RS_API const char *rs_herrno_name(int number);
/* The name of error->code in its own space, NULL if the class has no codes, or code is 0 or unknown. Static. */
RS_API const char *rs_error_code_name(const rs_error *error);
/* The number of an errno name, alias or not; 0 if this system has none. */
RS_API int rs_errno_number(const char *name);
/* Writes the entry number `index` (from 0) of all errno names of this system: canonical ones and aliases. 1, or 0 after
 * the last. */
RS_API int rs_errno_entry(size_t index, const char **name, int *number);

/* ----------------------------------------------------------------- Signals */

/*
 * Called in the thread whose system call was interrupted (EINTR), before it is made again with what is left of its time
 * (PEP 475). Not while libc's resolver waits for a server: it goes on after signals, as for CPython. 0: go on. -1: give
 * the call up with the *error that the hook filled (never NULL here). Process-wide; without a hook calls go on. Also
 * called where a signal may have cut a call short without EINTR (between the steps of sendall() and sendfile()):
 * whether a signal has come, the hook itself must know. [method.recv.eintr-retry,
 * method.connect.eintr-handler-exception]
 */
typedef int (*rs_signal_hook)(void *context, rs_error *error);
RS_API void rs_set_signal_hook(rs_signal_hook hook, void *context);

/* -------------------------------------------------------- Texts and buffers */

/*
 * A text argument: `size` bytes of UTF-8, which may hold NUL (that is then refused as CPython does). data NULL is None.
 * None is a TypeError, unless a function says what it means there. `bytes`: a bytes object, taken as it is, where a str
 * would be encoded by IDNA; only host names make the difference.
 */
typedef struct rs_text {
    const char *data;
    size_t size;
    bool bytes;
} rs_text;

/* A text from a C string; NULL gives None. Borrows. */
static inline rs_text rs_str(const char *text) {
    rs_text result = {text, text ? strlen(text) : 0, false};
    return result;
}

/* A port as getaddrinfo() takes it [func.getaddrinfo.port-service .port-number .port-none]. Zero is None. */
typedef enum rs_port_kind { RS_PORT_NONE, RS_PORT_NUMBER, RS_PORT_NAME } rs_port_kind;
typedef struct rs_port {
    rs_port_kind kind;
    int64_t number;
    rs_text name;
} rs_port;

/* Buffers of the scattering and gathering calls. Borrowed for the time of the call. */
typedef struct rs_buffer {
    void *data;
    size_t size;
} rs_buffer;
typedef struct rs_bytes {
    const void *data;
    size_t size;
} rs_bytes;

enum {
    RS_HOST_MAX = 1025,       /* a host name with its NUL (man:getnameinfo, NI_MAXHOST) */
    RS_SERVICE_MAX = 32,      /* a service name with its NUL (NI_MAXSERV) */
    RS_INET_TEXT = 16,        /* an IPv4 address as text with its NUL */
    RS_INET6_TEXT = 46,       /* an IPv6 address as text with its NUL */
    RS_INTERFACE_MAX = 64,    /* an interface's name with its NUL; 16 of them on Linux */
    RS_UNIX_MAX = 108,        /* bytes of an AF_UNIX name; 104 of them on some systems */
    RS_SOCKADDR_MAX = 128,    /* bytes of any C address */
    RS_CONTROL_INLINE = 1024, /* control messages up to here need no allocation */
    RS_OPTION_MAX = 1024      /* bytes of a socket option */
};

/* --------------------------------------------------------------- Addresses */

/*
 * A value: nothing to free, but what HOST and FIELDS of arguments borrow. Functions that report an address fill any
 * kind but RS_ADDRESS_HOST; functions that take one also resolve RS_ADDRESS_HOST for the socket's family. An address
 * that does not suit the family is a TypeError [family.general.format-by-family].
 */
typedef enum rs_address_kind {
    RS_ADDRESS_NONE,  /* None: no address was reported, as by recvfrom() on a connected stream */
    RS_ADDRESS_HOST,  /* (host, port[, flowinfo[, scopeid]]) with a host to be resolved */
    RS_ADDRESS_INET,  /* AF_INET, in binary [family.inet.pair] */
    RS_ADDRESS_INET6, /* AF_INET6, in binary [family.inet6.quad] */
    RS_ADDRESS_UNIX,  /* AF_UNIX path or abstract name [family.unix.path-string, family.unix.abstract-return-bytes] */
    RS_ADDRESS_RAW,   /* the C address of a family that has no form here */
    RS_ADDRESS_FIELDS /* the documentation's own form, as it stands there: any family's argument; what other families
                         than the three above report */
} rs_address_kind;

/* Numbers in host byte order, but `address`, which is as on the wire. */
typedef struct rs_inet_address {
    uint8_t address[4];
    uint16_t port;
} rs_inet_address;

typedef struct rs_inet6_address {
    uint8_t address[16];
    uint16_t port;
    uint32_t flowinfo;
    uint32_t scope_id;
} rs_inet6_address;

/* `name` is not terminated. size 0: unnamed (bind() then chooses an abstract name). First byte NUL: abstract, all bytes
 * count. Otherwise a path. */
typedef struct rs_unix_address {
    size_t size;
    char name[RS_UNIX_MAX];
} rs_unix_address;

/*
 * host: a name, a numeric address, "" for INADDR_ANY, "<broadcast>" for INADDR_BROADCAST [family.inet.empty-host,
 * family.inet.broadcast-host]. port 0..65535, flowinfo 0..0xfffff, anything else is an OverflowError, a port beyond a C
 * int before the host is looked up. fields: how many of the four the caller gave; 0 means 2. 1, more than 4, and more
 * than 2 with AF_INET: TypeError.
 */
typedef struct rs_host_address {
    rs_text host;
    int64_t port;
    int64_t flowinfo;
    uint32_t scope_id;
    int fields;
} rs_host_address;

typedef struct rs_raw_address {
    size_t size;
    unsigned char data[RS_SOCKADDR_MAX]; /* a struct sockaddr, the family first */
} rs_raw_address;

/* One element of an address. */
typedef enum rs_field_kind {
    RS_FIELD_NONE, /* None */
    RS_FIELD_INT,
    RS_FIELD_TEXT,  /* UTF-8; a file system's name in its own encoding */
    RS_FIELD_BYTES, /* bytes, bytearray and their like */
    RS_FIELD_OTHER /* an argument that is none of these, for a caller whose language has such; `data` is its type's name
                    */
} rs_field_kind;

typedef struct rs_field {
    rs_field_kind kind;
    bool beyond;      /* INT: does not fit; `number` has its low 64 bits. A reported one is then above INT64_MAX: these
                         bits are unsigned (the name of CAN_J1939) */
    int64_t number;   /* INT. What becomes of one that a family has no room for: the table below */
    const char *data; /* borrowed; in arguments only: rs_field_text() reads both */
    size_t size;
} rs_field;

enum { RS_FIELDS_MAX = 5, RS_FIELDS_TEXT = 80 };

/*
 * The elements in the order of the documentation: {"vcan0"} for AF_CAN, {pid, groups} for AF_NETLINK, {host, port} for
 * AF_INET. The socket's family, and its protocol for AF_CAN and AF_BLUETOOTH, say how they are read: TypeError,
 * ValueError, OverflowError or OSError as CPython. Names of interfaces are those of the socket's network namespace.
 *
 * Of a number that has "N bits" the low N bits are taken, whatever is above them, and of a negative one; there is no
 * error. "int": beyond an int of C it is an OverflowError (of AF_BLUETOOTH an OSError), within it is cut as said.
 *
 *   AF_ALG        type (13 bytes), name (63): ValueError if longer; [feat[, mask]], 32 bits each (CPython: 16, a known
 *                 difference). Nothing is ever reported [family.alg.tuple-2 .tuple-4 .feat-u32 .mask-u32]
 *   AF_BLUETOOTH  L2CAP: bdaddr, psm (int, 16 bits). RFCOMM: bdaddr, channel (int, 8 bits). HCI: device_id (int, 16
 *                 bits; CPython 3.13.0 makes a channel of the bits above, a known difference), reported bare. SCO:
 *                 bdaddr, bare, bytes (text is taken as it was reported only; CPython takes any since 3.13.4).
 *                 bdaddr is "01:23:45:67:89:AB"; whatever is wrong is an OSError, but for a NUL in SCO's, a ValueError
 *                 [family.bluetooth.l2cap.tuple .rfcomm.tuple .hci.tuple .sco.bare .sco.bytes].
 *                 NetBSD and DragonFly BSD: HCI: bdaddr, or bare as it is reported [family.bluetooth.hci.bdaddr].
 *                 FreeBSD: HCI: device_id (int, OSError below 0), no SCO [family.bluetooth.sco.no-freebsd]
 *   AF_CAN        CAN_RAW, CAN_BCM: interface, "" for all; OSError if longer than 15 bytes or not there. CAN_ISOTP:
 *                 interface, rx_addr, tx_addr (32 bits each). CAN_J1939: interface, name (64 bits), pgn (32 bits), addr
 *                 (8 bits) [family.can.tuple .empty-interface, later.can_isotp.tuple, later.can_j1939.tuple]
 *   AF_INET       host, port; AF_INET6: host, port[, flowinfo[, scope_id]]: as RS_ADDRESS_HOST, once
 *                 flowinfo and scope_id have been cut to 32 bits [family.inet.pair, family.inet6.quad]
 *   AF_NETLINK    pid, groups: 32 bits each [family.netlink.pair]
 *   AF_PACKET     ifname, proto[, pkttype[, hatype[, addr]]]; OSError ENODEV if ifname is longer than 15 bytes (CPython
 *                 cuts it, a known difference); proto in host byte order, OverflowError but for 0..65535;
 *                 pkttype int, 8 bits; hatype int, 16 bits; addr bytes, ValueError beyond 8 of them
 *                 [family.packet.tuple .pkttype-default]
 *   AF_QIPCRTR    node, port: 32 bits each [later.qipcrtr.pair]
 *   AF_RDS        host, port, as of AF_INET, and reported as that
 *   PF_SYSTEM     macOS, SYSPROTO_CONTROL: a control's name, bare (above 96 bytes ValueError, unknown OSError); or id,
 *                 unit: 32 bits each, which is what is reported [family.system.string .string-dynamic-id .tuple]
 *   AF_TIPC       addr_type, v1, v2, v3 (32 bits each)[, scope (8 bits, signed)]; TypeError for an addr_type that is
 *                 not TIPC_ADDR_*; v3 counts with TIPC_ADDR_NAMESEQ only. A scope below 0 is reported as unsigned, of
 *                 32 bits [family.tipc.tuple .addr-type .fields-by-type .scope-optional]
 *   AF_UNIX       the name, bare [family.unix.arg-str-path .arg-bytes-abstract]
 *   AF_VSOCK      CID, port: 32 bits each [later.vsock.pair]
 */
typedef struct rs_fields_address {
    int family;   /* of a reported address; in arguments 0 */
    int proto;    /* of the socket that reported it; -1: not known. Of no meaning in arguments */
    bool bare;    /* one element that stands for itself and not in a tuple: an AF_UNIX name, a device of BTPROTO_HCI */
    size_t count; /* of elements that were given; those beyond RS_FIELDS_MAX count, and are a TypeError */
    rs_field field[RS_FIELDS_MAX];
    char text[RS_FIELDS_TEXT]; /* of reported fields */
} rs_fields_address;

typedef struct rs_address {
    rs_address_kind kind;
    union {
        rs_host_address host;
        rs_inet_address inet;
        rs_inet6_address inet6;
        rs_unix_address un;
        rs_raw_address raw;
        rs_fields_address fields;
    };
} rs_address;

/* RS_ADDRESS_FIELDS is made of these: rs_address a; rs_start_fields(&a); rs_add_text(&a, "vcan0"); rs_add_int(&a, 5);
   Texts are borrowed; `data` NULL adds None. */
RS_API void rs_start_fields(rs_address *address);
RS_API void rs_add_int(rs_address *address, int64_t number);
RS_API void rs_add_text(rs_address *address, const char *text);
RS_API void rs_add_bytes(rs_address *address, const void *data, size_t size);

/* The text or bytes of a field, borrowed from where the argument's stand, or from a reported address itself. None if it
   has no such field, or that is neither. */
RS_API rs_text rs_field_text(const rs_address *address, size_t index);
/* The number of a field; 0 if it has no such field, or that is none. */
RS_API int64_t rs_field_int(const rs_address *address, size_t index);

/* RS_ADDRESS_HOST from a C string (borrowed). */
RS_API rs_address rs_host_port(const char *host, int64_t port);

/* RS_ADDRESS_UNIX from `size` bytes (copied). OSError "AF_UNIX path too long"; ValueError for a path (not an abstract
   name) with a NUL in it, which CPython cuts there (a known difference). [family.unix.arg-bytes-path,
   family.unix.arg-bytes-abstract] */
RS_API int rs_unix_name(rs_address *address, const void *name, size_t size, rs_error *error);

/* The address in its family's final kind: RS_ADDRESS_HOST is resolved for `family` (the first result counts), the
   others are checked. proto: of the socket that it is meant for; the form of AF_CAN and AF_BLUETOOTH depends on it
   (OSError if it is none of theirs), for others -1 will do. `caller` names the function in messages (NULL: resolve).
   None (NULL, too) is a TypeError. gaierror, OSError, OverflowError, TypeError, UnicodeError. */
RS_API int rs_resolve(int family, int proto, const char *caller, const rs_address *address, rs_address *result,
                      rs_error *error);

/* The host of an INET or INET6 address as numeric text, without a zone; RS_INET6_TEXT bytes always do. Its length.
 * TypeError for other kinds; ValueError if size is too small. */
RS_API int rs_address_host(const rs_address *address, char *text, size_t size, rs_error *error);

/* AF_* of the address; 0 (AF_UNSPEC) for NONE, HOST and FIELDS of arguments. */
RS_API int rs_address_family(const rs_address *address);

/* The C address (struct sockaddr) of a resolved address, and back; for calls that this library does not have. C to
 * value: a C address of length 0 is NONE; proto as for rs_resolve(): of AF_CAN without it there is the interface alone,
 * and AF_BLUETOOTH stays RAW. *size: the room, then the bytes. TypeError for an address without a family (NONE, HOST,
 * FIELDS of arguments); ValueError if the room is too small, or a C address above RS_SOCKADDR_MAX bytes. */
RS_API int rs_address_to_c(const rs_address *address, void *sockaddr, size_t *size, rs_error *error);
RS_API int rs_address_from_c(const void *sockaddr, size_t size, int proto, rs_address *address, rs_error *error);

/* ---------------------------------------------------------- Making sockets */

typedef struct rs_socket rs_socket;

/*
 * A new socket, not inheritable, in the mode of the default timeout [func.socket.non-inheritable,
 * timeout.mode.default-changed]. The flags SOCK_NONBLOCK and SOCK_CLOEXEC may be given with the type; SOCK_NONBLOCK
 * starts in non-blocking mode. OSError: EAFNOSUPPORT, EPROTONOSUPPORT, ... for what this system does not have; EPERM
 * for what needs a right.
 */
RS_API int rs_open(int family, int type, int proto, rs_socket **result, rs_error *error);

/*
 * A socket on an existing descriptor, which it takes over (also if the descriptor is inheritable; it stays so). family,
 * type, proto -1: found out. SOCK_NONBLOCK in the type gives the object the timeout 0, and leaves the descriptor and
 * its duplicates as they are: of one that blocks, calls wait nevertheless. ValueError for a negative fd; OSError EBADF,
 * ENOTSOCK; on failure fd stays the caller's. [func.socket.fileno-same]
 */
RS_API int rs_open_fd(int family, int type, int proto, int fd, rs_socket **result, rs_error *error);

/* The same on a duplicate of fd, not inheritable; fd stays the caller's. OSError EBADF of a negative fd, too.
 * [func.fromfd.duplicates .non-inheritable] */
RS_API int rs_fromfd(int fd, int family, int type, int proto, rs_socket **result, rs_error *error);

/* Two connected sockets, both the caller's, not inheritable, in the mode of the default timeout. family -1: AF_UNIX, on
 * Windows AF_INET. OSError EOPNOTSUPP of a family that has no pairs. Windows has TCP of AF_INET and AF_INET6 alone:
 * else EAFNOSUPPORT, EPROTOTYPE, EPROTONOSUPPORT. [func.socketpair.connected .non-inheritable .default-family-unix
 * .default-family-inet] */
RS_API int rs_socketpair(int family, int type, int proto, rs_socket *result[2], rs_error *error);

/* A second object on a duplicated descriptor, not inheritable, with the timeout of the first; each is closed for
 * itself. [method.dup.copy .non-inheritable] */
RS_API int rs_dup(rs_socket *socket, rs_socket **result, rs_error *error);

/* Closes the descriptor; the object stays, and all operations fail with EBADF from now on; fileno is -1. Again:
   nothing. A call that waits in another thread is not woken (man:close), but what it does next fails with EBADF.
   OSError (never ECONNRESET) of close(); the descriptor is gone anyway. While files of rs_makefile() are open the
   descriptor stays, and everything works as before, until the last of them is closed. With SO_LINGER whatever closes a
   connection waits, in every mode, until the peer has taken all, or for the seconds of the option; no timeout counts
   there. On Linux a signal that is handled ends that wait: close() has worked, what is left is sent in the background,
   and the signal hook is not called, since there is no EINTR. Elsewhere EINTR of close() is told, and nothing is done
   again. [method.close.operations-fail .oserror .deferred-by-makefile] */
RS_API int rs_close(rs_socket *socket, rs_error *error);

/* Takes the descriptor out, open, and leaves the object closed. The descriptor, or -1 (no error) if the socket was
 * closed. [method.detach.returns-fd] */
RS_API int rs_detach(rs_socket *socket);

/* Closes if open, and frees. NULL is fine. What Python's finaliser does, but for the warning. */
RS_API void rs_free(rs_socket *socket);

/*
 * `RS_SCOPED rs_socket *socket = NULL;` is freed when its scope is left, in whatever way: what C has for Python's
 * `with` statement [method.context.exit-closes]. GCC and Clang only. Set it to NULL to keep the socket.
 */
#if defined(__GNUC__)
static inline void rs_free_scoped(rs_socket **socket) {
    rs_free(*socket);
}
#define RS_SCOPED __attribute__((cleanup(rs_free_scoped)))
#endif

/* The descriptor; -1 once closed (no error). [method.fileno.int, method.fileno.failure] */
RS_API int rs_fileno(const rs_socket *socket);
/* As given to the constructor or found out; type without SOCK_NONBLOCK and SOCK_CLOEXEC. Also after close.
 * [attr.family, attr.type, attr.proto] */
RS_API int rs_family(const rs_socket *socket);
RS_API int rs_type(const rs_socket *socket);
RS_API int rs_proto(const rs_socket *socket);

/* Module functions close(fd) and dup(fd) (CPython 3.7); 0, and the duplicate, which is not inheritable. OSError EBADF.
 * [later.close.function .error] */
RS_API int rs_close_fd(int fd, rs_error *error);
RS_API int rs_dup_fd(int fd, rs_error *error);

/* 1 or 0; and 0. [method.get_inheritable.flag, method.set_inheritable.sets] */
RS_API int rs_get_inheritable(const rs_socket *socket, rs_error *error);
RS_API int rs_set_inheritable(rs_socket *socket, bool inheritable, rs_error *error);

/* ----------------------------------------------------------------- Timeouts */

/*
 * NULL: blocking. 0: non-blocking. Otherwise seconds, kept in ns and rounded up [method.settimeout.float .zero .none].
 * ValueError: negative, NaN. OverflowError: more than 2^63 ns. O_NONBLOCK is set exactly when seconds is not NULL.
 * OSError EBADF if closed.
 */
RS_API int rs_settimeout(rs_socket *socket, const double *seconds, rs_error *error);
/* 1 and *seconds, or 0 for None. Never fails, also when closed. [method.gettimeout.float .none .last-setting] */
RS_API int rs_gettimeout(const rs_socket *socket, double *seconds);
/* false: non-blocking, true: blocking, as settimeout(0.0) and settimeout(None). OSError EBADF if closed.
 * [method.setblocking.equals-none .equals-zero] */
RS_API int rs_setblocking(rs_socket *socket, bool blocking, rs_error *error);
/* 0 if the timeout is 0, otherwise 1 (CPython 3.7). [later.getblocking] */
RS_API int rs_getblocking(const rs_socket *socket);
/* Of sockets made later, process-wide; arguments and results as above. [func.setdefaulttimeout.applies .initial] */
RS_API int rs_setdefaulttimeout(const double *seconds, rs_error *error);
RS_API int rs_getdefaulttimeout(double *seconds);

/* -------------------------------------------------------------- Connecting */

/*
 * Everything that waits fails with RS_TIMEOUT when the socket's timeout is over, counted from the entry to the call or
 * from when the address that it was given is known, and with OSError EAGAIN in non-blocking mode
 * [timeout.timeout.expires, timeout.nonblocking.fails]: the name of a host is looked up before, in every mode, for as
 * long as libc's resolver takes. With a timeout, sending and receiving are tried first and waited for only where they
 * would block; CPython waits first. So what fails at once fails at once, where poll() sees nothing and CPython tells a
 * timeout (a listening socket's ENOTCONN, EPIPE, EINVAL; EMSGSIZE while the buffer is full); and what fits is sent,
 * where poll() wants more room (AF_UNIX: three quarters).
 */

/* OSError: EADDRINUSE, EADDRNOTAVAIL, EACCES; EINVAL if it is bound already. [method.bind.binds .not-bound-yet
 * .family-format] */
RS_API int rs_bind(rs_socket *socket, const rs_address *address, rs_error *error);

/* backlog below 0 is taken as 0 [method.listen.backlog-clamped]; RS_BACKLOG_DEFAULT as min(SOMAXCONN, 128)
 * [method.listen.backlog-default]. OSError: EOPNOTSUPP of a type that has no connections; EADDRINUSE if
 * another one listens there. [method.listen.enables] */
enum { RS_BACKLOG_DEFAULT = -0x7fffffff - 1 };
RS_API int rs_listen(rs_socket *socket, int backlog, rs_error *error);

/* A connection, not inheritable, in the mode of the default timeout (blocking if there is none), and the peer's address
   (may be NULL). A socket of AF_ALG gives one at once, whatever the timeout, and no address: CPython waits for it with
   a timeout, and it never comes (a known difference). OSError: EINVAL of a socket that does not listen, EOPNOTSUPP of a
   type that has no connections, EMFILE. [method.accept.pair .non-inheritable,
   timeout.accept.inherit] */
RS_API int rs_accept(rs_socket *socket, rs_socket **connection, rs_address *peer, rs_error *error);

/* OSError: ECONNREFUSED, ETIMEDOUT, ENETUNREACH, ...; ENOENT of an AF_UNIX path. An interrupted connect waits on, in
 * blocking and timeout mode [method.connect.eintr-waits]; non-blocking: OSError EINPROGRESS, EAGAIN, or EINTR. */
RS_API int rs_connect(rs_socket *socket, const rs_address *address, rs_error *error);

/* 0, or the errno of connect(), EWOULDBLOCK when the time is up (EAGAIN, but for Windows). -1 for other failures (the
 * address, a hook's abort). [method.connect_ex.no-raise .other-errors-raise] */
RS_API int rs_connect_ex(rs_socket *socket, const rs_address *address, rs_error *error);

/* OSError ENOTCONN of getpeername() without a peer. [method.getsockname.own, method.getpeername.remote] */
RS_API int rs_getsockname(rs_socket *socket, rs_address *address, rs_error *error);
RS_API int rs_getpeername(rs_socket *socket, rs_address *address, rs_error *error);

/* how: SHUT_RD, SHUT_WR, SHUT_RDWR; OSError EINVAL for others, ENOTCONN without a connection. [method.shutdown.halves]
   A socket of AF_BLUETOOTH with SO_LINGER waits there; EINTR is told, and nothing is done again, as in CPython. */
RS_API int rs_shutdown(rs_socket *socket, int how, rs_error *error);

/* --------------------------------------------------------------- Receiving */

/*
 * The bytes received; 0 is the end of a stream. size < 0: ValueError. size 0: 0 at once, no system call (as CPython).
 * With MSG_TRUNC the result of a datagram may exceed size; size bytes were written then. OSError: ECONNRESET; ENOTCONN
 * of a stream without a connection; ECONNREFUSED of a datagram that was sent before. [method.recv.bytes .bufsize-max
 * .flags]
 */
RS_API ptrdiff_t rs_recv(rs_socket *socket, void *buffer, ptrdiff_t size, int flags, rs_error *error);

/* Up to nbytes, or if that is 0 up to `size`, into a buffer of `size` bytes. ValueError if nbytes is negative or
 * greater than size. [method.recv_into.limit .nbytes-zero] */
RS_API ptrdiff_t rs_recv_into(rs_socket *socket, void *buffer, size_t size, ptrdiff_t nbytes, int flags,
                              rs_error *error);

/* The same with the sender's address (may be NULL); size 0 does wait. They fail as rs_recv() and rs_recv_into().
 * [method.recvfrom.pair .address, method.recvfrom_into.writes] */
RS_API ptrdiff_t rs_recvfrom(rs_socket *socket, void *buffer, ptrdiff_t size, int flags, rs_address *from,
                             rs_error *error);
RS_API ptrdiff_t rs_recvfrom_into(rs_socket *socket, void *buffer, size_t size, ptrdiff_t nbytes, int flags,
                                  rs_address *from, rs_error *error);

#if !defined(_WIN32)

/* A control message: (cmsg_level, cmsg_type, cmsg_data) [method.recvmsg.ancdata-list]. Received ones point into the
 * control buffer. */
typedef struct rs_control {
    int level;
    int type;
    const void *data;
    size_t size;
    bool cut; /* received only: the item runs past the end of the buffer; size is what lies inside. CPython warns here
                 [method.recvmsg.runtime-warning] */
} rs_control;

/* What rs_recvmsg() reports beside the data. */
typedef struct rs_message {
    int flags;          /* MSG_TRUNC, MSG_CTRUNC, MSG_EOR ... [method.recvmsg.msg-flags] */
    rs_address address; /* [method.recvmsg.address-unconnected] */
    void *control;      /* the caller's buffer */
    size_t control_size;
} rs_message;

/*
 * Data scattered over `count` buffers in their order; control messages into `control`, aligned as malloc() does,
 * control_size bytes of it count. control_size 0: none are delivered. ValueError: control_size negative or above
 * INT_MAX, a buffer's size above PTRDIFF_MAX ("negative buffer size in recvmsg()"). OSError EMSGSIZE: count above
 * SC_IOV_MAX. Received descriptors are inheritable unless MSG_CMSG_CLOEXEC is given, and are the caller's.
 * [method.recvmsg_into.scatter .fill-order, method.recvmsg.ancbufsize]
 */
RS_API ptrdiff_t rs_recvmsg(rs_socket *socket, const rs_buffer *buffers, size_t count, void *control,
                            ptrdiff_t control_size, int flags, rs_message *message, rs_error *error);

/* The next control message: 1 and *item, 0 after the last, -1 OSError "received malformed or improperly-truncated
 * ancillary data". Start with *cursor NULL. */
RS_API int rs_next_control(const rs_message *message, void **cursor, rs_control *item, rs_error *error);

/* Closes every descriptor that came in SCM_RIGHTS items; for failures after the call
 * [method.recvmsg.close-fds-on-error]. */
RS_API void rs_close_received(const rs_message *message);

#endif

/* ------------------------------------------------------------------ Sending */

/* SIGPIPE is never raised: the error is OSError EPIPE. The exception is rs_sendfile(), since sendfile() has no flag for
 * it: ignore SIGPIPE in the program. */

/* The bytes sent, maybe fewer than size. OSError: EPIPE, ECONNRESET; ENOTCONN, EDESTADDRREQ without a peer; EMSGSIZE of
 * a datagram that is too large. [method.send.returns .partial] */
RS_API ptrdiff_t rs_send(rs_socket *socket, const void *data, size_t size, int flags, rs_error *error);
/* Everything, within one timeout altogether. 0, or -1 with an unknown part sent. [method.sendall.all .timeout-total
 * .error-unknown-count] */
RS_API int rs_sendall(rs_socket *socket, const void *data, size_t size, int flags, rs_error *error);
/* With a timeout, and AF_UNIX datagrams to a receiver that the socket is not connected to: poll() does not know whether
 * there is room in the receiver's queue. While it is full, the call has a second descriptor, connected to the receiver,
 * that tells; if none can be had, it tries every 5 ms. CPython tries without a pause (a known difference).
 * rs_sendmsg() likewise. [method.sendto.returns .family-format] */
RS_API ptrdiff_t rs_sendto(rs_socket *socket, const void *data, size_t size, int flags, const rs_address *address,
                           rs_error *error);

#if !defined(_WIN32)

/*
 * Gathers `count` buffers, with `item_count` control messages, to address (NULL: the peer). OSError without a number:
 * "ancillary data item too large", "too much ancillary data"; EMSGSIZE: count above SC_IOV_MAX. [method.sendmsg.gather
 * .ancdata .address .iov-limit]
 */
RS_API ptrdiff_t rs_sendmsg(rs_socket *socket, const rs_bytes *buffers, size_t count, const rs_control *items,
                            size_t item_count, int flags, const rs_address *address, rs_error *error);

/*
 * rs_sendmsg() to a socket of AF_ALG that rs_accept() gave: `op` is ALG_OP_*, iv the initialisation vector (NULL: none
 * is set), *assoclen the bytes of AEAD's associated data (NULL: not set). The bytes sent. OSError "algset is only
 * supported for AF_ALG"; TypeError: op (-1 is a missing one) or *assoclen negative, op above INT_MAX; OverflowError:
 * *assoclen above INT_MAX. Where rs_find_constant("AF_ALG") is NULL, Python's sockets have no such method
 * [method.sendmsg_afalg.availability]. [method.sendmsg_afalg.specialised .op-keyword .iv .assoclen .flags]
 */
RS_API ptrdiff_t rs_sendmsg_afalg(rs_socket *socket, const rs_bytes *buffers, size_t count, int64_t op,
                                  const rs_bytes *iv, const int64_t *assoclen, int flags, rs_error *error);

#endif

/*
 * The file of sendfile(). fd: a descriptor, or -1 if it has none; then, and when it is no regular file, data is fetched
 * through read and sent with send(); on Windows always. Else nothing is sent of what fstat(2) calls empty, as in
 * CPython, though a pipe or a file of proc(5) may have something to read. read and seek may be NULL where fd is given:
 * read() and lseek() are used. read: up to size bytes, 0 at the end, or -1 with *error. seek: to an absolute position,
 * 0, or -1 with *error; with fd -1 and no seek the file has no position, and only offset 0 is possible. Both always get
 * an error to fill, whatever the caller of rs_sendfile() gave. text: opened in text mode.
 */
typedef struct rs_file {
    int fd;
    bool text;
    ptrdiff_t (*read)(void *context, void *buffer, size_t size, rs_error *error);
    int (*seek)(void *context, int64_t position, rs_error *error);
    void *context;
} rs_file;

/*
 * Sends from offset to the end, or *count bytes (NULL: None). The bytes sent; also in *sent (may be NULL), which on
 * failure tells how much was. The position is set to offset + sent if anything was sent, on failure too; if that fails
 * as well, the first failure is told. ValueError: text mode, a type without the SOCK_STREAM bit, count <= 0,
 * non-blocking mode, a socket that is closed (OSError EBADF where send() is used). UnsupportedOperation "seek": an
 * offset, and a file that has no position. The timeout counts from the last progress, as in CPython.
 * [method.sendfile.until-eof .offset .count .position-return .position-error .stream-only .no-nonblocking
 * .fallback-not-regular]
 */
RS_API int64_t rs_sendfile(rs_socket *socket, const rs_file *file, int64_t offset, const int64_t *count, int64_t *sent,
                           rs_error *error);

#if !defined(_WIN32)

/* Descriptors as one SCM_RIGHTS message (CPython 3.9). flags and address count here; CPython ignores them (a known
 * difference). The bytes of data sent. OSError EBADF of a descriptor that is not open, and as rs_sendmsg().
 * [later.send_fds.sends .error .address] */
RS_API ptrdiff_t rs_send_fds(rs_socket *socket, const rs_bytes *buffers, size_t count, const int *fds, size_t fd_count,
                             int flags, const rs_address *address, rs_error *error);

/* Up to `size` bytes and up to max_fds descriptors into fds (room for that many). The bytes received; *fd_count,
   *message_flags and *from (may be NULL) are filled. flags count here; CPython ignores them. ValueError as
   rs_recvmsg(); OverflowError if max_fds is out of range of rs_CMSG_LEN(); as rs_next_control(), and what came is
   closed then. The descriptors are the caller's, as those of rs_recvmsg(). [later.recv_fds.receives .maxfds .flags] */
RS_API ptrdiff_t rs_recv_fds(rs_socket *socket, void *buffer, ptrdiff_t size, int *fds, ptrdiff_t max_fds,
                             size_t *fd_count, int flags, int *message_flags, rs_address *from, rs_error *error);

/* Sizes of a control message with `length` bytes, without and with padding. OverflowError: negative, or a result above
 * INT_MAX. [func.cmsg_len.total .overflow, func.cmsg_space.size] */
RS_API int64_t rs_CMSG_LEN(int64_t length, rs_error *error);
RS_API int64_t rs_CMSG_SPACE(int64_t length, rs_error *error);

#endif

/* ------------------------------------------------------------------ Files */

/*
 * What makefile() returns: the socket as a file, in layers as Python has them. By mode and buffering it is one of
 * RS_STREAM_RAW (io.RawIOBase: each read is one recv(), each write one send()), RS_STREAM_READER, RS_STREAM_WRITER,
 * RS_STREAM_PAIR (a reader and a writer) and RS_STREAM_TEXT, which codes what goes through one of the last three.
 * [method.makefile.type-by-args]
 *
 * Text is UTF-8; a lone surrogate, which error handlers may make of bytes, stands in it as the three bytes of its
 * number (as Python's "surrogatepass" has it). Sizes and limits of a text file count characters, of others bytes.
 *
 * What a reading function gives is borrowed: it is good until the next reading operation on the file or one of its
 * layers, or its closing.
 *
 * Threads: one may read while another writes, no more; layers of a file count as the file. A read of text passes on
 * what was written before, unless the other thread is writing just then; so does readline() of one that is for writing
 * alone, before it fails, and counts as writing. rs_stream_free() demands that nobody uses it
 * any more. Several files of one socket are independent as sockets are.
 *
 * Signals: a hook may use every file that its thread is not in a call on. Of a text file for both that it writes to, or
 * whose read passes something on just then, writing, flushing, reconfiguring and closing are an OSError EDEADLK, and
 * leave it as it is.
 *
 * fork(): both processes have what is in the buffers; flush before, and let one of them alone go on (the other one
 * calls _exit(), or closes the descriptor before rs_stream_free(), so that what is buffered is not sent twice). A call
 * that another thread was in goes on in the parent alone. In the child its file may be half changed, and is not to be
 * used or freed. A text file for both tells so, where the call was one that writes: what writes in the child is an
 * OSError EOWNERDEAD, reading goes on, and closing and freeing send nothing.
 *
 * A socket with a timeout may have files [method.makefile.timeout-allowed]. When a read has timed out all further ones
 * that need the socket fail: OSError "cannot read from timed out object"; what the read had got is lost, as in CPython
 * [method.makefile.timeout-inconsistent], and so it is where a read fails otherwise, but what comes then can be read.
 * With a non-blocking socket RS_WOULD_BLOCK stands for Python's None; what CPython answers there is otherwise said at
 * each function [method.makefile.blocking-required].
 *
 * The operations are those of the documentation's file objects, but for detach() (and what a socket cannot: see
 * rs_stream_seekable()).
 *
 * All fail with ValueError on a closed file, with RS_UNSUPPORTED_OPERATION where the mode does not allow them, and with
 * what rs_recv_into() and rs_send() fail with.
 */
typedef struct rs_stream rs_stream;

typedef enum rs_stream_kind {
    RS_STREAM_RAW,
    RS_STREAM_READER,
    RS_STREAM_WRITER,
    RS_STREAM_PAIR,
    RS_STREAM_TEXT
} rs_stream_kind;

enum {
    RS_DEFAULT_BUFFERING = -1,    /* None, and any negative number */
    RS_DEFAULT_BUFFER_SIZE = 8192 /* bytes; io.DEFAULT_BUFFER_SIZE */
};

/*
 * Zero is the default, None for each; a binary file looks at none of them.
 *
 * encoding: as Python names them: utf-8, ascii, latin-1 with their aliases, what iconv(3) knows otherwise; LookupError
 * for those that Python alone has (utf-8-sig, idna, punycode, ...). None and "locale": the environment's (LC_ALL,
 * LC_CTYPE, LANG), UTF-8 where that is ASCII. The characters of an encoding are iconv's, which in some places of the
 * East Asian and EBCDIC ones are not CPython's: ref/tests/encodings.tsv names the encodings of both kinds.
 *
 * errors: strict, ignore, replace, surrogateescape, surrogatepass, backslashreplace, xmlcharrefreplace. Looked up when
 * first needed, as in CPython: then LookupError for another name (namereplace is one: the names of characters are not
 * here). The texts of Unicode errors are CPython's for the encodings that are built in; those of iconv have their own.
 * What cannot be decoded is one unit of UTF-16 or UTF-32, as in CPython, and of others of iconv one byte.
 * surrogatepass: in UTF-8, UTF-16 and UTF-32; surrogateescape writes nothing in the latter two, where one byte is no
 * unit. Both as in CPython.
 * After a decoding error the next read goes on with the next piece that comes, as in CPython; the rest of the piece
 * with the error is lost. Of a character that had begun in a piece before it the bytes stay in UTF-8, UTF-16 and
 * UTF-32, so that the error may come again, even at every read; others give them up. In UTF-7 CPython goes on as from
 * before that piece, this from the error. The first two bytes of a surrogate in UTF-8 wait for the third, as in CPython
 * from 3.7 on; 3.6 has an error at once.
 * utf-16, utf-32: what is read begins with a byte order mark (UnicodeDecodeError otherwise); none is written, and the
 * order is this machine's, as in CPython. iso2022_*: a text goes on in the set in which the one before ended, and a
 * file is not brought back to ASCII at its end, as in CPython. A write that failed changes nothing of that.
 *
 * newline: None ("\n", "\r", "\r\n" end a line and become "\n"), "" (they end a line and stay), "\n", "\r",
 * "\r\n" (that one ends a line, and "\n" is written as it). [method.makefile.like-open]
 */
typedef struct rs_text_options {
    rs_text encoding;
    rs_text errors;
    rs_text newline;
} rs_text_options;

/*
 * A file of the socket, which stays the caller's. mode: of the letters r, w, b, in any order and number; reading if
 * there is neither r nor w [method.makefile.modes .default-mode]. buffering: 0 for none (binary only), else the
 * buffer's bytes; negative: RS_DEFAULT_BUFFER_SIZE. 1 is no line buffering, but a buffer of 1 byte, as in CPython. text
 * NULL: defaults. ValueError: "invalid mode ...", "unbuffered streams must be binary", "illegal newline value: ...", a
 * NUL in a text. LookupError: "unknown encoding: ...". MemoryError, OSError: of iconv_open(). The caller owns *result:
 * rs_stream_free().
 */
RS_API int rs_makefile(rs_socket *socket, rs_text mode, int64_t buffering, const rs_text_options *text,
                       rs_stream **result, rs_error *error);

/* Writes what is buffered, closes the file if it is open, and frees. NULL is fine. Failures are not told:
 * rs_stream_close() first does. */
RS_API void rs_stream_free(rs_stream *stream);

/*
 * Writes what is buffered and closes the file, also if that writing fails (but for EDEADLK); the error is told. A
 * text file whose writing takes longer than the timeout closes its buffer all the same, which takes as long once more
 * for the rest; as CPython. The socket stays open, but if it was closed
 * before and this is its last file [method.makefile.close-keeps-socket .last-close]. Again: nothing.
 */
RS_API int rs_stream_close(rs_stream *stream, rs_error *error);

/*
 * buffer, of a text file: what it codes for. raw, of a buffered binary file that is no pair, and of such a buffer: the
 * socket without a buffer. Python has no such attribute elsewhere, and this NULL; nothing else fails. They are layers
 * of the file, theirs is what the file has not taken yet, and ahead of what it has not passed on (rs_stream_flush()
 * does). Closing one closes the file, without what is kept above it. The file owns them: they go with its
 * rs_stream_free(), and are not given to it themselves.
 */
RS_API rs_stream *rs_stream_buffer(rs_stream *stream);
RS_API rs_stream *rs_stream_raw(rs_stream *stream);

/* 1 or 0; never fails. */
RS_API int rs_stream_closed(const rs_stream *stream);

/*
 * read(size): size negative is everything up to the end (a buffered binary file takes -1 alone for that: ValueError). A
 * raw file makes one recv(); others go on until there is as much, or the end. *data: what was read, size 0 at the end;
 * `bytes` says whether it is bytes. The bytes in it, or -1. RS_WOULD_BLOCK: nothing was there (a text file gives ""
 * then, but for read(-1), where CPython has a TypeError and this RS_WOULD_BLOCK); with something there that is given.
 */
RS_API ptrdiff_t rs_stream_read(rs_stream *stream, int64_t size, rs_text *data, rs_error *error);

/* read1(size): at most one recv(), none if something is buffered; negative: a buffer full. Not raw, not text. Nothing
 * there: empty, not RS_WOULD_BLOCK. */
RS_API ptrdiff_t rs_stream_read1(rs_stream *stream, int64_t size, rs_text *data, rs_error *error);

/* peek(): what is buffered, after one recv() if nothing is; it stays. Not raw, not text. Nothing there: empty. */
RS_API ptrdiff_t rs_stream_peek(rs_stream *stream, rs_text *data, rs_error *error);

/*
 * readline(limit): up to the end of a line and with it, at most `limit`; negative: any length. 0: the end. Iterating
 * over a file is calling this until it gives 0. Nothing there: what there was of a line so far, maybe empty; OSError
 * "read() should have returned a bytes object, not 'NoneType'" for raw files and pairs.
 */
RS_API ptrdiff_t rs_stream_readline(rs_stream *stream, int64_t limit, rs_text *data, rs_error *error);

/* readlines(hint): lines until they have more than `hint` together; 0 or negative: all. The number of them, in one
 * allocation for rs_lines_free(); zero is empty. */
typedef struct rs_lines {
    rs_text *items;
    size_t count;
} rs_lines;
RS_API ptrdiff_t rs_stream_readlines(rs_stream *stream, int64_t hint, rs_lines *lines, rs_error *error);
RS_API void rs_lines_free(rs_lines *lines);

/* readinto(), readinto1(): into the caller's memory, the first until it is full, the second (not raw) with one recv()
 * at most, and with none if something is buffered and the buffer has room for what is wanted besides. The bytes read, 0
 * at the end. Not text. */
RS_API ptrdiff_t rs_stream_readinto(rs_stream *stream, void *buffer, size_t size, rs_error *error);
RS_API ptrdiff_t rs_stream_readinto1(rs_stream *stream, void *buffer, size_t size, rs_error *error);

/*
 * What was taken of `size` bytes (of UTF-8, if it is a text file: then it is the number of characters; ValueError if it
 * is no UTF-8). A raw file makes one send() and may take a part, or RS_WOULD_BLOCK; others take everything or fail.
 * OSError EAGAIN "write could not complete without blocking" with error->end: a buffered file of a non-blocking socket
 * took a part. UnicodeEncodeError. What was read of a character so far is kept for the rest of it; CPython forgets that
 * when a text file is written (a known difference).
 */
RS_API ptrdiff_t rs_stream_write(rs_stream *stream, const void *data, size_t size, rs_error *error);
/* Each line is written, nothing is added. 0, or -1 after some. */
RS_API int rs_stream_writelines(rs_stream *stream, const rs_bytes *lines, size_t count, rs_error *error);

/* Sends what is buffered; nothing for a file that is not for writing. On failure what was not sent stays buffered, but
 * not what a text file had gathered (up to 8 KiB) and was passing on to a buffer without room for it: that is lost, as
 * in CPython. */
RS_API int rs_stream_flush(rs_stream *stream, rs_error *error);

/*
 * What reconfigure() changes of a text file; zero is nothing. text: encoding and errors as for rs_makefile(), but None
 * leaves each as it is (errors with another encoding: strict). newline: whether text.newline counts, None too.
 */
typedef enum rs_switch { RS_AS_IT_IS, RS_OFF, RS_ON } rs_switch;
typedef struct rs_text_changes {
    rs_text_options text;
    bool newline;
    rs_switch line_buffering; /* each write with the end of a line is flushed */
    rs_switch write_through;  /* each write goes on to the buffer */
} rs_text_changes;

/*
 * Flushes, and then changes what is asked for; on failure nothing, but what was sent. Threads: it is writing, and with
 * encoding, errors or newline reading, too. UnsupportedOperation "It is not possible to set the encoding or newline of
 * stream after the first read" for the encoding, errors and newline, after read(n) or readline() has read a chunk,
 * until a readline() finds the end or fails with nothing left; as CPython since 3.13: writing or read() of everything
 * made older ones forget the chunk. Of no other kind than text: UnsupportedOperation. ValueError, LookupError,
 * MemoryError, OSError: of rs_makefile(), rs_stream_flush().
 */
RS_API int rs_stream_reconfigure(rs_stream *stream, const rs_text_changes *changes, rs_error *error);

/* The piece in which `start` and `end` count, if the last read was a UnicodeDecodeError; else None. Its bytes are there
 * until the file, or a layer of it, reads again or is freed. */
RS_API rs_text rs_stream_undecoded(const rs_stream *stream);

/* 1 or 0. */
RS_API int rs_stream_readable(const rs_stream *stream, rs_error *error);
RS_API int rs_stream_writable(const rs_stream *stream, rs_error *error);
/* Always 0: not seekable, no terminal. seek(), tell() and truncate(), which are not there, are UnsupportedOperation in
 * Python. */
RS_API int rs_stream_seekable(const rs_stream *stream, rs_error *error);
RS_API int rs_stream_isatty(const rs_stream *stream, rs_error *error);

/* The socket's descriptor; -1 with RS_NO_ERROR in *error if rs_detach() took it. UnsupportedOperation "fileno" for a
 * pair and a text file for reading and writing. */
RS_API int rs_stream_fileno(const rs_stream *stream, rs_error *error);

/* Never fail. name: the descriptor, -1 once closed, -2 where Python has no such attribute (as for fileno). mode: as
 * given for text, else "rb", "wb", "rwb"; NULL for a pair. Others are NULL, or 0, for what is no text. encoding: as
 * given. newlines: those seen so far, with newline None or "", before writes, too, where CPython forgets them. Owned by
 * the file. */
RS_API rs_stream_kind rs_stream_type(const rs_stream *stream);
RS_API int rs_stream_name(const rs_stream *stream);
RS_API const char *rs_stream_mode(const rs_stream *stream);
RS_API const char *rs_stream_encoding(const rs_stream *stream);
RS_API const char *rs_stream_errors(const rs_stream *stream);
enum { RS_NEWLINE_CR = 1, RS_NEWLINE_LF = 2, RS_NEWLINE_CRLF = 4 };
RS_API int rs_stream_newlines(const rs_stream *stream);
RS_API int rs_stream_line_buffering(const rs_stream *stream);
RS_API int rs_stream_write_through(const rs_stream *stream);

/* ------------------------------------------------------------------ Options */

/* All of options: OSError ENOPROTOOPT for one that is not known, EINVAL for a size that does not fit, EPERM. */

/* An int, which is what buflen 0 asks for [method.getsockopt.int-default]. A number of AF_VSOCK has 64 bits, unsigned,
 * as in CPython: OverflowError if it is above INT_MAX. The whole range is there through 8 bytes, with the two functions
 * below; CPython takes and gives no bytes there. */
RS_API int rs_getsockopt_int(rs_socket *socket, int level, int option, int *value, rs_error *error);
/* The bytes written, up to buflen. OSError without a number if buflen is not 1..RS_OPTION_MAX.
 * [method.getsockopt.buflen-bytes .buflen-maximum] */
RS_API int rs_getsockopt(rs_socket *socket, int level, int option, void *value, int buflen, rs_error *error);
/* [method.setsockopt.int .buffer] OverflowError for a size above INT_MAX. */
RS_API int rs_setsockopt_int(rs_socket *socket, int level, int option, int value, rs_error *error);
RS_API int rs_setsockopt(rs_socket *socket, int level, int option, const void *value, size_t size, rs_error *error);
/* value None: setsockopt() with NULL and optlen [method.setsockopt.none .none-c-call]. */
RS_API int rs_setsockopt_none(rs_socket *socket, int level, int option, unsigned optlen, rs_error *error);

/* ----------------------------------------------------------------- Windows */

#if defined(_WIN32)

/*
 * A limited WSAIoctl(): control is SIO_RCVALL, with an option of RCVALL_* [method.ioctl.sio_rcvall], or
 * SIO_LOOPBACK_FAST_PATH, with 0 or 1 [method.ioctl.sio_loopback_fast_path]. The bytes that came back. ValueError for
 * another control code [method.ioctl.other-codes]; OSError: EACCES without administrator's rights.
 */
RS_API int rs_ioctl(rs_socket *socket, uint32_t control, uint32_t option, rs_error *error);

/* The option of SIO_KEEPALIVE_VALS: (onoff, keepalivetime, keepaliveinterval), the times in ms. */
typedef struct rs_keepalive {
    unsigned long on;
    unsigned long time_ms;
    unsigned long interval_ms;
} rs_keepalive;
/* The same for SIO_KEEPALIVE_VALS [method.ioctl.sio_keepalive_vals]. */
RS_API int rs_ioctl_keepalive(rs_socket *socket, uint32_t control, const rs_keepalive *option, rs_error *error);

/*
 * The socket for another process: bytes to be sent there in whatever way, for one rs_fromshare() of that process; the
 * original may be closed before. RS_SHARE_SIZE. OSError, for instance of a process that does not exist.
 * [method.share.duplicates .process-id .bytes .close-safe]
 */
enum { RS_SHARE_SIZE = 628 };
RS_API int rs_share(rs_socket *socket, uint32_t process_id, unsigned char data[RS_SHARE_SIZE], rs_error *error);

/* The socket that another process shared with this one; not inheritable, in the mode of the default timeout, without
   which it is taken for a blocking one. ValueError for another size than RS_SHARE_SIZE; OSError.
   [func.fromshare.instantiates .assumes-blocking] */
RS_API int rs_fromshare(const void *data, size_t size, rs_socket **result, rs_error *error);

#endif

/* -------------------------------------------------- Clients and servers */

typedef enum rs_timeout_choice { RS_DEFAULT_TIMEOUT, RS_NO_TIMEOUT, RS_TIMEOUT_SECONDS } rs_timeout_choice;

/* What went wrong with each address, in order. Free with rs_errors_free(); zero is empty. */
typedef struct rs_errors {
    rs_error *items;
    size_t count;
} rs_errors;
RS_API void rs_errors_free(rs_errors *errors);

/* Zero is the default. */
typedef struct rs_connection_options {
    rs_timeout_choice timeout; /* default: that of setdefaulttimeout() [func.create_connection.timeout-default] */
    double seconds;            /* with RS_TIMEOUT_SECONDS; checked as by rs_settimeout() */
    const rs_address *source;  /* bound before connecting; NULL: none [func.create_connection.source-bind] */
    rs_errors *errors; /* all_errors: filled when no address could be connected and getaddrinfo() gave some; NULL: not
                          wanted [later.create_connection.all_errors] */
} rs_connection_options;

/*
 * A TCP connection to the first address of host and port that answers. Each gets the whole timeout. *error is that of
 * the last address; with `errors` they are all there (CPython then raises an ExceptionGroup of them). Failures other
 * than OSError end it at once, those of rs_getaddrinfo() and of a timeout that rs_settimeout() refuses among them.
 * options NULL: defaults. [func.create_connection.tries-all .timeout-set]
 */
RS_API int rs_create_connection(rs_text host, rs_port port, const rs_connection_options *options, rs_socket **result,
                                rs_error *error);

/* Zero is the default. */
typedef struct rs_server_options {
    int family;          /* 0: AF_INET */
    bool backlog_given;  /* false: rs_listen()'s default */
    int backlog;         /* as rs_listen() */
    bool reuse_port;     /* SO_REUSEPORT, of AF_INET and AF_INET6; ValueError where it does not exist */
    bool dualstack_ipv6; /* ValueError unless possible here and family is AF_INET6 */
} rs_server_options;

/* A listening socket, with SO_REUSEADDR where that is right (CPython 3.8). options NULL: defaults. It fails as
 * rs_open(), rs_setsockopt_int(), rs_bind() and rs_listen(); an error of bind() names the address as Python's repr()
 * does (characters above U+00FF are printable there), and a gaierror is an OSError with its code then; of one without a
 * number the text before that is None, as in CPython.
 * [later.create_server.listens .family .backlog .reuse-port .reuse-address .dualstack .dualstack-off .dualstack-error
 * .error] */
RS_API int rs_create_server(const rs_address *address, const rs_server_options *options, rs_socket **result,
                            rs_error *error);

/* The constant has_ipv6: 1, as the library is always built with IPv6, whatever the kernel has. [const.has_ipv6.meaning]
 */
RS_API int rs_has_ipv6(void);

/* 1 if an AF_INET6 socket can serve both families, 0 if not (CPython 3.8). [later.has_dualstack_ipv6] */
RS_API int rs_has_dualstack_ipv6(void);

/* ----------------------------------------------------------------- Resolver */

/*
 * 1 if the library was built with libidn. Host names beyond ASCII are then encoded as by Python's codec "idna" (IDNA
 * 2003, RFC 3490), but for two things: characters whose lower case came after Unicode 3.2 (Georgian capitals, U+1E9E)
 * keep their case, as the RFC's tables have it, and a few sequences of combining marks are normalized as Unicode 3.2
 * had it before its corrigendum 5. 0: they are a UnicodeError that says so; of an address tuple it is a TypeError, as
 * with any name that cannot be encoded.
 */
RS_API int rs_has_idn(void);

typedef struct rs_addrinfo {
    int family;
    int type;
    int proto;
    const char *canonname; /* "" unless AI_CANONNAME was given [func.getaddrinfo.canonname-empty] */
    rs_address address;
} rs_addrinfo;

/*
 * The number of entries in *list, one allocation for rs_addrinfo_free(). host None and port None are passed on as NULL.
 * UnicodeError: an empty or too long label; a port beyond 64 bits may be given by name, in digits;
 * gaierror otherwise, and OSError for EAI_SYSTEM. ValueError for a NUL in a text, which CPython cuts there (a known
 * difference). [func.getaddrinfo.sequence-of-5 .zero-selects-all .host-none .port-none]
 */
RS_API int rs_getaddrinfo(rs_text host, rs_port port, int family, int type, int proto, int flags, rs_addrinfo **list,
                          rs_error *error);
RS_API void rs_addrinfo_free(rs_addrinfo *list);

/* host and service of a numeric address [func.getnameinfo.pair]. TypeError, OverflowError (a port beyond an int of C,
 * flowinfo), ValueError (a NUL in the host), gaierror, OSError as CPython. `address->fields` counts. */
RS_API int rs_getnameinfo(const rs_host_address *address, int flags, char host[RS_HOST_MAX],
                          char service[RS_SERVICE_MAX], rs_error *error);

/* A fully qualified name of `name` without the white space around it, which is Python's (None or "", and the texts
 * "0.0.0.0" and "::": this host); the name itself if none is found. Its length. TypeError for a NUL in it;
 * UnicodeError; OSError ENAMETOOLONG. [func.getfqdn.returns .first-with-dot] */
RS_API int rs_getfqdn(rs_text name, char result[RS_HOST_MAX], rs_error *error);

/* The first IPv4 address of a name, as text. gaierror; UnicodeError; TypeError for a NUL in it or None.
 * [func.gethostbyname.translates] */
RS_API int rs_gethostbyname(rs_text name, char result[RS_INET_TEXT], rs_error *error);

/* (hostname, aliaslist, ipaddrlist), one allocation for rs_hostent_free() [func.gethostbyname_ex.triple]. */
typedef struct rs_hostent {
    const char *name;
    size_t alias_count;
    const char *const *aliases;
    size_t address_count;
    const char *const *addresses;
} rs_hostent;
/* gaierror for an unknown name, herror where the name has no entry of this kind; otherwise as rs_gethostbyname().
 * [error.herror.gethostbyname_ex, error.herror.gethostbyaddr] */
RS_API int rs_gethostbyname_ex(rs_text name, rs_hostent **result, rs_error *error);
RS_API int rs_gethostbyaddr(rs_text address, rs_hostent **result, rs_error *error);
RS_API void rs_hostent_free(rs_hostent *result);

/* The name's length; and 0, or OSError: EPERM, EINVAL of a name that is too long, TypeError of None, ValueError of a
 * NUL in it. [func.gethostname.string, func.sethostname.sets .permission] */
RS_API int rs_gethostname(char result[RS_HOST_MAX], rs_error *error);
#if !defined(_WIN32)
RS_API int rs_sethostname(rs_text name, rs_error *error);
#endif

/* Numbers; OSError without a number if not found; ValueError for a NUL in a text. protocol None: any.
 * [func.getprotobyname.constant, func.getservbyname.port .any-protocol] */
RS_API int rs_getprotobyname(rs_text name, rs_error *error);
RS_API int rs_getservbyname(rs_text name, rs_text protocol, rs_error *error);
/* The name's length; OverflowError for a port out of 0..65535. [func.getservbyport.name] */
RS_API int rs_getservbyport(int64_t port, rs_text protocol, char result[RS_HOST_MAX], rs_error *error);

/* ------------------------------------------------- Numbers and addresses */

/* OverflowError if x is out of 0..2^32-1 or 0..2^16-1. [func.ntohl.converts, func.ntohs.converts, func.htonl.converts,
 * func.htons.converts] */
RS_API int64_t rs_ntohl(int64_t x, rs_error *error);
RS_API int64_t rs_htonl(int64_t x, rs_error *error);
RS_API int32_t rs_ntohs(int64_t x, rs_error *error);
RS_API int32_t rs_htons(int64_t x, rs_error *error);

/* OSError "illegal IP address string passed to ..."; ValueError for a NUL in it. [func.inet_aton.packs .short-forms
 * .invalid] */
RS_API int rs_inet_aton(rs_text text, uint8_t packed[4], rs_error *error);
/* The text's length. OSError if size is not 4. [func.inet_ntoa.unpacks .wrong-length] */
RS_API int rs_inet_ntoa(const void *packed, size_t size, char text[RS_INET_TEXT], rs_error *error);
/* The number of bytes: 4 or 16. OSError: invalid text, or EAFNOSUPPORT for another family. [func.inet_pton.packs
 * .invalid .other-family] */
RS_API int rs_inet_pton(int family, rs_text text, uint8_t packed[16], rs_error *error);
/* The text's length. ValueError: a wrong size, another family. [func.inet_ntop.unpacks .wrong-length .other-family] */
RS_API int rs_inet_ntop(int family, const void *packed, size_t size, char text[RS_INET6_TEXT], rs_error *error);

/* --------------------------------------------------------------- Interfaces */

typedef struct rs_interface {
    unsigned index;
    char name[RS_INTERFACE_MAX];
} rs_interface;
/* The number of entries in *list, for rs_interfaces_free(). OSError. [func.if_nameindex.list] */
RS_API int rs_if_nameindex(rs_interface **list, rs_error *error);
RS_API void rs_interfaces_free(rs_interface *list);
/* OSError "no interface with this name"; ValueError for a NUL in it. [func.if_nametoindex.index .unknown] */
RS_API int64_t rs_if_nametoindex(rs_text name, rs_error *error);
/* The name's length; OSError ENXIO; OverflowError out of 0..UINT_MAX. [func.if_indextoname.name .unknown] */
RS_API int rs_if_indextoname(int64_t index, char name[RS_INTERFACE_MAX], rs_error *error);

/* ---------------------------------------------------------------- Constants */

/* All constants of the module that this system has, sorted by name as strcmp() does [const.group.header-defined,
 * later.const.3.7 .3.8 .3.9 .3.10 .3.11 .3.12 .3.13]. text is NULL for a number. */
typedef struct rs_constant {
    const char *name;
    int64_t value;
    const char *text;
} rs_constant;
RS_API const rs_constant *rs_constants(size_t *count);
RS_API const rs_constant *rs_find_constant(const char *name);

/* The library's version, "0.1.0", and the CPython whose behaviour it follows, "3.13". Static. */
RS_API const char *rs_version(void);
RS_API const char *rs_api_version(void);

#ifdef __cplusplus
}
#endif

#endif
