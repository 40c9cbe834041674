/* Functions of the system's DLLs whose calls a test has itself, the library's as well: each goes through a pointer that
 * the import library would define, and the test's own is found before it. */
#ifndef REPLACED_H
#define REPLACED_H

#include <winsock2.h>
#include <ws2tcpip.h>

/* REPLACED(int, listen, (SOCKET handle, int backlog)) { ... } */
#define REPLACED(result, name, parameters)                                                                             \
    static result WSAAPI replaced_##name parameters;                                                                   \
    result(WSAAPI *__imp_##name) parameters = replaced_##name;                                                         \
    static result WSAAPI replaced_##name parameters

/* The function itself, for a call. */
#define REAL(dll, name) ((__typeof__(__imp_##name))(void (*)(void))GetProcAddress(GetModuleHandleA(dll), #name))

#endif
