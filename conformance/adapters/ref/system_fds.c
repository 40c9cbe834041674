/* sys.*: plain descriptors. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arguments.h"
#include "handlers.h"
#include "memory.h"
#include "quiet.h"

static bool arg_fd(struct call *call, int *fd) {
    *fd = -1;
    if (!call->argument[0]) {
        call_unsupported(call, "bad helper call: %s wants a descriptor", call->operation->name);
        return false;
    }
    return arg_c_int_or(call, 0, fd);
}

/* The answer for a system call that gives 0 or −1. */
static void done(struct call *call, int result) {
    if (result < 0)
        call_system_failed(call, errno);
    else
        give_none(call);
}

static void sys_pipe(struct call *call) {
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) < 0) {
        call_system_failed(call, errno);
        return;
    }
    give_tuple(call, 2);
    give_int(call, fds[0]);
    give_int(call, fds[1]);
    give_end(call);
}

static void sys_open(struct call *call) {
    static const struct {
        const char *name;
        int flags;
    } known[] = {{"r", O_RDONLY}, {"w", O_WRONLY | O_CREAT}, {"rw", O_RDWR | O_CREAT}};
    const char *path, *flags;
    if (!arg_path(call, 0, &path) || !arg_text(call, 1, &flags))
        return;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].name, flags) == 0) {
            int fd = open(path, known[i].flags | O_CLOEXEC, 0600);
            if (fd < 0)
                call_system_failed(call, errno);
            else
                give_int(call, fd);
            return;
        }
    call_unsupported(call, "bad helper call: no such flags: '%s' (r, w, rw)", flags);
}

static void sys_read(struct call *call) {
    int fd;
    long long size;
    void *data;
    if (!arg_fd(call, &fd) || !arg_int(call, 1, 0, INT_MAX, &size) || !call_room(call, size, &data))
        return;
    ssize_t got;
    call_enter(call);
    do
        got = read(fd, data, (size_t)size);
    while (got < 0 && errno == EINTR);
    call_leave(call);
    if (got < 0)
        call_system_failed(call, errno);
    else
        give_bytes(call, data, (size_t)got);
}

static void sys_write(struct call *call) {
    int fd;
    const void *data;
    size_t size;
    if (!arg_fd(call, &fd) || !arg_bytes(call, 1, &data, &size))
        return;
    struct quiet quiet;
    ssize_t wrote;
    call_enter(call);
    quiet_begin(&quiet);
    do
        wrote = write(fd, data, size);
    while (wrote < 0 && errno == EINTR);
    quiet_end(&quiet);
    call_leave(call);
    if (wrote < 0)
        call_system_failed(call, errno);
    else
        give_int(call, wrote);
}

static void sys_close(struct call *call) {
    int fd;
    if (arg_fd(call, &fd))
        done(call, close(fd));
}

static void sys_dup(struct call *call) {
    int fd;
    if (!arg_fd(call, &fd))
        return;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (copy < 0)
        call_system_failed(call, errno);
    else
        give_int(call, copy);
}

static void sys_fstat(struct call *call) {
    int fd;
    struct stat status;
    if (!arg_fd(call, &fd))
        return;
    if (fstat(fd, &status) < 0) {
        call_system_failed(call, errno);
        return;
    }
    mode_t mode = status.st_mode;
    give_tuple(call, 3);
    give_text(call, S_ISSOCK(mode)   ? "socket"
                    : S_ISREG(mode)  ? "regular"
                    : S_ISFIFO(mode) ? "fifo"
                    : S_ISCHR(mode)  ? "char"
                    : S_ISDIR(mode)  ? "directory"
                                     : "other");
    give_int(call, (long long)status.st_dev);
    give_int(call, (long long)status.st_ino);
    give_end(call);
}

static void sys_unlink(struct call *call) {
    const char *path;
    if (arg_path(call, 0, &path))
        done(call, unlink(path));
}

static void sys_mkdir(struct call *call) {
    const char *path;
    if (arg_path(call, 0, &path))
        done(call, mkdir(path, 0777));
}

static void give_flag(struct call *call, int get, int flag) {
    int fd;
    if (!arg_fd(call, &fd))
        return;
    int flags = fcntl(fd, get);
    if (flags < 0)
        call_system_failed(call, errno);
    else
        give_bool(call, flags & flag);
}

static void set_flag(struct call *call, int get, int set, int flag) {
    int fd;
    bool wanted = false;
    if (!arg_fd(call, &fd) || !arg_bool_or(call, 1, &wanted))
        return;
    int flags = fcntl(fd, get);
    done(call, flags < 0 ? -1 : fcntl(fd, set, wanted ? flags | flag : flags & ~flag));
}

static void sys_nonblocking(struct call *call) {
    give_flag(call, F_GETFL, O_NONBLOCK);
}
static void sys_cloexec(struct call *call) {
    give_flag(call, F_GETFD, FD_CLOEXEC);
}
static void sys_set_nonblocking(struct call *call) {
    set_flag(call, F_GETFL, F_SETFL, O_NONBLOCK);
}
static void sys_set_cloexec(struct call *call) {
    set_flag(call, F_GETFD, F_SETFD, FD_CLOEXEC);
}

/* A shell looks: it is a program of its own, started with fork and exec. */
static void sys_child_has_fd(struct call *call) {
    int fd, status;
    pid_t child;
    char number[16], shell[] = "/bin/sh", option[] = "-c", script[] = "test -e /dev/fd/$0", *environment[] = {NULL};
    if (!arg_fd(call, &fd))
        return;
    snprintf(number, sizeof number, "%d", fd);
    int failed = posix_spawn(&child, shell, NULL, NULL, (char *[]){shell, option, script, number, NULL}, environment);
    if (failed) {
        call_system_failed(call, failed);
        return;
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
        call_unsupported(call, "/bin/sh cannot look at a descriptor: status %d", status);
    else
        give_bool(call, WEXITSTATUS(status) == 0);
}

const struct handler system_fds_handlers[] = {
    {"sys.pipe", sys_pipe},
    {"sys.open", sys_open},
    {"sys.read", sys_read},
    {"sys.write", sys_write},
    {"sys.close", sys_close},
    {"sys.dup", sys_dup},
    {"sys.fstat", sys_fstat},
    {"sys.unlink", sys_unlink},
    {"sys.mkdir", sys_mkdir},
    {"sys.nonblocking", sys_nonblocking},
    {"sys.cloexec", sys_cloexec},
    {"sys.set_nonblocking", sys_set_nonblocking},
    {"sys.set_cloexec", sys_set_cloexec},
    {"sys.child_has_fd", sys_child_has_fd},
    {0},
};
