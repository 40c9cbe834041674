/* An address argument as Python prints it. */
#ifndef RS_SHOW_H
#define RS_SHOW_H

#include "refsock.h"

/* repr() of the address, cut to the size after a whole character. Every character above U+00FF counts as printable. */
void rs_show_address(const rs_address *address, char *text, size_t size);

#endif
