#include "file.h"

#include <sys/sendfile.h>

int64_t rs_sys_sendfile(int to, int from, int64_t offset, int64_t size) {
    off_t start = (off_t)offset;
    return sendfile(to, from, &start, (size_t)size);
}
