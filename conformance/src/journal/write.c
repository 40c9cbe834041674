#include "journal/write.h"

#include "judge/json_text.h"
#include "judge/text.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct journal {
    int fd;
    char *path;
    char *error;
};

static char *describe(const char *path, const char *what, int number) {
    struct text text = {0};
    text_printf(&text, "%s: the journal cannot be %s: %s", path, what, strerror(number));
    if (number == ENOSPC || number == EDQUOT)
        text_puts(&text, " (the disk is full: make room, then go on with --resume)");
    return text_take(&text);
}

static struct journal *open_journal(const char *path, int flags, char **error) {
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | flags, 0666);
    if (fd < 0) {
        *error = describe(path, "opened", errno);
        return NULL;
    }
    struct journal *journal = calloc(1, sizeof *journal);
    char *copy = strdup(path);
    if (!journal || !copy)
        abort();
    *journal = (struct journal){.fd = fd, .path = copy};
    return journal;
}

struct journal *journal_create(const char *path, char **error) {
    return open_journal(path, O_TRUNC, error);
}

struct journal *journal_append(const char *path, char **error) {
    return open_journal(path, 0, error);
}

/* Only a full disk or a signal makes a write to a file short; either way the rest is tried until it is clear why. */
static bool write_all(struct journal *journal, const char *data, size_t length) {
    while (length > 0) {
        ssize_t done = write(journal->fd, data, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            journal->error = describe(journal->path, "written", done < 0 ? errno : ENOSPC);
            return false;
        }
        data += done;
        length -= (size_t)done;
    }
    return true;
}

bool journal_write(struct journal *journal, const json_t *line) {
    if (journal->error)
        return false;
    struct text text = {0};
    json_text(&text, line);
    text_putc(&text, '\n');
    bool good = write_all(journal, text.data, text.length);
    text_free(&text);
    return good;
}

const char *journal_error(const struct journal *journal) {
    return journal->error;
}

bool journal_close(struct journal *journal, char **error) {
    if (!journal)
        return true;
    bool good = close(journal->fd) == 0 || errno == EINTR;
    if (!good)
        *error = describe(journal->path, "closed", errno);
    free(journal->path);
    free(journal->error);
    free(journal);
    return good;
}
