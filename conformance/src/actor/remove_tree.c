#include "actor/remove_tree.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_up(const char *path, const struct stat *status, int type, struct FTW *where) {
    (void)where;
    if (type == FTW_DNR || (type == FTW_D && (status->st_mode & 0700) != 0700)) {
        chmod(path, 0700);
    }
    return 0;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *where) {
    (void)status, (void)type, (void)where;
    remove(path);
    return 0;
}

int remove_tree(const char *path) {
    if (rmdir(path) == 0) {
        return 0; /* mostly it is empty */
    }
    /* As deep as there were unreadable directories in each other; a case makes none or one. */
    for (int depth = 0; depth < 4 && nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0; depth++) {
        if (access(path, F_OK) != 0) {
            return 0;
        }
        nftw(path, open_up, 16, FTW_PHYS | FTW_MOUNT);
    }
    return access(path, F_OK) == 0 ? -1 : 0;
}
