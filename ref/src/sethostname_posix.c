#include "error.h"
#include "system.h"
#include "text.h"

#include <unistd.h>

int rs_sethostname(rs_text name, rs_error *error) {
    if (rs_need_text(name, "expected str, bytes or os.PathLike object, not NoneType", error) < 0)
        return -1;
    if (rs_text_has_nul(name))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null byte");
    return sethostname(name.data, name.size) < 0 ? rs_fail_errno(error, errno) : 0;
}
