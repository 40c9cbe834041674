/* The project's own JSON writer writes what jansson writes. */
#include "judge/json_text.h"

#include "check.h"
#include <stdlib.h>

static void is_the_same(const char *line) {
    json_t *term = json_loads(line, JSON_DECODE_ANY, NULL);
    CHECK(term);
    for (int sorted = 0; term && sorted < 2; sorted++) {
        struct text text = {0};
        (sorted ? json_text_sorted : json_text)(&text, term);
        char *wanted = json_dumps(term, JSON_COMPACT | JSON_ENCODE_ANY | (sorted ? JSON_SORT_KEYS : 0));
        if (!wanted || strcmp(text.data, wanted) != 0)
            fprintf(stderr, "%s: %s, not %s\n", line, text.data, wanted ? wanted : "(nothing)");
        CHECK(wanted && strcmp(text.data, wanted) == 0);
        free(wanted);
        text_free(&text);
    }
    json_decref(term);
}

/* An object of more members than usual. */
static void large(void) {
    struct text text = {0};
    for (int i = 0; i < 100; i++)
        text_printf(&text, "%s\"%d\":%d", i ? "," : "{", i * 7919 % 100, i);
    text_putc(&text, '}');
    is_the_same(text.data);
    text_free(&text);
}

int main(void) {
    is_the_same("null");
    is_the_same("[]");
    is_the_same("{}");
    is_the_same("[true,false,0,-1,9223372036854775807,-9223372036854775808]");
    is_the_same("[0.1,-0.0,1.5e300,1e-7,100.0]");
    is_the_same("\"\"");
    is_the_same("\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\ / \\u007f \\u00e9 \\ud83d\\ude00\"");
    is_the_same("{\"b\":1,\"a\":{\"d\":[[],{}],\"c\":\"x\"},\"\":null,\"k\\\"e\\ny\":2,\"ab\":3}");
    large();
    return CHECK_DONE();
}
