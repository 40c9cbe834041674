/* Winsock keeps the entries of each thread apart. */
#include "libc_lock.h"

#include "system.h"

void rs_sys_lock_libc(void) {
    rs_win_start();
}

void rs_sys_unlock_libc(void) {
}
