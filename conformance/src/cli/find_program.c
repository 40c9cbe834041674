#include "cli/find_program.h"

#include "judge/text.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_program(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

char *program_find(const char *name) {
    if (strchr(name, '/'))
        return is_program(name) ? strdup(name) : NULL;
    const char *path = getenv("PATH");
    for (const char *part = path ? path : "/usr/local/bin:/usr/bin:/bin"; *part;) {
        size_t length = strcspn(part, ":");
        struct text text = {0};
        text_add(&text, length ? part : ".", length ? length : 1);
        text_printf(&text, "/%s", name);
        char *candidate = text_take(&text);
        if (is_program(candidate))
            return candidate;
        free(candidate);
        part += length + (part[length] == ':');
    }
    return NULL;
}
