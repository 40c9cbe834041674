/* refsock-adapter: librefsock behind the adapter protocol (docs/protocol.md). */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hello.h"
#include "interrupt.h"
#include "lane.h"
#include "registry.h"
#include "request.h"
#include "reset.h"

enum outcome { GO_ON, FINISHED, BROKEN };

static void answer(json_int_t id, const char *body) {
    char text[128];
    int length = snprintf(text, sizeof text, "{\"id\":%lld,%s}\n", (long long)id, body);
    protocol_write(&(struct out){.text = text, .length = (size_t)length});
}

/* A lane gets the request for itself: *request is null then. */
static void perform(json_t **request, struct out *out) {
    json_int_t lane = json_integer_value(json_object_get(*request, "lane"));
    json_int_t id = json_integer_value(json_object_get(*request, "id"));
    if (lane <= 0)
        call_perform(*request, 0, out);
    else if (lane > 1000 || !lane_post((int)lane, *request))
        answer(id, "\"unsupported\":\"no thread for another lane\"");
    else
        *request = NULL;
}

static void reset(json_int_t id) {
    char body[80];
    int busy = reset_all();
    snprintf(body, sizeof body, busy ? "\"unsupported\":\"lane %d is still in a call\"" : "\"ok\":null", busy);
    answer(id, body);
}

static enum outcome handle(json_t **request, struct out *out) {
    const char *what = json_string_value(json_object_get(*request, "do"));
    const json_t *id = json_object_get(*request, "id");
    if (!what || !json_is_integer(id))
        return BROKEN;
    if (strcmp(what, "call") == 0) {
        if (!json_is_string(json_object_get(*request, "op")))
            return BROKEN;
        perform(request, out);
    } else if (strcmp(what, "reset") == 0) {
        reset(json_integer_value(id));
    } else if (strcmp(what, "hello") == 0) {
        hello_answer(json_integer_value(id), out);
    } else if (strcmp(what, "bye") == 0) {
        answer(json_integer_value(id), "\"ok\":null");
        return FINISHED;
    } else {
        return BROKEN;
    }
    return GO_ON;
}

static enum outcome handle_line(const char *line, size_t length, struct out *out) {
    json_error_t error;
    json_t *request = json_loadb(line, length, 0, &error);
    enum outcome outcome = request ? handle(&request, out) : BROKEN;
    if (outcome == BROKEN)
        fprintf(stderr, "refsock-adapter: bad request: %s: %.*s\n", request ? "no known form" : error.text,
                (int)(length < 200 ? length : 200), line);
    json_decref(request);
    return outcome;
}

int main(void) {
    if (!protocol_claim())
        return 2;
    registry_make();
    interrupt_install();
    struct out out = {0};
    enum outcome outcome = GO_ON;
    bool broken = false;
    size_t length;
    const char *line;
    while (outcome == GO_ON && (line = protocol_read(&length, &broken)))
        outcome = handle_line(line, length, &out);
    int status = outcome == BROKEN || broken ? 2 : 0;
    if (reset_all() != 0)
        _exit(status); /* a lane hangs in a call: nothing can be taken down around it */
    out_free(&out);
    protocol_end();
    return status;
}
