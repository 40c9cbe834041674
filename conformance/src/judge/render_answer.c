#include "judge/render.h"

#include <stdbool.h>

static void string(struct text *out, const json_t *value) {
    render_safe(out, json_string_value(value), json_string_length(value), false);
}

static void milliseconds(struct text *out, const json_t *ms) {
    double number = json_number_value(ms);
    text_printf(out, number >= 1000 ? "%gs" : "%gms", number >= 1000 ? number / 1000 : number);
}

static void render_takes(struct text *out, const json_t *takes) {
    const json_t *min = json_object_get(takes, "min_ms"), *max = json_object_get(takes, "max_ms");
    text_puts(out, min != NULL && max != NULL ? " takes " : min != NULL ? " takes >= " : " takes < ");
    if (min != NULL) {
        milliseconds(out, min);
    }
    if (min != NULL && max != NULL) {
        text_puts(out, "..");
    }
    if (max != NULL) {
        milliseconds(out, max);
    }
}

static void words(struct text *out, const char *lead, const json_t *names, char separator) {
    for (size_t i = 0; i < json_array_size(names); i++) {
        if (i == 0) {
            text_puts(out, lead);
        } else {
            text_putc(out, separator);
        }
        string(out, json_array_get(names, i));
    }
}

char *render_expect(const json_t *expect) {
    struct text out = {0};
    const json_t *value = json_object_get(expect, "value"), *raises = json_object_get(expect, "raises");
    if (value != NULL) {
        text_puts(&out, "-> ");
        render_term(&out, value);
    } else if (raises != NULL) {
        text_printf(&out, "raises %s", json_is_true(json_object_get(raises, "exactly")) ? "exactly " : "");
        string(&out, json_object_get(raises, "class"));
        words(&out, " ", json_object_get(raises, "code"), '|');
        static const char *const parts[] = {"text", "args"};
        for (size_t i = 0; i < 2; i++) {
            if (json_object_get(raises, parts[i]) != NULL) {
                text_printf(&out, " %s ", parts[i]);
                render_term(&out, json_object_get(raises, parts[i]));
            }
        }
    } else {
        text_puts(&out, "(returns)");
    }
    words(&out, " warns ", json_object_get(expect, "warns"), ' ');
    if (json_object_get(expect, "takes") != NULL) {
        render_takes(&out, json_object_get(expect, "takes"));
    }
    return render_limited(&out);
}

static void raised_name(struct text *out, const json_t *raised) {
    text_puts(out, "raised ");
    string(out, json_object_get(raised, "class"));
    const json_t *code = json_object_get(raised, "errno");
    if (!json_is_string(code)) {
        code = json_object_get(raised, "code");
    }
    if (json_is_string(code)) {
        text_putc(out, ' ');
        string(out, code);
    }
}

static void answer_to(struct text *out, const json_t *answer, bool signature) {
    const json_t *raised = json_object_get(answer, "raised"), *unsupported = json_object_get(answer, "unsupported");
    if (raised != NULL) {
        raised_name(out, raised);
        if (!signature && json_is_string(json_object_get(raised, "text"))) {
            text_putc(out, ' ');
            render_term(out, json_object_get(raised, "text"));
        }
    } else if (unsupported != NULL) {
        text_puts(out, "unsupported: ");
        string(out, unsupported);
    } else {
        text_puts(out, signature ? "returned " : "");
        render_term(out, json_object_get(answer, "ok"));
    }
}

char *render_answer(const json_t *answer) {
    struct text out = {0};
    answer_to(&out, answer, false);
    return render_limited(&out);
}

char *render_outcome(const json_t *answer) {
    struct text out = {0};
    answer_to(&out, answer, true);
    return render_limited(&out);
}
