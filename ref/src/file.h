/* The file of sendfile(). */
#ifndef RS_FILE_H
#define RS_FILE_H

#include "refsock.h"

/* Through the callbacks, or read() and lseek() without them. */
ptrdiff_t rs_file_read(const rs_file *file, void *buffer, size_t size, rs_error *error);
/* Nothing where the file has no position. */
int rs_file_seek(const rs_file *file, int64_t position, rs_error *error);

/* The bytes sent, 0 at the end of the file; -1 and errno. */
int64_t rs_sys_sendfile(int to, int from, int64_t offset, int64_t size);

#endif
