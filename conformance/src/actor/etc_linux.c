#include "actor/etc.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(char **reason, const char *format, ...) {
    int number = errno;
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (asprintf(reason, "%s: %s", text, strerror(number)) < 0) {
        *reason = NULL;
    }
    return -1;
}

static bool is_dots(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Copy a file that is no larger than 1 MiB. */
static int copy(const char *from, const char *to) {
    static char data[1 << 20];
    int in = open(from, O_RDONLY | O_CLOEXEC);
    ssize_t length = in >= 0 ? read(in, data, sizeof data) : -1;
    if (in >= 0) {
        close(in);
    }
    int out = length >= 0 ? open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : -1;
    ssize_t written = out >= 0 ? write(out, data, (size_t)length) : -1;
    if (out >= 0) {
        close(out);
    }
    return written == length && out >= 0 ? 0 : -1;
}

/* Each entry of /etc as a link into `host`, where the original is mounted; links of /etc itself as they are. */
static int link_entries(const char *host, const char *new) {
    DIR *directory = opendir(host);
    const struct dirent *entry;
    if (directory == NULL) {
        return -1;
    }
    while ((entry = readdir(directory)) != NULL) {
        char from[512], to[512], target[512];
        snprintf(from, sizeof from, "%s/%s", host, entry->d_name);
        snprintf(to, sizeof to, "%s/%s", new, entry->d_name);
        if (is_dots(entry->d_name)) {
            continue;
        }
        ssize_t length = readlink(from, target, sizeof target - 1);
        if (length >= 0) {
            target[length] = '\0';
        }
        (void)!symlink(length >= 0 ? target : from, to); /* an entry that cannot be linked is missing, no more */
    }
    closedir(directory);
    return 0;
}

static int copy_files(const char *files, const char *new, char **reason) {
    DIR *directory = opendir(files);
    const struct dirent *entry;
    int result = 0;
    if (directory == NULL) {
        return fail(reason, "%s", files);
    }
    while (result == 0 && (entry = readdir(directory)) != NULL) {
        char from[512], to[512];
        struct stat status;
        snprintf(from, sizeof from, "%s/%s", files, entry->d_name);
        snprintf(to, sizeof to, "%s/%s", new, entry->d_name);
        if (is_dots(entry->d_name) || stat(from, &status) < 0 || !S_ISREG(status.st_mode)) {
            continue;
        }
        unlink(to);
        if (copy(from, to) < 0) {
            result = fail(reason, "copying %s", from);
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return result;
}

int etc_cover(const char *work, const char *files, char **reason) {
    char host[256], new[256];
    snprintf(host, sizeof host, "%s/host-etc", work);
    snprintf(new, sizeof new, "%s/etc", work);
    if (mkdir(host, 0755) < 0 || mkdir(new, 0755) < 0 || mount("/etc", host, NULL, MS_BIND | MS_REC, NULL) < 0 ||
        link_entries(host, new) < 0) {
        return fail(reason, "a copy of /etc");
    }
    if (copy_files(files, new, reason) < 0) {
        return -1;
    }
    if (mount(new, "/etc", NULL, MS_BIND, NULL) < 0 ||
        mount(NULL, "/etc", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) < 0) {
        return fail(reason, "covering /etc");
    }
    return 0;
}
