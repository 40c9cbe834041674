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

/* Really converts, with half of the input, or with so little room that it may not be enough. */
static void convert_part(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left, bool room) {
    size_t *limited = room ? out_left : in_left;
    size_t most = *in_left / 2, kept = *limited > most ? *limited - most : 0;
    *limited -= kept;
    (void)__real_iconv(conversion, in, in_left, out, out_left);
    *limited += kept;
}

size_t __wrap_iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left) {
    int error = fault_due(in && *in ? FAULT_iconv : FAULT_iconv_reset), number = fault_number(error);
    if (error == 0)
        return __real_iconv(conversion, in, in_left, out, out_left);
    if (error != number)
        convert_part(conversion, in, in_left, out, out_left, number == E2BIG);
    errno = number;
    return (size_t)-1;
}
