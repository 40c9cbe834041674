/* What a hello has to be. */
#include "actor/answer.h"

#include "check.h"
#include <jansson.h>
#include <stdlib.h>

static const char good[] =
    "{\"protocol\":1,\"name\":\"fake\",\"version\":\"1.0\",\"api\":\"3.11\",\"language\":\"python\",\"values\":"
    "\"python\","
    "\"threads\":false,\"os\":\"linux\",\"arch\":\"x86_64\",\"byteorder\":\"little\",\"long\":8,\"size_t\":4,"
    "\"libc\":\"glibc 2.36\",\"profile\":\"full\",\"constants\":{},\"operations\":[],\"families\":[\"AF_INET\"]}";

/* What is said of the good one with one member as `text`, which is JSON; NULL: without it. */
static void is_told(const char *member, const char *text, const char *wanted) {
    char buffer[200];
    json_t *hello = json_loads(good, 0, NULL);
    if (text)
        json_object_set_new(hello, member, json_loads(text, JSON_DECODE_ANY, NULL));
    else
        json_object_del(hello, member);
    json_t *answer = json_pack("{s:i, s:o}", "id", 0, "hello", hello);
    const char *problem = hello_problem(answer, buffer, sizeof buffer);
    if (strcmp(wanted, problem ? problem : "good") != 0)
        fprintf(stderr, "%s %s: %s, not %s\n", member, text ? text : "left out", wanted, problem ? problem : "good");
    CHECK(strcmp(wanted, problem ? problem : "good") == 0);
    json_decref(answer);
}

static void is_no_api(const char *text) {
    char json[64], wanted[200];
    snprintf(json, sizeof json, "\"%s\"", text);
    snprintf(wanted, sizeof wanted,
             "hello: `api` is the CPython version whose behaviour is claimed, as \"3.11\", and not \"%s\"", text);
    is_told("api", json, wanted);
}

int main(void) {
    static const char *const apis[] = {"\"3.6\"", "\"3.11.7\"", "\"3.13.0rc1\"", "\"3.14.0a2+\"",
                                       "\"3.11.7-candidate\""};
    for (size_t i = 0; i < sizeof apis / sizeof *apis; i++)
        is_told("api", apis[i], "good");
    static const char *const others[] = {"1.24.0", "2.7.18", "3", "3.", "3.x", "3.13 beta", "3.13B", "v3.11", "33.1"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        is_no_api(others[i]);
    is_told("api", "\"\"", "hello: `api` is empty");
    is_told("api", "3.11", "hello: `api` is not a text");
    is_told("more", "1", "good");
    is_told("protocol", "2", "hello: protocol 2, not 1");
    is_told("version", NULL, "hello: `version` is not a text");
    is_told("libc", NULL, "hello: `libc` is not a text");
    is_told("profile", "\"\"", "hello: `profile` is empty");
    is_told("os", "\"Linux\"", "hello: `os` is a word in lower case, as \"linux\", and not \"Linux\"");
    is_told("values", "\"loose\"", "hello: `values` is neither python nor typed");
    is_told("byteorder", "\"middle\"", "hello: `byteorder` is neither little nor big");
    is_told("long", "16", "hello: `long` and `size_t` are not the sizes of these C types, 4 or 8");
    is_told("size_t", "\"8\"", "hello: `long` and `size_t` are not the sizes of these C types, 4 or 8");
    is_told("threads", "0", "hello: `threads` is not a boolean");
    is_told("operations", "[\"_x\",\"htons\",\".a1\",\"sys.on_signal\"]", "good");
    is_told("operations", "[\"htons\",\"htons\"]",
            "hello: `operations` is not a list of names, each there once: 'htons'");
    static const char *const names[] = {"", "no way", "1a", "..x", "Sys.pid", "sys.", "sys.pid.x", "sys.P"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char json[64], wanted[200];
        snprintf(json, sizeof json, "[\"%s\"]", names[i]);
        snprintf(wanted, sizeof wanted, "hello: `operations` is not a list of names, each there once: '%s'", names[i]);
        is_told("operations", json, wanted);
    }
    is_told("operations", "[1]", "hello: `operations` is not a list of names, each there once: 'no text'");
    is_told("operations", NULL, "hello: `operations` is not a list of names");
    is_told("families", "[]", "good");
    is_told("families", "{}", "hello: `families` is not a list of names");
    is_told("families", "[\"INET\"]", "hello: `families` is not a list of names, each there once: 'INET'");
    is_told("families", "[\"AF_\"]", "hello: `families` is not a list of names, each there once: 'AF_'");
    is_told("constants",
            "{\"has_ipv6\":true,\"A\":-9007199254740992,\"B_2\":{\"int\":\"18446744073709551615\"},\"C\":\"00:00\"}",
            "good");
    is_told("constants", "[]", "hello: `constants` is not an object");
    is_told("constants", "{\"a\":1}", "hello: constant a has not the name of one");
    is_told("constants", "{\"_A\":1}", "hello: constant _A has not the name of one");
    is_told("constants", "{\"\":1}", "hello: constant  has not the name of one");
    static const char *const values[] = {"2.5", "9007199254740993", "null",
                                         "[]",  "{\"int\":\"x\"}",  "{\"bytes\":\"00\"}"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char json[64];
        snprintf(json, sizeof json, "{\"A\":%s}", values[i]);
        is_told("constants", json, "hello: constant A is not a number, a boolean or a text");
    }
    return CHECK_DONE();
}
