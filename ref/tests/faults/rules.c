#include "case.h"

extern const rule file_rules[];

static const rule rules[] = {
    /* It tells nothing. */
    {"stream_free", FAULT_send, 0, 0, ANY_MODE, CONTINUES},
    /* Without a second socket to wait for, it pauses; connecting datagrams never sleeps, so that no
     * signal interrupts it. */
    {"send*.stranger", FAULT_socket, 0, 0, TIMEOUT, CONTINUES},
    {"send*.stranger", FAULT_connect, 0, 0, TIMEOUT, CONTINUES},
    {"send*.stranger", FAULT_close, 0, 0, TIMEOUT, CONTINUES},
    /* PEP 475: what waits is made again after a signal. Not close(), whose descriptor is gone. */
    {"*", FAULT_accept4, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_poll, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_read, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_recv, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_recvfrom, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_recvmsg, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_send, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_sendfile, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_sendmsg, EINTR, 0, ANY_MODE, INTERRUPTED},
    {"*", FAULT_sendto, EINTR, 0, ANY_MODE, INTERRUPTED},
    /* An interrupted connect is waited for, unless nothing is to be waited for [method.connect.eintr-waits]. */
    {"*", FAULT_connect, EINTR, 0, BLOCKING | TIMEOUT, INTERRUPTED},

    /* Files: what failed with EAGAIN is an answer, whatever the mode. A buffer that keeps what cannot be sent now has
     * it said by a BlockingIOError. */
    {"stream_read", FAULT_recv, EAGAIN, 0, BLOCKING | NONBLOCKING, WOULD_BLOCK},
    {"stream_read.all", FAULT_recv, EAGAIN, 1, BLOCKING, WOULD_BLOCK},
    {"stream_read.all", FAULT_recv, EAGAIN, 0, BLOCKING, CONTINUES},
    {"stream_read.raw", FAULT_recv, EAGAIN, 0, BLOCKING | NONBLOCKING, WOULD_BLOCK},
    {"stream_readinto*", FAULT_recv, EAGAIN, 0, BLOCKING | NONBLOCKING, WOULD_BLOCK},
    {"stream_write.raw", FAULT_send, EAGAIN, 0, BLOCKING | NONBLOCKING, WOULD_BLOCK},
    {"stream_writelines", FAULT_send, EAGAIN, 2, BLOCKING, CONTINUES}, /* a line that just fits into the buffer */
    {"stream_read1", FAULT_recv, EAGAIN, 0, BLOCKING, CONTINUES},
    {"stream_peek", FAULT_recv, EAGAIN, 0, BLOCKING, CONTINUES},
    {"stream_readline", FAULT_recv, EAGAIN, 0, BLOCKING, CONTINUES},
    {"stream_readline.raw", FAULT_recv, EAGAIN, 0, BLOCKING, FAILS_WITHOUT},
    {"stream_readlines", FAULT_recv, EAGAIN, 0, BLOCKING, CONTINUES},
    {"stream_read.text", FAULT_recv, EAGAIN, 0, BLOCKING, CONTINUES},
    {"stream_readline.text", FAULT_recv, EAGAIN, 0, BLOCKING, CONTINUES},
    /* sendfile() waits also in blocking mode: the descriptor may be non-blocking by somebody else's doing. */
    {"sendfile*", FAULT_sendfile, EAGAIN, 0, BLOCKING | TIMEOUT, CONTINUES},
    {"sendfile*", FAULT_send, EAGAIN, 0, BLOCKING | TIMEOUT, CONTINUES},
    /* In timeout mode it was only tried: now it waits. In the others there is nothing to wait for [timeout.*]. */
    {"*", FAULT_accept4, EAGAIN, 0, TIMEOUT, CONTINUES},
    {"*", FAULT_recv, EAGAIN, 0, TIMEOUT, CONTINUES},
    {"*", FAULT_recvfrom, EAGAIN, 0, TIMEOUT, CONTINUES},
    {"*", FAULT_recvmsg, EAGAIN, 0, TIMEOUT, CONTINUES},
    {"*", FAULT_send, EAGAIN, 0, TIMEOUT, CONTINUES},
    {"*", FAULT_sendmsg, EAGAIN, 0, TIMEOUT, CONTINUES},
    {"*", FAULT_sendto, EAGAIN, 0, TIMEOUT, CONTINUES},
    {"*", FAULT_connect, EINPROGRESS, 0, TIMEOUT, CONTINUES},

    /* Fewer bytes: send() and its like say so, the others go on. */
    {"*", FAULT_read, FAULT_SHORT, 0, ANY_MODE, CONTINUES},
    {"*", FAULT_recv, FAULT_SHORT, 0, ANY_MODE, CONTINUES},
    {"*", FAULT_send, FAULT_SHORT, 0, ANY_MODE, CONTINUES},
    {"sendfile.waits.by_send", FAULT_sendfile, FAULT_SHORT, 0, BLOCKING, CONTINUES}, /* EAGAIN before any byte */
    {"sendfile*.by_send", FAULT_sendfile, FAULT_SHORT, 0, ANY_MODE, FAILS_STANDING},
    {"*", FAULT_sendfile, FAULT_SHORT, 0, ANY_MODE, CONTINUES},
    {"*", FAULT_sendmsg, FAULT_SHORT, 0, ANY_MODE, CONTINUES},
    {"*", FAULT_sendto, FAULT_SHORT, 0, ANY_MODE, CONTINUES},

    /* A file that sendfile() cannot send is sent by send(); once bytes are out it is an error
     * [method.sendfile.fallback-not-regular]. */
    {"sendfile*", FAULT_fstat, 0, 0, ANY_MODE, CONTINUES},
    {"sendfile*", FAULT_sendfile, 0, 1, ANY_MODE, CONTINUES},
    {"sendfile.waits", FAULT_sendfile, 0, 2, BLOCKING, CONTINUES}, /* the first one sent nothing: EAGAIN */
    {"sendfile*.by_send", FAULT_sendfile, 0, 0, ANY_MODE, CONTINUES},

    /* close() tells of data that was never read, which is not its business; cleaning up has no word at all. */
    {"close*", FAULT_close, ECONNRESET, 0, ANY_MODE, CONTINUES},
    {"stream_close*", FAULT_close, ECONNRESET, 0, ANY_MODE, CONTINUES},
    {"free", FAULT_close, 0, 0, ANY_MODE, CONTINUES},
    {"close_received", FAULT_close, 0, 0, ANY_MODE, CONTINUES},
    {"has_dualstack_ipv6", FAULT_close, 0, 0, ANY_MODE, CONTINUES},

    /* Only these tell that it is no socket; families without getsockname() must pass if the family is told. */
    {"open_fd.told", FAULT_getsockname, EFAULT, 0, ANY_MODE, CONTINUES},
    {"open_fd.told", FAULT_getsockname, EINVAL, 0, ANY_MODE, CONTINUES},
    {"open_fd.told", FAULT_getsockname, ENOBUFS, 0, ANY_MODE, CONTINUES},

    /* The second address is as good [func.create_connection.tries-all]. */
    {"create_connection.two", FAULT_socket, 0, 1, ANY_MODE, CONTINUES},
    {"create_connection.two", FAULT_connect, 0, 1, ANY_MODE, CONTINUES},
    {"create_connection.two", FAULT_ioctl, 0, 1, ANY_MODE, CONTINUES},
    {"create_connection.two", FAULT_poll, 0, 1, ANY_MODE, CONTINUES},
    {"create_connection.two", FAULT_getsockopt, 0, 1, ANY_MODE, CONTINUES},
    /* SO_REUSEADDR is a wish. */
    {"create_server*", FAULT_setsockopt, 0, 1, ANY_MODE, CONTINUES},
    /* It answers 0. */
    {"has_dualstack_ipv6", FAULT_socket, 0, 0, ANY_MODE, CONTINUES},
    {"has_dualstack_ipv6", FAULT_setsockopt, 0, 0, ANY_MODE, CONTINUES},
    {"has_dualstack_ipv6", FAULT_malloc, 0, 0, ANY_MODE, CONTINUES},

    /* EAI_SYSTEM is the OSError of errno. */
    {"getfqdn*", FAULT_getaddrinfo, 0, 0, ANY_MODE, CONTINUES},
    {"getfqdn*", FAULT_gethostbyaddr_r, 0, 0, ANY_MODE, CONTINUES},
    /* The room grows until the entry fits. */
    {"gethostby*", FAULT_gethostbyname_r, ERANGE, 0, ANY_MODE, CONTINUES},
    {"gethostby*", FAULT_gethostbyaddr_r, ERANGE, 0, ANY_MODE, CONTINUES},
    /* An interface without a name is reported as "". */
    {"resolve.packet", FAULT_if_indextoname, 0, 0, ANY_MODE, CONTINUES},
    {"address_from_c*", FAULT_if_indextoname, 0, 0, ANY_MODE, CONTINUES},
    /* "no interface with this name" is all that is said, as in CPython. */
    {"if_nametoindex*", FAULT_if_nametoindex, 0, 0, ANY_MODE, FAILS_WITHOUT},
    {NULL, FAULT_CALL_COUNT, 0, 0, 0, CONTINUES},
};

const rule *const rule_tables[] = {file_rules, rules, NULL};
