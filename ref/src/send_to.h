/* Sending to an address, and as a part of something. */
#ifndef RS_SEND_TO_H
#define RS_SEND_TO_H

#include "address.h"
#include "wait.h"

/* rs_perform() of an attempt to send to that address, which does not spin where poll() does not know of the receiver's
 * full queue. */
ptrdiff_t rs_send_to(rs_socket *socket, const rs_c_address *to, rs_attempt attempt, void *call, rs_error *error);

/* rs_send() of a call that is made of several. */
ptrdiff_t rs_send_within(rs_socket *socket, const void *data, size_t size, rs_limit *limit, rs_error *error);

#endif
