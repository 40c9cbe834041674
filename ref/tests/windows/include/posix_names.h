/* For tests that are not about one system: the headers of POSIX that they include, on Windows. */
#ifndef POSIX_NAMES_H
#define POSIX_NAMES_H

#include <winsock2.h>
#include <ws2tcpip.h>

#define SHUT_WR SD_SEND
#define EAI_ADDRFAMILY EAI_NONAME /* what Windows answers to an address of another family */

#endif
