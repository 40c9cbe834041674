#include "actor/memory.h"

#include <stdio.h>

long long memory_available(void) {
    FILE *stream = fopen("/proc/meminfo", "re");
    char line[256];
    long long kilobytes = -1;
    while (stream != NULL && kilobytes < 0 && fgets(line, sizeof line, stream) != NULL) {
        if (sscanf(line, "MemAvailable: %lld kB", &kilobytes) != 1) {
            kilobytes = -1;
        }
    }
    if (stream != NULL) {
        fclose(stream);
    }
    return kilobytes < 0 ? -1 : kilobytes * 1024;
}
