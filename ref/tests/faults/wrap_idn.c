/* The stand-in of libidn, where the library is built with it: it gives a block of memory that the library frees. */
#include "fault.h"

int __real_idna_to_ascii_8z(const char *name, char **encoded, int flags);
int __wrap_idna_to_ascii_8z(const char *name, char **encoded, int flags);

int __wrap_idna_to_ascii_8z(const char *name, char **encoded, int flags) {
    int code = __real_idna_to_ascii_8z(name, encoded, flags);
    if (code == 0)
        fault_count_block(1);
    return code;
}
