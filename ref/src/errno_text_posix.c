#undef _GNU_SOURCE
#define _DEFAULT_SOURCE 1
#define _POSIX_C_SOURCE 200809L /* the strerror_r() that answers a number: the GNU one has another form */
#include "error.h"

#include <stdio.h>
#include <string.h>

void rs_errno_text(int number, char *text, size_t size) {
    if (strerror_r(number, text, size) != 0)
        snprintf(text, size, "Unknown error %d", number);
}
