/* The outcomes of the cases in cases_files.c that are not those of every call. */
#include "case.h"

extern const rule file_rules[];

enum { NO_TIMEOUT = BLOCKING | NONBLOCKING };

const rule file_rules[] = {
    /* Nothing is there: None for what has got nothing yet, or as much as there was; see the header at each function.
     * Lines of raw files and of pairs are made of read(). */
    {"stream_read.all.*", FAULT_recv, EAGAIN, 1, NO_TIMEOUT, WOULD_BLOCK},
    {"stream_read.all.*", FAULT_recv, EAGAIN, 0, NO_TIMEOUT, CONTINUES},
    {"stream_read.some.r*b.*", FAULT_recv, EAGAIN, 1, NO_TIMEOUT, WOULD_BLOCK},
    {"stream_read.some.*", FAULT_recv, EAGAIN, 0, NO_TIMEOUT, CONTINUES},
    {"stream_readinto.as.*", FAULT_recv, EAGAIN, 1, NO_TIMEOUT, WOULD_BLOCK},
    {"stream_readinto.as.*", FAULT_recv, EAGAIN, 0, NO_TIMEOUT, CONTINUES},
    {"stream_readline*.as.r*b.none", FAULT_recv, EAGAIN, 0, NO_TIMEOUT, FAILS_WITHOUT},
    {"stream_readline*.as.rwb.*", FAULT_recv, EAGAIN, 0, NO_TIMEOUT, FAILS_WITHOUT},
    {"stream_readline*.as.*", FAULT_recv, EAGAIN, 0, NO_TIMEOUT, CONTINUES},
    /* The socket takes nothing. */
    {"stream_write.as.*.none", FAULT_send, EAGAIN, 0, NO_TIMEOUT, WOULD_BLOCK},
    {"stream_writelines.as.*.none", FAULT_send, EAGAIN, 0, NO_TIMEOUT, CONTINUES},

    /* More room is made; what came of a character waits for the rest, unless that was all; what is wrong is told, or
     * replaced. */
    {"stream_*", FAULT_iconv, E2BIG, 0, ANY_MODE, CONTINUES},
    {"stream_*", FAULT_iconv_reset, 0, 0, ANY_MODE, CONTINUES},
    {"stream_write.*.instead", FAULT_iconv, 0, 2, ANY_MODE, FAILS_VALUE}, /* it is what stands in the place */
    {"stream_write.*.instead", FAULT_iconv, 0, 4, ANY_MODE, FAILS_VALUE},
    {"stream_writelines.*.instead", FAULT_iconv, 0, 2, ANY_MODE, FAILS_VALUE},
    {"stream_writelines.*.instead", FAULT_iconv, 0, 5, ANY_MODE, FAILS_VALUE},
    {"stream_*.instead", FAULT_iconv, 0, 0, ANY_MODE, CONTINUES},
    {"stream_read.all.*", FAULT_iconv, EINVAL, 0, ANY_MODE, FAILS_DECODING},
    {"stream_read*", FAULT_iconv, EINVAL, 0, ANY_MODE, CONTINUES},
    {"stream_read*", FAULT_iconv, EILSEQ, 0, ANY_MODE, FAILS_DECODING},
    {"stream_*", FAULT_iconv, 0, 0, ANY_MODE, FAILS_ENCODING},

    /* The name is tried as it is, with other signs between its words, and without any, which is how iconv() writes
     * those of ISO 2022; a name that is known to be written in another way, in that one. */
    {"makefile.as.*.utf-16*", FAULT_iconv_open, EINVAL, 0, ANY_MODE, FAILS_LOOKUP},
    {"makefile.as.*.utf-32", FAULT_iconv_open, EINVAL, 0, ANY_MODE, FAILS_LOOKUP},
    {"makefile.as.*.iso2022_*", FAULT_iconv_open, EINVAL, 4, ANY_MODE, FAILS_LOOKUP},
    {"makefile.as.*.iso2022_*", FAULT_iconv_open, EINVAL, 5, ANY_MODE, FAILS_LOOKUP},
    {"makefile.unknown.*", FAULT_iconv_open, EINVAL, 0, ANY_MODE, FAILS_LOOKUP},
    {"makefile*", FAULT_iconv_open, EINVAL, 0, ANY_MODE, CONTINUES},
    {"makefile*", FAULT_iconv_open, ENOMEM, 0, ANY_MODE, FAILS_FOR_MEMORY},
    {"stream_reconfigure*", FAULT_iconv_open, EINVAL, 0, ANY_MODE, CONTINUES},
    {"stream_reconfigure*", FAULT_iconv_open, ENOMEM, 0, ANY_MODE, FAILS_FOR_MEMORY},
    {NULL, FAULT_CALL_COUNT, 0, 0, 0, CONTINUES},
};
