#include "cli/checks.h"

#include "actor/process.h"
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* What is wrong with the end that the adapter came to. */
static void judge_end(struct checker *c, const char *request, char problem[256]) {
    int status = 0;
    size_t said;
    if (dialogue_has_more(&c->dialogue, (int)c->dialogue.patience_ms)) {
        snprintf(problem, 256, "%.60s was answered: %.150s", request, c->dialogue.heard.data + c->dialogue.taken);
    } else if (!dialogue_wait(&c->dialogue, &status)) {
        snprintf(problem, 256, "after %.100s it still runs after 10 s", request);
    } else if (!WIFEXITED(status) || WEXITSTATUS(status) != 2) {
        char *text = process_status_text(status);
        snprintf(problem, 256, "after %.100s it %.100s", request, text);
        free(text);
    } else {
        (void)text_last_line(&c->dialogue.errors, 160, &said);
        if (!said)
            snprintf(problem, 256, "after %.100s it said nothing on stderr", request);
    }
}

void checks_senseless(struct checker *c) {
    static const char *const requests[] = {
        "no JSON",
        "{\"do\":\"hello\",\"id\":0,\"protocol\":1", /* cut */
        "[]",
        "{\"id\":1}",
        "{\"do\":\"dance\",\"id\":1}",
        "{\"do\":\"call\",\"id\":1,\"args\":[]}",
        "{\"do\":\"call\",\"op\":\"htons\",\"args\":[1]}",
    };
    char problem[256] = "";
    for (size_t i = 0; i < sizeof requests / sizeof *requests && !*problem; i++) {
        if (!check_start(c))
            return;
        if (!dialogue_say_text(&c->dialogue, requests[i]))
            snprintf(problem, sizeof problem, "it takes no request");
        else
            judge_end(c, requests[i], problem);
        dialogue_end(&c->dialogue);
    }
    check_report(
        c, "a request without meaning: exits with status 2", *problem ? problem : NULL,
        "say on stderr what is wrong with a line that is no JSON, or has no known `do`, no id, or no `op` in a "
        "call, and exit with status 2, unanswered");
}
