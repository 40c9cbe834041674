/* The code page would need conversions that are not here: UTF-8, as Python has it in its UTF-8 mode. */
#include "codec.h"

void rs_default_encoding(char name[64]) {
    memcpy(name, "UTF-8", 6);
}
