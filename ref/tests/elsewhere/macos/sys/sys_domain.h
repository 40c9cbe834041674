/* As kern_control.h. */
#ifndef STUB_SYS_DOMAIN_H
#define STUB_SYS_DOMAIN_H

#define AF_SYSTEM 32
#define AF_SYS_CONTROL 2
#define SYSPROTO_CONTROL 2

#endif
