/* Not translated, and so without the locale's lock, which a child of fork() may find held. */
#include "error.h"

#include <stdio.h>
#include <string.h>

void rs_errno_text(int number, char *text, size_t size) {
    const char *known = strerrordesc_np(number);
    if (known)
        snprintf(text, size, "%s", known);
    else
        snprintf(text, size, "Unknown error %d", number);
}
