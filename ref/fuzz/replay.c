/* In place of libFuzzer: gives every file of the folders named as arguments to the fuzz target, once. */
#include "input.h"

#include <dirent.h>
#include <string.h>

static int replay(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    /* As large as the input is, so that a byte beyond it shows. */
    static uint8_t room[1 << 20];
    size_t size = fread(room, 1, sizeof room, file);
    fclose(file);
    uint8_t *data = malloc(size ? size : 1);
    if (!data)
        abort();
    memcpy(data, room, size);
    fprintf(stderr, "%s\n", path); /* the last one shown is the one that failed */
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    return 1;
}

int main(int argc, char **argv) {
    int count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) {
            perror(argv[i]);
            return 1;
        }
        for (struct dirent *entry; (entry = readdir(folder));)
            if (entry->d_name[0] != '.')
                count += replay(argv[i], entry->d_name);
        closedir(folder);
    }
    printf("%d inputs\n", count);
    return count == 0;
}
