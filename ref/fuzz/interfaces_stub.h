/* Interfaces for addresses that name them: 1 to 99 are "if1" to "if99", whatever the machine has. */
#ifndef INTERFACES_STUB_H
#define INTERFACES_STUB_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned __wrap_if_nametoindex(const char *name);
char *__wrap_if_indextoname(unsigned index, char *name);

char *__wrap_if_indextoname(unsigned index, char *name) {
    if (index < 1 || index > 99) {
        errno = ENXIO;
        return NULL;
    }
    snprintf(name, 16, "if%u", index);
    return name;
}

unsigned __wrap_if_nametoindex(const char *name) {
    char own[16];
    for (unsigned index = 1; index <= 99; index++)
        if (strcmp(__wrap_if_indextoname(index, own), name) == 0)
            return index;
    errno = ENODEV;
    return 0;
}

#endif
