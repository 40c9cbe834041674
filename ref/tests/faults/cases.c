#include "case.h"

static int64_t do_recv(props *p, rs_error *error) {
    char block[8];
    ptrdiff_t count = rs_recv(p->socket, block, sizeof block, 0, error);
    CHECK(count < 0 || memcmp(block, "data", (size_t)count) == 0);
    return count;
}

const fault_case cases[] = {
    {"recv", &pair_with_data, do_recv, ANY_MODE},
    {"recv.waits", &pair_with_late_data, do_recv, TIMEOUT},
};
const size_t case_count = sizeof cases / sizeof *cases;
