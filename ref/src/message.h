/* What recvmsg() and sendmsg() share. */
#ifndef RS_MESSAGE_H
#define RS_MESSAGE_H

#include "refsock.h"

#include <stddef.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* The public buffers are the system's, so that none has to be copied. */
#define RS_SAME_AS_IOVEC(type)                                                                                         \
    _Static_assert(sizeof(type) == sizeof(struct iovec) && offsetof(type, data) == offsetof(struct iovec, iov_base) && \
                       offsetof(type, size) == offsetof(struct iovec, iov_len),                                        \
                   #type " is laid out as struct iovec")

#endif
