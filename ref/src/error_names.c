/* Names of error classes and of error numbers. */
#include "error.h"
#include "system.h"

#include <string.h>

const char *rs_error_class_name(rs_error_class kind) {
    switch (kind) {
    case RS_OSERROR:
        return "OSError";
    case RS_GAIERROR:
        return "gaierror";
    case RS_HERROR:
        return "herror";
    case RS_TIMEOUT:
        return "timeout";
    case RS_VALUE_ERROR:
        return "ValueError";
    case RS_TYPE_ERROR:
        return "TypeError";
    case RS_OVERFLOW_ERROR:
        return "OverflowError";
    case RS_MEMORY_ERROR:
        return "MemoryError";
    case RS_UNICODE_ERROR:
        return "UnicodeError";
    case RS_UNICODE_DECODE_ERROR:
        return "UnicodeDecodeError";
    case RS_UNICODE_ENCODE_ERROR:
        return "UnicodeEncodeError";
    case RS_LOOKUP_ERROR:
        return "LookupError";
    case RS_UNSUPPORTED_OPERATION:
        return "UnsupportedOperation";
    case RS_WOULD_BLOCK:
        return "BlockingIOError";
    case RS_ABORTED:
        return "Aborted";
    case RS_NO_ERROR:
        break;
    }
    return "";
}

/* PEP 3151. */
static const struct {
    int number;
    const char *name;
} subclasses[] = {
    {EAGAIN, "BlockingIOError"},
    {EALREADY, "BlockingIOError"},
    {EINPROGRESS, "BlockingIOError"},
#if EWOULDBLOCK != EAGAIN
    {EWOULDBLOCK, "BlockingIOError"},
#endif
    {EPIPE, "BrokenPipeError"},
#ifdef ESHUTDOWN
    {ESHUTDOWN, "BrokenPipeError"},
#endif
    {ECHILD, "ChildProcessError"},
    {ECONNABORTED, "ConnectionAbortedError"},
    {ECONNREFUSED, "ConnectionRefusedError"},
    {ECONNRESET, "ConnectionResetError"},
    {EEXIST, "FileExistsError"},
    {ENOENT, "FileNotFoundError"},
    {EINTR, "InterruptedError"},
    {EISDIR, "IsADirectoryError"},
    {ENOTDIR, "NotADirectoryError"},
    {EACCES, "PermissionError"},
    {EPERM, "PermissionError"},
    {ESRCH, "ProcessLookupError"},
    {ETIMEDOUT, "TimeoutError"},
};

const char *rs_error_subclass(const rs_error *error) {
    if (error->kind == RS_OSERROR && error->code != 0)
        for (size_t i = 0; i < sizeof subclasses / sizeof *subclasses; i++)
            if (subclasses[i].number == error->code)
                return subclasses[i].name;
    return rs_error_class_name(error->kind);
}

static const struct {
    const char *name;
    const char *base;
} bases[] = {
    {"BrokenPipeError", "ConnectionError"},
    {"ConnectionAbortedError", "ConnectionError"},
    {"ConnectionRefusedError", "ConnectionError"},
    {"ConnectionResetError", "ConnectionError"},
    {"ConnectionError", "OSError"},
    {"gaierror", "OSError"},
    {"herror", "OSError"},
    {"timeout", "OSError"},
    {"UnicodeDecodeError", "UnicodeError"},
    {"UnicodeEncodeError", "UnicodeError"},
    {"UnicodeError", "ValueError"},
    {"UnsupportedOperation", "OSError"},
    {"OverflowError", "ArithmeticError"},
};

const char *rs_error_base(const char *class_name) {
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        if (strcmp(bases[i].name, class_name) == 0)
            return bases[i].base;
    for (size_t i = 0; i < sizeof subclasses / sizeof *subclasses; i++)
        if (strcmp(subclasses[i].name, class_name) == 0)
            return "OSError";
    return NULL;
}

typedef struct code_name {
    int number;
    const char *name;
    const char *canonical; /* of an alias */
} code_name;

#define RS_ERRNO(name) {name, #name, NULL},
#define RS_ALIAS(name, of) {name, #name, #of},
static const code_name errnos[] = {
#include "errnos.inc"
};
#define RS_EAI(name) {name, #name, NULL},
static const code_name gais[] = {
#include "errnos.inc"
};
#define RS_HERRNO(name) {name, #name, NULL},
static const code_name herrnos[] = {
#include "errnos.inc"
};

static const char *find(const code_name *names, size_t count, int number) {
    for (size_t i = 0; i < count; i++)
        if (names[i].number == number && !names[i].canonical)
            return names[i].name;
    return NULL;
}

const char *rs_errno_name(int number) {
    return find(errnos, sizeof errnos / sizeof *errnos, number);
}

const char *rs_gai_name(int number) {
    return find(gais, sizeof gais / sizeof *gais, number);
}

const char *rs_herrno_name(int number) {
    return find(herrnos, sizeof herrnos / sizeof *herrnos, number);
}

const char *rs_error_code_name(const rs_error *error) {
    if (error->code == 0)
        return NULL;
    if (error->kind == RS_OSERROR)
        return rs_errno_name(error->code);
    if (error->kind == RS_GAIERROR)
        return rs_gai_name(error->code);
    return error->kind == RS_HERROR ? rs_herrno_name(error->code) : NULL;
}

int rs_errno_number(const char *name) {
    for (size_t i = 0; i < sizeof errnos / sizeof *errnos; i++)
        if (strcmp(errnos[i].name, name) == 0)
            return errnos[i].number;
    return 0;
}

int rs_errno_entry(size_t index, const char **name, int *number) {
    if (index >= sizeof errnos / sizeof *errnos)
        return 0;
    *name = errnos[index].name;
    *number = errnos[index].number;
    return 1;
}
