#include "cli/progress.h"

#include "actor/clock.h"
#include "cli/terminal.h"
#include "judge/verdict.h"
#include <sys/ioctl.h>
#include <unistd.h>

enum { REDRAW_MS = 100 };

static unsigned columns(FILE *out) {
    struct winsize size;
    return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

static void erase(struct progress *p) {
    if (p->drawn_any)
        fputs("\r\033[K", p->out);
    p->drawn_any = false;
}

static void draw(struct progress *p) {
    double now = clock_ms(), seconds = (now - p->started) / 1e3;
    p->drawn = now;
    double rate = seconds > 0 ? (double)p->done / seconds : 0;
    double left = rate > 0 ? (double)(p->total - p->done) / rate : 0;
    char line[160];
    snprintf(line, sizeof line, "%zu/%zu  failing %zu  unexpected %zu  %.0f/s  %.0f s left", p->done, p->total,
             p->failing, p->unexpected, rate, left);
    erase(p);
    fprintf(p->out, "%.*s", (int)columns(p->out) - 1, line);
    fflush(p->out);
    p->drawn_any = true;
}

void progress_start(struct progress *p, FILE *out, size_t total, size_t done) {
    *p = (struct progress){.out = out, .total = total - done, .started = clock_ms()};
    p->terminal = out && isatty(fileno(out));
    if (out && done)
        fprintf(out, "going on: %zu of %zu runs were judged before\n", done, total);
}

void print_unexpected(FILE *out, const json_t *line) {
    static const char *const members[] = {"outcome", "impl", "id"};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const char *value = json_string_value(json_object_get(line, members[i]));
        fputs(i ? "  " : "", out);
        print_safely(out, value ? value : "?", 0);
    }
    const char *blame = json_string_value(json_object_get(line, "blame"));
    if (blame)
        fprintf(out, "  blame: %s", blame);
    const char *why = json_string_value(json_object_get(line, "unexpected"));
    const char *signature = json_string_value(json_object_get(line, "signature"));
    const char *reason = json_string_value(json_object_get(line, "reason"));
    const char *shown = why ? why : signature ? signature : reason;
    if (shown) {
        fputs("  ", out);
        print_safely(out, shown, 300);
    }
    fputc('\n', out);
}

void progress_add(struct progress *p, const json_t *line) {
    p->done++;
    p->failing += outcome_needs_blame(outcome_of(line));
    bool unexpected = json_is_false(json_object_get(line, "expected"));
    p->unexpected += unexpected;
    if (!p->out)
        return;
    if (p->terminal) {
        progress_tick(p);
        return;
    }
    if (unexpected)
        print_unexpected(p->out, line);
    size_t tenth = p->total ? p->done * 10 / p->total : 10;
    if (tenth > p->tenth) {
        p->tenth = tenth;
        fprintf(p->out, "%zu%%: %zu of %zu, failing %zu, unexpected %zu\n", tenth * 10, p->done, p->total, p->failing,
                p->unexpected);
    }
    fflush(p->out);
}

void progress_tick(struct progress *p) {
    if (p->out && p->terminal && clock_ms() - p->drawn >= REDRAW_MS)
        draw(p);
}

void progress_end(struct progress *p) {
    if (p->out && p->terminal) {
        erase(p);
        fflush(p->out);
    }
}
