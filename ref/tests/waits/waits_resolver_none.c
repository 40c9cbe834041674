/* A libc whose resolver cannot be told where its server is. */
#include "waits.h"

const wait resolver_waits[] = {{0}};
