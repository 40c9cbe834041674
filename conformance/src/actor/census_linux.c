#include "actor/census.h"

#include "judge/render.h"
#include "judge/text.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum descriptor_kind kind_of(int directory, const char *entry) {
    static const struct {
        const char *prefix;
        enum descriptor_kind kind;
    } kinds[] = {{"socket:", DESCRIPTOR_SOCKET}, {"pipe:", DESCRIPTOR_PIPE}, {"anon_inode:", DESCRIPTOR_ANON}};
    char target[64];
    ssize_t length = readlinkat(directory, entry, target, sizeof target - 1);
    target[length > 0 ? length : 0] = '\0';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(target, kinds[i].prefix, strlen(kinds[i].prefix)) == 0) {
            return kinds[i].kind;
        }
    }
    return DESCRIPTOR_FILE;
}

bool census_take(pid_t pid, struct census *census) {
    char path[64];
    struct stat status;
    *census = (struct census){{0}, 0};
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *directory = opendir(path);
    if (directory == NULL) {
        return false;
    }
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        if (isdigit((unsigned char)*entry->d_name)) {
            census->descriptors[kind_of(dirfd(directory), entry->d_name)]++;
        }
    }
    closedir(directory);
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    if (stat(path, &status) == 0) {
        census->threads = (unsigned)status.st_nlink - 2; /* one directory a thread, and . and .. */
    }
    return true;
}

static void plural(struct text *out, unsigned count, const char *one, const char *many) {
    text_printf(out, "%u %s", count, count == 1 ? one : many);
}

char *census_difference(const struct census *before, const struct census *now) {
    static const char *const names[][2] = {
        {"socket", "sockets"}, {"pipe", "pipes"}, {"anonymous file", "anonymous files"}, {"file", "files"}};
    struct text more = {0}, fewer = {0};
    unsigned total[2] = {0, 0};
    for (int i = 0; i < DESCRIPTOR_KINDS; i++) {
        unsigned was = before->descriptors[i], is = now->descriptors[i];
        if (was != is) {
            struct text *list = is > was ? &more : &fewer;
            text_puts(list, list->length > 0 ? ", " : "");
            plural(list, is > was ? is - was : was - is, names[i][0], names[i][1]);
            total[is < was] += is > was ? is - was : was - is;
        }
    }
    struct text out = {0};
    for (int less = 0; less < 2; less++) {
        const struct text *list = less ? &fewer : &more;
        if (list->length > 0) {
            text_puts(&out, out.length > 0 ? ", " : "");
            plural(&out, total[less], "descriptor", "descriptors");
            text_printf(&out, "%s (%s)", less ? " fewer" : "", list->data);
        }
    }
    if (before->threads != now->threads) {
        bool less = now->threads < before->threads;
        text_puts(&out, out.length > 0 ? ", " : "");
        plural(&out, less ? before->threads - now->threads : now->threads - before->threads, "thread", "threads");
        text_puts(&out, less ? " fewer" : "");
    }
    text_free(&more);
    text_free(&fewer);
    return out.length > 0 ? text_take(&out) : NULL;
}

/* Everything in this pid namespace but its init, which is this process. */
static size_t all_processes(pid_t *pids, size_t limit) {
    size_t count = 0;
    DIR *directory = opendir("/proc");
    const struct dirent *entry;
    while (directory != NULL && count < limit && (entry = readdir(directory)) != NULL) {
        pid_t pid = isdigit((unsigned char)*entry->d_name) ? (pid_t)atoi(entry->d_name) : 0;
        if (pid > 0 && pid != getpid()) {
            pids[count++] = pid;
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return count;
}

/* Append the children of all threads of a process. */
static size_t add_children(pid_t pid, pid_t *pids, size_t count, size_t limit) {
    char path[300];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *directory = opendir(path);
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        if (!isdigit((unsigned char)*entry->d_name)) {
            continue;
        }
        snprintf(path, sizeof path, "/proc/%d/task/%s/children", (int)pid, entry->d_name);
        FILE *children = fopen(path, "re");
        int child;
        while (children != NULL && count < limit && fscanf(children, "%d", &child) == 1) {
            pids[count++] = (pid_t)child;
        }
        if (children != NULL) {
            fclose(children);
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return count;
}

size_t census_processes(bool isolated, pid_t *pids, size_t limit) {
    if (isolated) {
        return all_processes(pids, limit);
    }
    size_t count = add_children(getpid(), pids, 0, limit);
    for (size_t i = 0; i < count; i++) {
        count = add_children(pids[i], pids, count, limit);
    }
    return count;
}

/* The fields of a stat file after the program's name, which may hold anything: "S 1 …". */
static bool stat_fields(const char *path, char *fields, size_t size) {
    char content[1024];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, content, sizeof content - 1) : -1;
    if (fd >= 0) {
        close(fd);
    }
    if (length <= 0) {
        return false;
    }
    content[length] = '\0';
    const char *end = strrchr(content, ')');
    if (end == NULL || end[1] != ' ') {
        return false;
    }
    snprintf(fields, size, "%s", end + 2);
    return true;
}

pid_t census_parent(pid_t pid) {
    char path[64], fields[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    return stat_fields(path, fields, sizeof fields) ? (pid_t)atoi(fields + 2) : 0;
}

bool census_descends(pid_t pid, pid_t ancestor) {
    for (int depth = 0; depth < 16 && pid > 1; depth++) {
        if (pid == ancestor) {
            return true;
        }
        pid = census_parent(pid);
    }
    return false;
}

void census_name(pid_t pid, char *name, size_t size) {
    char path[64], comm[32];
    snprintf(path, sizeof path, "/proc/%d/comm", (int)pid);
    FILE *file = fopen(path, "re");
    struct text safe = {0};
    if (file != NULL && fgets(comm, sizeof comm, file) != NULL) {
        render_safe(&safe, comm, strcspn(comm, "\n"), false);
    }
    if (file != NULL) {
        fclose(file);
    }
    snprintf(name, size, "%s", safe.length > 0 ? safe.data : "?");
    text_free(&safe);
}

bool census_asleep(pid_t pid, bool main_thread, char *state) {
    char path[300], fields[1024];
    *state = '?';
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *directory = opendir(path);
    const struct dirent *entry;
    bool asleep = false;
    while (directory != NULL && !asleep && (entry = readdir(directory)) != NULL) {
        bool is_main = (pid_t)atoi(entry->d_name) == pid;
        if (!isdigit((unsigned char)*entry->d_name) || is_main != main_thread) {
            continue;
        }
        snprintf(path, sizeof path, "/proc/%d/task/%s/stat", (int)pid, entry->d_name);
        if (stat_fields(path, fields, sizeof fields)) {
            *state = *fields;
            asleep = *fields == 'S' || *fields == 'D';
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return asleep;
}
