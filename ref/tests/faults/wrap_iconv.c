/* The stand-ins of iconv(): an open conversion counts as a block of memory. */
#include "fault.h"

#include <iconv.h>

iconv_t __real_iconv_open(const char *to, const char *from);
iconv_t __wrap_iconv_open(const char *to, const char *from);
int __real_iconv_close(iconv_t conversion);
int __wrap_iconv_close(iconv_t conversion);
size_t __real_iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left);
size_t __wrap_iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left);

static const iconv_t none = (iconv_t)-1; // NOLINT(performance-no-int-to-ptr): what iconv_open() answers on failure

iconv_t __wrap_iconv_open(const char *to, const char *from) {
    int error = fault_due(FAULT_iconv_open);
    if (error != 0) {
        errno = error;
        return none;
    }
    iconv_t conversion = __real_iconv_open(to, from);
    fault_count_block(conversion != none);
    return conversion;
}

int __wrap_iconv_close(iconv_t conversion) {
    fault_count_block(-1);
    return __real_iconv_close(conversion);
}

size_t __wrap_iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left) {
    int error = fault_due(FAULT_iconv);
    if (error == 0)
        return __real_iconv(conversion, in, in_left, out, out_left);
    errno = error;
    return (size_t)-1;
}
