#include "journal/platform.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *platform_libc(void) {
    char text[64];
    size_t length = confstr(_CS_GNU_LIBC_VERSION, text, sizeof text); /* musl knows the name and has no answer */
    return length > 1 && length <= sizeof text ? strdup(text) : NULL;
}
