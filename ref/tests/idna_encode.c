/* Encodes host names as the library does: a name a line on stdin, UTF-8 in hexadecimal; a line of output each: "= NAME"
 * or "! CLASS: text". For idna_names.py. */
#include "error.h"
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t read_hex(const char *line, char *name) {
    size_t size = 0;
    for (; line[2 * size] != '\0' && line[2 * size] != '\n'; size++) {
        const char digits[3] = {line[2 * size], line[2 * size + 1], '\0'};
        name[size] = (char)strtol(digits, NULL, 16);
    }
    return size;
}

int main(void) {
    static char line[8192], name[4096];
    while (fgets(line, sizeof line, stdin)) {
        rs_copy copy;
        rs_error error;
        rs_text host = {name, read_hex(line, name), false};
        if (rs_host_encode(host, &copy, &error) < 0)
            printf("! %s: %s\n", rs_error_class_name(error.kind), error.text);
        else
            printf("= %s\n", copy.text);
        rs_copy_clear(&copy);
    }
    return 0;
}
