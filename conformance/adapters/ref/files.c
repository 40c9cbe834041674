/* file.*: what sendfile() sends: a regular file by descriptor, or bytes in memory. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "handlers.h"

/* fopen()'s modes; b changes nothing. -1: none of them. */
static int flags_of(const char *mode) {
    static const int flags[][2] = {{O_RDONLY, O_RDWR},
                                   {O_WRONLY | O_CREAT | O_TRUNC, O_RDWR | O_CREAT | O_TRUNC},
                                   {O_WRONLY | O_CREAT | O_APPEND, O_RDWR | O_CREAT | O_APPEND}};
    const char *letters = "rwa", *kind = *mode ? strchr(letters, *mode) : NULL;
    if (!kind || strspn(mode + 1, "b+") != strlen(mode + 1))
        return -1;
    return flags[kind - letters][strchr(mode, '+') != NULL];
}

static void file_open(struct call *call) {
    const char *path, *mode;
    if (!arg_path(call, 0, &path) || !arg_text(call, 1, &mode))
        return;
    int flags = flags_of(mode);
    if (flags < 0) {
        call_unsupported(call, "bad helper call: no such mode: '%s'", mode);
        return;
    }
    struct file file = {.fd = open(path, flags | O_CLOEXEC, 0666), .text = !strchr(mode, 'b')};
    if (file.fd < 0)
        call_system_failed(call, errno);
    else
        give_object(call, object_of_file(&file));
}

static void file_bytes(struct call *call) {
    const void *data;
    struct file file = {.fd = -1};
    if (!arg_bytes(call, 0, &data, &file.length))
        return;
    file.data = malloc(file.length ? file.length : 1);
    if (!file.data) {
        call_unsupported(call, "no memory for a file of %zu bytes", file.length);
        return;
    }
    if (file.length)
        memcpy(file.data, data, file.length);
    give_object(call, object_of_file(&file));
}

static void file_tell(struct call *call) {
    struct object *object;
    if (!arg_object(call, 0, OBJECT_FILE, &object))
        return;
    const struct file *file = &object->file;
    off_t position = file->data ? (off_t)file->position : lseek(file->fd, 0, SEEK_CUR);
    if (position < 0)
        call_system_failed(call, errno);
    else
        give_int(call, position);
}

static void file_seek(struct call *call) {
    struct object *object;
    long long position;
    if (!arg_object(call, 0, OBJECT_FILE, &object) || !arg_int(call, 1, 0, LLONG_MAX, &position))
        return;
    if (object->file.data)
        object->file.position = (size_t)position;
    else if (lseek(object->file.fd, position, SEEK_SET) < 0) {
        call_system_failed(call, errno);
        return;
    }
    give_none(call);
}

static void file_close(struct call *call) {
    struct object *object;
    if (!arg_object(call, 0, OBJECT_FILE, &object))
        return;
    if (object->file.fd >= 0 && close(object->file.fd) < 0) {
        call_system_failed(call, errno);
        return;
    }
    object->file.fd = -1;
    give_none(call);
}

const struct handler files_handlers[] = {{"file.open", file_open}, {"file.bytes", file_bytes}, {"file.tell", file_tell},
                                         {"file.seek", file_seek}, {"file.close", file_close}, {0}};
