/* The file object: its layers. */
#ifndef RS_STREAM_H
#define RS_STREAM_H

#include "reader.h"
#include "writer.h"

struct rs_stream {
    rs_stream_kind kind;
    rs_raw raw;
    rs_reader reader; /* there if the kind reads through a buffer */
    rs_writer writer; /* likewise */
};

#endif
