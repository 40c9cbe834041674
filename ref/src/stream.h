/* The file object: its layers. */
#ifndef RS_STREAM_H
#define RS_STREAM_H

#include "wrapper.h"

struct rs_stream {
    rs_stream_kind kind;
    rs_raw raw;
    rs_reader reader; /* there if the kind reads through a buffer */
    rs_writer writer; /* likewise */
    rs_wrapper *text; /* NULL: binary; owned */
};

#endif
