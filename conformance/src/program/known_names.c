#include "lang/suggest.h"
#include "program/vocabulary.h"

#include <string.h>

/* Python's exceptions that socket code can raise, by the names that the protocol uses. */
static const char *const exceptions[] = {"OSError",
                                         "gaierror",
                                         "herror",
                                         "timeout",
                                         "BlockingIOError",
                                         "BrokenPipeError",
                                         "ChildProcessError",
                                         "ConnectionError",
                                         "ConnectionAbortedError",
                                         "ConnectionRefusedError",
                                         "ConnectionResetError",
                                         "FileExistsError",
                                         "FileNotFoundError",
                                         "InterruptedError",
                                         "IsADirectoryError",
                                         "NotADirectoryError",
                                         "PermissionError",
                                         "ProcessLookupError",
                                         "TimeoutError",
                                         "ArithmeticError",
                                         "AssertionError",
                                         "AttributeError",
                                         "BufferError",
                                         "EOFError",
                                         "ImportError",
                                         "IndexError",
                                         "KeyError",
                                         "KeyboardInterrupt",
                                         "LookupError",
                                         "MemoryError",
                                         "NameError",
                                         "NotImplementedError",
                                         "OverflowError",
                                         "RuntimeError",
                                         "StopIteration",
                                         "SystemError",
                                         "TypeError",
                                         "UnicodeError",
                                         "UnicodeDecodeError",
                                         "UnicodeEncodeError",
                                         "UnsupportedOperation",
                                         "ValueError",
                                         "Exception",
                                         "BaseException",
                                         "ExceptionGroup",
                                         "BaseExceptionGroup",
                                         "SignalRaised",
                                         NULL};

static const char *const warnings[] = {"Warning",
                                       "BytesWarning",
                                       "DeprecationWarning",
                                       "EncodingWarning",
                                       "FutureWarning",
                                       "ImportWarning",
                                       "PendingDeprecationWarning",
                                       "ResourceWarning",
                                       "RuntimeWarning",
                                       "SyntaxWarning",
                                       "UnicodeWarning",
                                       "UserWarning",
                                       NULL};

static const char *const capabilities[] = {
    "netns",   "host_netns",     "ipv6",     "caps",      "hosts",     "services", "protocols", "threads",
    "signals", "strace",         "fault",    "veth",      "vcan",      "can_bcm",  "can_isotp", "can_j1939",
    "af_alg",  "alg_skcipher",   "alg_aead", "alg_rng",   "tipc",      "rds",      "sctp",      "udplite",
    "mptcp",   "vsock_loopback", "qipcrtr",  "bluetooth", "gigabytes", NULL};

static const char *const signals[] = {"ABRT", "ALRM", "CHLD", "CONT", "HUP",  "INT",  "IO",    "PIPE", "QUIT",
                                      "STOP", "TERM", "TSTP", "URG",  "USR1", "USR2", "WINCH", NULL};

static bool is_among(const char *const *list, const char *name) {
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static void offer_all(struct suggestion *suggestion, const char *const *list) {
    for (; *list; list++)
        suggest_offer(suggestion, *list);
}

bool is_exception_name(const char *name) {
    return is_among(exceptions, name);
}

bool is_warning_name(const char *name) {
    return is_among(warnings, name);
}

bool is_signal_name(const char *name) {
    return is_among(signals, name);
}

bool is_capability(const char *name) {
    return is_among(capabilities, name);
}

void suggest_exceptions(struct suggestion *suggestion) {
    offer_all(suggestion, exceptions);
}

void suggest_warnings(struct suggestion *suggestion) {
    offer_all(suggestion, warnings);
}

void suggest_capabilities(struct suggestion *suggestion) {
    offer_all(suggestion, capabilities);
}

void suggest_map(struct suggestion *suggestion, const struct namemap *map) {
    for (size_t i = 0; i < map->count; i++)
        suggest_offer(suggestion, map->entries[i].name);
}
