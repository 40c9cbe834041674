/* Winsock keeps the entries of each thread apart. */
#include "host.h"

void rs_sys_lock_databases(void) {
    rs_win_start();
}

void rs_sys_unlock_databases(void) {
}
