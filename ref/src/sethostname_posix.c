#include "error.h"
#include "system.h"

#include <unistd.h>

int rs_sethostname(rs_text name, rs_error *error) {
    return sethostname(name.data, name.size) < 0 ? rs_fail_errno(error, errno) : 0;
}
