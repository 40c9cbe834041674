/* The groups of handlers, each a file; each array ends with a null name. */
#ifndef ADAPTER_HANDLERS_H
#define ADAPTER_HANDLERS_H

#include "call.h"

extern const struct handler numbers_handlers[];     /* htons, inet_aton, CMSG_LEN … */
extern const struct handler resolver_handlers[];    /* getaddrinfo, gethostbyname, getservbyname … */
extern const struct handler makers_handlers[];      /* socket, socketpair, create_connection, fromfd … */
extern const struct handler process_handlers[];     /* gethostname, setdefaulttimeout, if_nameindex … */
extern const struct handler naming_handlers[];      /* .bind, .connect, .accept, .getsockname … */
extern const struct handler state_handlers[];       /* .close, .fileno, .settimeout … */
extern const struct handler options_handlers[];     /* .getsockopt, .setsockopt */
extern const struct handler receiving_handlers[];   /* .recv … .recvfrom_into */
extern const struct handler sending_handlers[];     /* .send … .sendfile */
extern const struct handler messages_handlers[];    /* .sendmsg, .recvmsg, send_fds … */
extern const struct handler attributes_handlers[];  /* attr.*, module.* */
extern const struct handler buffers_handlers[];     /* buf.* */
extern const struct handler files_handlers[];       /* file.* */
extern const struct handler system_fds_handlers[];  /* sys.pipe, sys.read … */
extern const struct handler system_misc_handlers[]; /* sys.pid, sys.rlimit, sys.drop … */
extern const struct handler signals_handlers[];     /* sys.on_signal … */
extern const struct handler draining_handlers[];    /* io.drain */
extern const struct handler faults_handlers[];      /* sys.fault */
extern const struct handler makefile_handlers[];    /* .makefile */

/* Methods of the files that makefile() makes; not among the groups below, whose methods are those of sockets. */
extern const struct handler file_methods[];
/* Whether Python's class of the file that the call is on has no such method. */
bool file_lacks(const struct call *call);

/* All of them, ended by null. */
extern const struct handler *const handlers[];

#endif
