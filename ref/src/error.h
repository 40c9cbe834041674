/* Filling rs_error. Each answers -1, so that a function can end with `return rs_fail_...`. error may be NULL. */
#ifndef RS_ERROR_H
#define RS_ERROR_H

#include "refsock.h"
#include "system.h"

#if defined(__GNUC__)
#define RS_FORMAT(text, first) __attribute__((format(RS_PRINTF_FORMAT, text, first)))
#else
#define RS_FORMAT(text, first)
#endif

int rs_fail(rs_error *error, rs_error_class kind, const char *format, ...) RS_FORMAT(3, 4);
/* OSError with the text of strerror(). */
int rs_fail_errno(rs_error *error, int number);
/* strerror() for several threads at once. */
void rs_errno_text(int number, char *text, size_t size);
/* gai_strerror() and hstrerror(), likewise. */
void rs_gai_text(int code, char *text, size_t size);
void rs_herror_text(int code, char *text, size_t size);
/* gaierror, but for EAI_SYSTEM, which is the OSError of system_errno. */
int rs_fail_gai(rs_error *error, int code, int system_errno);
int rs_fail_herror(rs_error *error, int code);
int rs_fail_memory(rs_error *error);

#endif
