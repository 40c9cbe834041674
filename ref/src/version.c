#include "refsock.h"

const char *rs_version(void) {
    return RS_VERSION;
}

const char *rs_api_version(void) {
    return "3.13";
}
