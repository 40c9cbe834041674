/* Both translate, with the locale's lock. */
#include "error.h"
#include "libc_lock.h"

#include <netdb.h>
#include <stdio.h>

void rs_gai_text(int code, char *text, size_t size) {
    rs_sys_lock_libc();
    snprintf(text, size, "%s", gai_strerror(code));
    rs_sys_unlock_libc();
}

void rs_herror_text(int code, char *text, size_t size) {
    rs_sys_lock_libc();
    snprintf(text, size, "%s", hstrerror(code));
    rs_sys_unlock_libc();
}
