/* One call of libc at a time. */
#ifndef RS_LIBC_LOCK_H
#define RS_LIBC_LOCK_H

/* Around calls that share static data on most systems (databases of protocols and services), and around those that hold
 * the locale's lock, which a child of fork() would find held: fork() waits until nobody is in one. */
void rs_sys_lock_libc(void);
void rs_sys_unlock_libc(void);

#endif
