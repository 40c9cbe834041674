/* The encoding of the environment, whether or not the program has called setlocale(). */
#include "codec.h"
#include "libc_lock.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>

void rs_default_encoding(char name[64]) {
    rs_sys_lock_libc();
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    const char *codeset = locale ? nl_langinfo_l(CODESET, locale) : "";
    /* The C locale's ASCII is taken for UTF-8 (PEP 538, PEP 540). */
    bool ascii = !*codeset || strcmp(codeset, "ANSI_X3.4-1968") == 0 || strcmp(codeset, "US-ASCII") == 0;
    snprintf(name, 64, "%s", ascii ? "UTF-8" : codeset);
    if (locale)
        freelocale(locale);
    rs_sys_unlock_libc();
}
