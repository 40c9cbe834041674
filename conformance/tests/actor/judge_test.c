/* Expressions, patterns, expectations, conditions and their texts, in tables. */
#include "judge/condition.h"
#include "judge/eval.h"
#include "judge/expect.h"
#include "judge/match.h"
#include "judge/render.h"
#include "judge/value.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures, checks;

static json_t *load(const char *text) {
    json_error_t error;
    json_t *value = json_loads(text, JSON_DECODE_ANY, &error);
    if (value == NULL) {
        fprintf(stderr, "%s: %s\n", text, error.text);
        exit(2);
    }
    return value;
}

static void check(int ok, const char *what, const char *wanted, const char *seen) {
    checks++;
    if (!ok) {
        failures++;
        fprintf(stderr, "FAIL %s\n  wanted %s\n  seen   %s\n", what, wanted, seen);
    }
}

static const char hello_text[] =
    "{\"name\":\"cpython\",\"version\":\"3.11.7\",\"api\":\"3.11.7\",\"language\":\"python\",\"values\":\"python\","
    "\"threads\":false,"
    "\"os\":\"linux\",\"arch\":\"x86_64\",\"byteorder\":\"little\",\"long\":8,\"size_t\":8,\"libc\":\"glibc 2.36\","
    "\"operations\":[\".recv\"],\"families\":[\"AF_INET\"],\"constants\":{\"AF_INET\":2,\"AF_UNIX\":1,\"AI_PASSIVE\":1,"
    "\"AI_NUMERICHOST\":4,\"BDADDR_ANY\":\"00:00:00:00:00:00\"}}";
static const char vars_text[] =
    "{\"addr\":{\"tuple\":[\"127.0.0.1\",8080]},\"data\":{\"bytes\":\"616263\"},\"t\":\"h\\u00e9llo\","
    "\"none\":null,\"s\":{\"handle\":\"s\"},\"list\":[1,2,3]}";

static json_t *supply(void *context, const char *name) {
    (void)context;
    return strcmp(name, "tmp") == 0 ? json_string("/tmp/x") : NULL;
}

static const struct {
    const char *expression, *value; /* NULL value: an error of that fault */
    enum eval_fault fault;
} expressions[] = {
    {"1", "1", EVAL_OK},
    {"null", "null", EVAL_OK},
    {"{\"var\":\"addr\"}", "{\"tuple\":[\"127.0.0.1\",8080]}", EVAL_OK},
    {"{\"var\":\"nothing\"}", NULL, EVAL_BROKEN},
    {"{\"const\":\"AF_UNIX\"}", "1", EVAL_OK},
    {"{\"const\":\"AF_NOWHERE\"}", NULL, EVAL_NO_CONST},
    {"{\"runtime\":\"tmp\"}", "\"/tmp/x\"", EVAL_OK},
    {"{\"runtime\":\"moon\"}", NULL, EVAL_BROKEN},
    {"{\"unheard\":1}", NULL, EVAL_BROKEN},
    {"{\"or\":[{\"const\":\"AI_PASSIVE\"},{\"const\":\"AI_NUMERICHOST\"}]}", "5", EVAL_OK},
    {"{\"or\":[1,\"x\"]}", NULL, EVAL_NO_VALUE},
    {"{\"add\":[2,3]}", "5", EVAL_OK},
    {"{\"sub\":[2,3]}", "-1", EVAL_OK},
    {"{\"mul\":[2,3]}", "6", EVAL_OK},
    {"{\"add\":[9223372036854775807,1]}", NULL, EVAL_NO_VALUE},
    {"{\"add\":[{\"float\":\"0.5\"},1]}", "{\"float\":\"1.5\"}", EVAL_OK},
    {"{\"add\":[{\"runtime\":\"tmp\"},\"/s\"]}", "\"/tmp/x/s\"", EVAL_OK},
    {"{\"add\":[\"a\",{\"bytes\":\"00\"}]}", NULL, EVAL_NO_VALUE},
    {"{\"add\":[{\"wtf8\":\"00\"},\"a\"]}", "{\"wtf8\":\"0061\"}", EVAL_OK},
    {"{\"add\":[{\"tuple\":[1]},{\"tuple\":[2]}]}", "{\"tuple\":[1,2]}", EVAL_OK},
    {"{\"add\":[{\"tuple\":[1]},[2]]}", NULL, EVAL_NO_VALUE},
    {"{\"mul\":[{\"bytes\":\"61\"},3]}", "{\"bytes\":\"616161\"}", EVAL_OK},
    {"{\"mul\":[3,\"ab\"]}", "\"ababab\"", EVAL_OK},
    {"{\"mul\":[\"ab\",0]}", "\"\"", EVAL_OK},
    {"{\"mul\":[\"ab\",-1]}", "\"\"", EVAL_OK},
    {"{\"mul\":[\"ab\",9000000000]}", NULL, EVAL_NO_VALUE},
    {"{\"index\":[{\"var\":\"addr\"},1]}", "8080", EVAL_OK},
    {"{\"index\":[{\"var\":\"addr\"},-2]}", "\"127.0.0.1\"", EVAL_OK},
    {"{\"index\":[{\"var\":\"addr\"},2]}", NULL, EVAL_NO_VALUE},
    {"{\"index\":[{\"var\":\"none\"},0]}", NULL, EVAL_NO_VALUE},
    {"{\"index\":[{\"var\":\"data\"},0]}", "97", EVAL_OK},
    {"{\"index\":[{\"var\":\"t\"},1]}", "\"\\u00e9\"", EVAL_OK},
    {"{\"slice\":[{\"var\":\"t\"},1,3]}", "\"\\u00e9l\"", EVAL_OK},
    {"{\"slice\":[{\"var\":\"data\"},null,-1]}", "{\"bytes\":\"6162\"}", EVAL_OK},
    {"{\"slice\":[{\"var\":\"list\"},1,100]}", "[2,3]", EVAL_OK},
    {"{\"slice\":[{\"var\":\"list\"},2,1]}", "[]", EVAL_OK},
    {"{\"slice\":[1,2,1]}", NULL, EVAL_NO_VALUE},
    {"{\"len\":{\"var\":\"t\"}}", "5", EVAL_OK},
    {"{\"len\":{\"fill\":{\"seed\":1,\"len\":70000}}}", "70000", EVAL_OK},
    {"{\"len\":1}", NULL, EVAL_NO_VALUE},
    {"{\"encode\":[\"utf-8\",{\"var\":\"t\"}]}", "{\"bytes\":\"68c3a96c6c6f\"}", EVAL_OK},
    {"{\"encode\":[\"latin-1\",{\"var\":\"t\"}]}", "{\"bytes\":\"68e96c6c6f\"}", EVAL_OK},
    {"{\"encode\":[\"ascii\",{\"var\":\"t\"}]}", NULL, EVAL_NO_VALUE},
    {"{\"encode\":[\"latin-1\",\"\\u00ff\"]}", "{\"bytes\":\"ff\"}", EVAL_OK},
    {"{\"encode\":[\"latin-1\",\"\\u0100\"]}", NULL, EVAL_NO_VALUE},
    {"{\"encode\":[\"latin-1\",\"\\u3042\"]}", NULL, EVAL_NO_VALUE},
    {"{\"encode\":[\"latin-1\",{\"wtf8\":\"f09f9880\"}]}", NULL, EVAL_NO_VALUE},
    {"{\"pack\":[\"ii\",1,-1]}", "{\"bytes\":\"01000000ffffffff\"}", EVAL_OK},
    {"{\"pack\":[\"!H\",258]}", "{\"bytes\":\"0102\"}", EVAL_OK},
    {"{\"pack\":[\"bl\",1,2]}", "{\"bytes\":\"01000000000000000200000000000000\"}", EVAL_OK},
    {"{\"pack\":[\"=bl\",1,2]}", "{\"bytes\":\"0102000000\"}", EVAL_OK},
    {"{\"pack\":[\"4s\",{\"bytes\":\"6162\"}]}", "{\"bytes\":\"61620000\"}", EVAL_OK},
    {"{\"pack\":[\"Q\",{\"int\":\"18446744073709551615\"}]}", "{\"bytes\":\"ffffffffffffffff\"}", EVAL_OK},
    {"{\"pack\":[\"B\",256]}", NULL, EVAL_NO_VALUE},
    {"{\"pack\":[\"B\"]}", NULL, EVAL_NO_VALUE},
    {"{\"pack\":[\"B\",1,2]}", NULL, EVAL_NO_VALUE},
    {"{\"pack\":[\"y\",1]}", NULL, EVAL_BROKEN},
    {"{\"unpack\":[\"ii\",{\"bytes\":\"01000000ffffffff\"}]}", "{\"tuple\":[1,-1]}", EVAL_OK},
    {"{\"unpack\":[\"Q\",{\"bytes\":\"ffffffffffffffff\"}]}", "{\"tuple\":[{\"int\":\"18446744073709551615\"}]}",
     EVAL_OK},
    {"{\"unpack\":[\"i\",{\"bytes\":\"0100\"}]}", NULL, EVAL_NO_VALUE},
    {"{\"tuple\":[{\"var\":\"s\"},[{\"const\":\"AF_INET\"}]]}", "{\"tuple\":[{\"handle\":\"s\"},[2]]}", EVAL_OK},
};

static void test_eval(struct scope *scope) {
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        json_t *expression = load(expressions[i].expression);
        struct eval_error error = {EVAL_OK, ""};
        json_t *value = eval(expression, scope, &error);
        char *seen = value != NULL ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
        if (expressions[i].value != NULL) {
            json_t *wanted = load(expressions[i].value);
            check(value != NULL && json_equal(value, wanted), expressions[i].expression, expressions[i].value,
                  seen != NULL ? seen : error.text);
            json_decref(wanted);
        } else {
            check(value == NULL && error.fault == expressions[i].fault && *error.text != '\0',
                  expressions[i].expression, "an error", seen != NULL ? seen : error.text);
        }
        free(seen);
        json_decref(value);
        json_decref(expression);
    }
}

enum { NO, YES, TYPED, NEITHER_BUT_ERROR }; /* TYPED: only where the language is typed */
static const struct {
    const char *pattern, *value;
    int result;
} patterns[] = {
    {"1", "1", YES},
    {"1", "2", NO},
    {"1", "true", TYPED},
    {"true", "1", TYPED},
    {"1", "{\"enum\":\"X.A\",\"value\":1}", YES},
    {"{\"enum\":\"X.A\",\"value\":1}", "1", YES},
    {"1", "{\"float\":\"1.0\"}", NO},
    {"{\"float\":\"0.50\"}", "{\"float\":\"0.5\"}", YES},
    {"{\"float\":\"nan\"}", "{\"float\":\"nan\"}", YES},
    {"{\"float\":\"inf\"}", "{\"float\":\"-inf\"}", NO},
    {"{\"int\":\"18446744073709551615\"}", "{\"int\":\"18446744073709551615\"}", YES},
    {"{\"int\":\"18446744073709551615\"}", "{\"int\":\"18446744073709551614\"}", NO},
    {"{\"int\":\"5\"}", "5", YES},
    {"null", "null", YES},
    {"null", "false", NO},
    {"false", "false", YES},
    {"false", "true", NO},
    {"\"a\"", "\"a\"", YES},
    {"\"a\"", "{\"bytes\":\"61\"}", NO},
    {"{\"wtf8\":\"61\"}", "\"a\"", YES},
    {"{\"bytes\":\"61\"}", "{\"bytes\":\"61\"}", YES},
    {"{\"bytes\":\"61\"}", "{\"bytes\":\"62\"}", NO},
    {"{\"fill\":{\"seed\":250,\"len\":3}}", "{\"bytes\":\"fa0001\"}", YES},
    {"{\"bytes\":\"313233343536373839\"}", "{\"digest\":{\"len\":9,\"crc32\":3421780262}}", YES},
    {"{\"bytes\":\"313233343536373838\"}", "{\"digest\":{\"len\":9,\"crc32\":3421780262}}", NO},
    {"{\"var\":\"addr\"}", "{\"tuple\":[\"127.0.0.1\",8080]}", YES},
    {"{\"var\":\"addr\"}", "{\"tuple\":[\"127.0.0.1\",8081]}", NO},
    {"{\"var\":\"nothing\"}", "1", NEITHER_BUT_ERROR},
    {"{\"var\":\"s\"}", "{\"handle\":\"s\"}", YES},
    {"{\"var\":\"s\"}", "{\"handle\":\"t\"}", NO},
    {"[1,{\"any\":true}]", "[1,2]", YES},
    {"[1,{\"any\":true}]", "[1]", NO},
    {"[1]", "{\"tuple\":[1]}", TYPED},
    {"{\"tuple\":[1]}", "[1]", TYPED},
    {"{\"tuple\":[{\"type\":\"text\"},{\"range\":{\"min\":1,\"max\":65535}}]}", "{\"tuple\":[\"::1\",80]}", YES},
    {"{\"tuple\":[{\"type\":\"text\"},{\"range\":{\"min\":1,\"max\":65535}}]}", "{\"tuple\":[\"::1\",0]}", NO},
    {"{\"any\":true}", "null", YES},
    {"{\"type\":\"int\"}", "1", YES},
    {"{\"type\":\"int\"}", "{\"enum\":\"X.A\",\"value\":1}", YES},
    {"{\"type\":\"int\"}", "true", TYPED},
    {"{\"type\":\"int\"}", "\"1\"", NO},
    {"{\"type\":\"bool\"}", "false", YES},
    {"{\"type\":\"text\"}", "{\"wtf8\":\"00\"}", YES},
    {"{\"type\":\"bytes\"}", "{\"digest\":{\"len\":9,\"crc32\":1}}", YES},
    {"{\"type\":\"bytes\"}", "\"x\"", NO},
    {"{\"type\":\"float\"}", "{\"float\":\"1\"}", YES},
    {"{\"type\":\"float\"}", "1", NO},
    {"{\"type\":\"list\"}", "[]", YES},
    {"{\"type\":\"tuple\"}", "[]", TYPED},
    {"{\"type\":\"none\"}", "null", YES},
    {"{\"type\":\"none\"}", "0", NO},
    {"{\"type\":\"socket\"}", "{\"handle\":\"s\"}", YES},
    {"{\"type\":\"socket\"}", "{\"object\":\"socket\"}", YES},
    {"{\"type\":\"socket\"}", "{\"object\":\"file\"}", NO},
    {"{\"type\":\"socket\"}", "1", NO},
    {"{\"type\":\"buffer\"}", "{\"handle\":\"s\",\"type\":\"socket\"}", NO},
    {"{\"type\":\"marzipan\"}", "1", NEITHER_BUT_ERROR},
    {"{\"range\":{\"min\":1}}", "1", YES},
    {"{\"range\":{\"min\":1}}", "0", NO},
    {"{\"range\":{\"max\":1}}", "{\"float\":\"1.5\"}", NO},
    {"{\"range\":{\"above\":1}}", "1", NO},
    {"{\"range\":{\"above\":1}}", "2", YES},
    {"{\"range\":{\"below\":1}}", "1", NO},
    {"{\"range\":{\"below\":1}}", "{\"float\":\"0.9\"}", YES},
    {"{\"range\":{\"min\":0}}", "\"x\"", NO},
    {"{\"range\":{\"min\":0}}", "{\"float\":\"nan\"}", NO},
    {"{\"range\":{\"min\":0}}", "true", TYPED},
    {"{\"one_of\":[1,2]}", "2", YES},
    {"{\"one_of\":[1,2]}", "3", NO},
    {"{\"not\":1}", "2", YES},
    {"{\"not\":1}", "1", NO},
    {"{\"not\":{\"var\":\"nothing\"}}", "1", NEITHER_BUT_ERROR},
    {"{\"length\":2}", "\"\\u00e9\\u00e9\"", YES},
    {"{\"length\":2}", "{\"bytes\":\"00\"}", NO},
    {"{\"length\":{\"range\":{\"min\":1}}}", "[1]", YES},
    {"{\"length\":0}", "null", NO},
    {"{\"all\":[{\"type\":\"int\"},{\"range\":{\"min\":3}}]}", "3", YES},
    {"{\"all\":[{\"type\":\"int\"},{\"range\":{\"min\":3}}]}", "2", NO},
    {"{\"prefix\":\"ab\"}", "\"abc\"", YES},
    {"{\"prefix\":\"bc\"}", "\"abc\"", NO},
    {"{\"prefix\":\"abcd\"}", "\"abc\"", NO},
    {"{\"prefix\":\"a\"}", "{\"bytes\":\"6162\"}", NO},
    {"{\"prefix\":{\"bytes\":\"61\"}}", "{\"bytes\":\"6162\"}", YES},
    {"{\"suffix\":\"bc\"}", "\"abc\"", YES},
    {"{\"suffix\":\"ab\"}", "\"abc\"", NO},
    {"{\"glob\":\"a...c\"}", "\"abbc\"", YES},
    {"{\"glob\":\"a...c\"}", "\"ac\"", YES},
    {"{\"glob\":\"a...c\"}", "\"abcd\"", NO},
    {"{\"glob\":\"...b...\"}", "\"abc\"", YES},
    {"{\"glob\":\"abc\"}", "\"abc\"", YES},
    {"{\"glob\":\"ab\"}", "\"abc\"", NO},
    {"{\"glob\":\"aa...aa\"}", "\"aaa\"", NO},
    {"{\"glob\":\"...\"}", "\"\"", YES},
    {"{\"glob\":\"a...\"}", "1", NO},
    {"{\"contains\":[2,{\"type\":\"text\"}]}", "[1,2,\"x\"]", YES},
    {"{\"contains\":[2,{\"type\":\"text\"}]}", "[1,2]", NO},
    {"{\"contains\":[\"bc\"]}", "\"abcd\"", YES},
    {"{\"contains\":[{\"bytes\":\"62\"}]}", "{\"bytes\":\"6163\"}", NO},
    {"{\"contains\":[{\"bytes\":\"0a0b\"}]}", "{\"fill\":{\"seed\":0,\"len\":100}}", YES},
    {"{\"contains\":[{\"any\":true}]}", "null", NO},
    {"{\"contains\":[{\"tuple\":[{\"any\":true}]}]}", "5", NO},
    {"{\"contains\":[{\"any\":true}]}", "\"abcd\"", NO},
    {"{\"contains\":[{\"type\":\"text\"}]}", "{\"bytes\":\"6162\"}", NO},
    {"{\"contains\":[[{\"any\":true}]]}", "\"abcd\"", NO},
    {"{\"contains\":[{\"tuple\":[{\"any\":true}]}]}", "\"abcd\"", NO},
    {"{\"contains\":[{\"var\":\"nothing\"}]}", "\"abcd\"", NEITHER_BUT_ERROR},
    {"{\"each\":{\"type\":\"int\"}}", "[1,2]", YES},
    {"{\"each\":{\"type\":\"int\"}}", "[1,\"x\"]", NO},
    {"{\"each\":{\"type\":\"int\"}}", "1", NO},
    {"{\"flags\":{\"const\":\"AI_NUMERICHOST\"}}", "5", YES},
    {"{\"flags\":{\"const\":\"AI_NUMERICHOST\"}}", "3", NO},
    {"{\"lacks\":4}", "3", YES},
    {"{\"lacks\":4}", "5", NO},
    {"{\"lacks\":4}", "\"x\"", NO},
    {"{\"enum\":\"AF_INET\"}", "{\"enum\":\"AddressFamily.AF_INET\",\"value\":2}", YES},
    {"{\"enum\":\"AF_INET\"}", "{\"enum\":\"AddressFamily.AF_UNIX\",\"value\":1}", NO},
    {"{\"enum\":\"AF_INET\"}", "2", TYPED},
    {"{\"near\":[{\"float\":\"0.05\"},{\"float\":\"0.001\"}]}", "{\"float\":\"0.0505\"}", YES},
    {"{\"near\":[{\"float\":\"0.05\"},{\"float\":\"0.001\"}]}", "{\"float\":\"0.052\"}", NO},
    {"{\"near\":[1,1]}", "1", NO},
};

static void test_match(struct scope *scope) {
    static const char *const names[] = {"no", "yes", "error"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        json_t *pattern = load(patterns[i].pattern), *value = load(patterns[i].value);
        for (int typed = 0; typed < 2; typed++) {
            struct eval_error error = {EVAL_OK, ""};
            scope->typed = typed;
            enum match seen = match(pattern, value, scope, &error);
            enum match wanted = patterns[i].result == NEITHER_BUT_ERROR ? MATCH_ERROR
                                : patterns[i].result == TYPED           ? (enum match)typed
                                                                        : (enum match)patterns[i].result;
            char what[300];
            snprintf(what, sizeof what, "%s on %s%s", patterns[i].pattern, patterns[i].value, typed ? " (typed)" : "");
            check(seen == wanted, what, names[wanted], names[seen]);
        }
        json_decref(pattern);
        json_decref(value);
    }
    scope->typed = false;
}

static const struct {
    char how; /* t: a term; e: an expectation; a: an answer; s: the signature of an answer */
    const char *json, *text;
} texts[] = {
    {'t', "null", "None"},
    {'t', "true", "True"},
    {'t', "{\"int\":\"18446744073709551615\"}", "18446744073709551615"},
    {'t', "{\"float\":\"5\"}", "5.0"},
    {'t', "{\"float\":\"nan\"}", "NAN"},
    {'t', "\"a\\\"\\n\\u001b[31m\\u202e\"", "\"a\\\"\\n\\x1b[31m\\u202e\""},
    {'t', "{\"wtf8\":\"00edb280\"}", "\"\\0\\udc80\""},
    {'t', "{\"wtf8\":\"e080a0f08080a0\"}", "\"\\xe0\\x80\\xa0\\xf0\\x80\\x80\\xa0\""},
    {'t', "{\"bytes\":\"610022ff\"}", "b\"a\\x00\\\"\\xff\""},
    {'t', "{\"tuple\":[1]}", "(1,)"},
    {'t', "[{\"tuple\":[]},\"x\"]", "[(), \"x\"]"},
    {'t', "{\"enum\":\"AddressFamily.AF_INET\",\"value\":2}", "AddressFamily.AF_INET"},
    {'t', "{\"handle\":\"s\"}", "s"},
    {'t', "{\"object\":\"socket\"}", "<socket>"},
    {'t', "{\"digest\":{\"len\":70000,\"crc32\":255}}", "<70000 bytes, crc32 000000ff>"},
    {'t', "{\"fill\":{\"seed\":1,\"len\":10}}", "fill(1, 10)"},
    {'t', "{\"any\":true}", "ANY"},
    {'t', "{\"range\":{\"min\":1,\"max\":65535}}", "1..65535"},
    {'t', "{\"range\":{\"below\":3}}", "< 3"},
    {'t', "{\"one_of\":[1,{\"type\":\"text\"}]}", "one_of(1, text)"},
    {'t', "{\"length\":{\"range\":{\"min\":2}}}", "length(>= 2)"},
    {'t', "{\"not\":[1,2]}", "not([1, 2])"},
    {'t', "{\"or\":[{\"const\":\"A\"},{\"const\":\"B\"}]}", "A|B"},
    {'t', "{\"mul\":[{\"add\":[1,{\"var\":\"x\"}]},2]}", "(1 + x) * 2"},
    {'t', "{\"index\":[{\"var\":\"a\"},0]}", "a[0]"},
    {'t', "{\"slice\":[{\"var\":\"a\"},null,3]}", "a[:3]"},
    {'t', "{\"runtime\":\"tmp\"}", "$tmp"},
    {'e', "{\"value\":1}", "-> 1"},
    {'e',
     "{\"raises\":{\"class\":\"OSError\",\"exactly\":true,\"code\":[\"EBADF\",\"EPIPE\"]},\"takes\":{\"max_ms\":2000}}",
     "raises exactly OSError EBADF|EPIPE takes < 2s"},
    {'e', "{\"value\":null,\"warns\":[\"ResourceWarning\"],\"takes\":{\"min_ms\":100,\"max_ms\":400}}",
     "-> None warns ResourceWarning takes 100ms..400ms"},
    {'a', "{\"ok\":1}", "1"},
    {'a', "{\"raised\":{\"class\":\"OSError\",\"bases\":[],\"errno\":\"EBADF\",\"text\":\"Bad\"}}",
     "raised OSError EBADF \"Bad\""},
    {'s', "{\"raised\":{\"class\":\"OSError\",\"bases\":[],\"errno\":\"EBADF\",\"text\":\"Bad\"}}",
     "raised OSError EBADF"},
    {'s', "{\"ok\":{\"bytes\":\"\"}}", "returned b\"\""},
    {'s', "{\"unsupported\":\"no \\u001b\"}", "unsupported: no \\x1b"},
};

static void test_render(void) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_t *term = load(texts[i].json);
        char *seen = texts[i].how == 't'   ? render(term)
                     : texts[i].how == 'e' ? render_expect(term)
                     : texts[i].how == 'a' ? render_answer(term)
                                           : render_outcome(term);
        check(strcmp(seen, texts[i].text) == 0, texts[i].json, texts[i].text, seen);
        free(seen);
        json_decref(term);
    }
    static const unsigned char zeros[1000];
    json_t *bytes = value_new_bytes(zeros, sizeof zeros);
    char *seen = render(bytes);
    check(strlen(seen) == RENDER_LIMIT && strcmp(seen + RENDER_LIMIT - 3, "...") == 0, "1000 bytes", "200 characters",
          seen);
    free(seen);
    json_decref(bytes);
}

static const struct {
    const char *expect, *answer, *level;
    enum expect_result result;
    const char *signature;
} expectations[] = {
    {"{}", "{\"ok\":1}", "must", EXPECT_MET, ""},
    {"{}", "{\"raised\":{\"class\":\"OSError\",\"bases\":[]}}", "must", EXPECT_FAILED, "raised OSError"},
    {"{\"value\":1}", "{\"ok\":2}", "must", EXPECT_FAILED, "returned 2"},
    {"{\"raises\":{\"class\":\"OSError\"}}", "{\"ok\":null}", "must", EXPECT_FAILED, "returned None"},
    {"{\"raises\":{\"class\":\"OSError\"}}", "{\"raised\":{\"class\":\"timeout\",\"bases\":[\"timeout\",\"OSError\"]}}",
     "must", EXPECT_MET, ""},
    {"{\"raises\":{\"class\":\"OSError\",\"exactly\":true}}",
     "{\"raised\":{\"class\":\"timeout\",\"bases\":[\"timeout\",\"OSError\"]}}", "must", EXPECT_FAILED,
     "raised timeout"},
    {"{\"raises\":{\"class\":\"OSError\",\"code\":[\"EWOULDBLOCK\"]}}",
     "{\"raised\":{\"class\":\"OSError\",\"bases\":[],\"errno\":\"EAGAIN\"}}", "must", EXPECT_MET, ""},
    {"{\"raises\":{\"class\":\"OSError\",\"code\":[\"EBADF\"]}}",
     "{\"raised\":{\"class\":\"OSError\",\"bases\":[],\"errno\":\"EAGAIN\"}}", "must", EXPECT_FAILED,
     "raised OSError EAGAIN"},
    {"{\"raises\":{\"class\":\"gaierror\",\"code\":[\"EAI_NONAME\"]}}",
     "{\"raised\":{\"class\":\"gaierror\",\"bases\":[],\"code\":\"EAI_NONAME\"}}", "must", EXPECT_MET, ""},
    {"{\"raises\":{\"class\":\"OSError\",\"text\":{\"glob\":\"Bad...\"}}}",
     "{\"raised\":{\"class\":\"OSError\",\"bases\":[],\"text\":\"Bad file\"}}", "text", EXPECT_MET, ""},
    {"{\"raises\":{\"class\":\"OSError\",\"args\":{\"tuple\":[9,{\"any\":true}]}}}",
     "{\"raised\":{\"class\":\"OSError\",\"bases\":[],\"args\":[9,\"x\"]}}", "must", EXPECT_MET, ""},
    {"{\"raises\":{\"class\":\"OSError\",\"args\":{\"tuple\":[9]}}}",
     "{\"raised\":{\"class\":\"OSError\",\"bases\":[]}}", "must", EXPECT_FAILED, "raised OSError"},
    {"{\"takes\":{\"min_ms\":100}}", "{\"ok\":1,\"ns\":99000000}", "must", EXPECT_FAILED, "too early"},
    {"{\"takes\":{\"min_ms\":100}}", "{\"ok\":1,\"ns\":100000000}", "must", EXPECT_MET, ""},
    {"{\"takes\":{\"max_ms\":100}}", "{\"ok\":1,\"ns\":1099000000}", "must", EXPECT_MET, ""},
    {"{\"takes\":{\"max_ms\":100}}", "{\"ok\":1,\"ns\":1101000000}", "must", EXPECT_FAILED, "too late"},
    {"{\"takes\":{\"max_ms\":100}}", "{\"ok\":1}", "must", EXPECT_FAILED, "no duration"},
    {"{\"warns\":[\"ResourceWarning\"]}", "{\"ok\":1}", "must", EXPECT_FAILED, "no ResourceWarning"},
    {"{\"warns\":[\"ResourceWarning\"]}", "{\"ok\":1,\"warnings\":[{\"class\":\"ResourceWarning\"}]}", "should",
     EXPECT_MET, ""},
    {"{}", "{\"ok\":1,\"warnings\":[{\"class\":\"DeprecationWarning\"}]}", "should", EXPECT_FAILED,
     "warned DeprecationWarning"},
    {"{}", "{\"ok\":1,\"warnings\":[{\"class\":\"DeprecationWarning\"}]}", "must", EXPECT_MET, ""},
    {"{\"value\":{\"var\":\"nothing\"}}", "{\"ok\":1}", "must", EXPECT_ERROR, ""},
};

static void test_expect(const struct scope *scope) {
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++) {
        json_t *expect = load(expectations[i].expect), *answer = load(expectations[i].answer);
        struct expect_rules rules = {expectations[i].level, 1000};
        struct text observed = {0}, signature = {0};
        struct eval_error error = {EVAL_OK, ""};
        enum expect_result result = expect_check(expect, answer, scope, &rules, &observed, &signature, &error);
        const char *seen = signature.data != NULL ? signature.data : "";
        char what[400];
        snprintf(what, sizeof what, "%s on %s", expectations[i].expect, expectations[i].answer);
        check(result == expectations[i].result && strcmp(seen, expectations[i].signature) == 0, what,
              expectations[i].signature, seen);
        text_free(&observed);
        text_free(&signature);
        json_decref(expect);
        json_decref(answer);
    }
}

static const struct {
    const char *subject, *op, *value;
    const char *reason; /* NULL: it holds */
} conditions[] = {
    {"api", "since", "3.8", NULL},
    {"api", "since", "3.11.7", NULL},
    {"api", "since", "3.11.8", "api since 3.11.8: here it is 3.11.7 (why)"},
    {"api", "before", "3.12", NULL},
    {"api", "before", "3.11.7", "api before 3.11.7: here it is 3.11.7 (why)"},
    {"api", "before", "3.9", "api before 3.9: here it is 3.11 (why)"},
    {"os", "is", "linux", NULL},
    {"os", "not", "linux", "os not linux: here it is linux (why)"},
    {"os", "is", "windows", "os is windows: here it is linux (why)"},
    {"libc", "is", "glibc", NULL},
    {"libc", "is", "musl", "libc is musl: here it is glibc 2.36 (why)"},
    {"impl", "is", "cpython", NULL},
    {"impl", "not", "pypy", NULL},
    {"values", "is", "typed", "values is typed: here it is python (why)"},
    {"kernel", "since", "5.6", NULL},
    {"kernel", "before", "5.6", "kernel before 5.6: here it is 6.1 (why)"},
    {"kernel", "before", "5.6.1.2", "kernel before 5.6.1.2: here it is 6.1.0 (why)"},
    {"need", "is", "netns", NULL},
    {"need", "is", "veth", "needs veth: no such thing (why)"},
    {"need", "is", "moon", "needs moon: no such capability is known (why)"},
    {"need", "is", "threads", "needs threads: the adapter has no threads (why)"},
    {"need", "is", "family:AF_INET", NULL},
    {"need", "is", "family:AF_CAN", "needs family:AF_CAN: no socket of that family can be made (why)"},
    {"need", "is", "const:AF_UNIX", NULL},
    {"need", "is", "const:AF_CAN", "needs const:AF_CAN: no such constant (why)"},
    {"need", "is", "op:.recv", NULL},
    {"need", "is", "op:.share", "needs op:.share: no such operation (why)"},
};

static void test_conditions(const json_t *hello) {
    json_t *capabilities =
        load("{\"netns\":{\"available\":true},\"veth\":{\"available\":false,\"reason\":\"no such thing\"}}");
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        json_t *list = json_pack("[{s:s,s:s,s:s,s:s}]", "subject", conditions[i].subject, "op", conditions[i].op,
                                 "value", conditions[i].value, "because", "why");
        char *reason = NULL, what[200];
        bool holds = conditions_hold(list, hello, capabilities, "6.1.0-13", &reason);
        const char *wanted = conditions[i].reason;
        snprintf(what, sizeof what, "%s %s %s", conditions[i].subject, conditions[i].op, conditions[i].value);
        check(holds == (wanted == NULL) && (wanted == NULL || (reason != NULL && strcmp(reason, wanted) == 0)), what,
              wanted != NULL ? wanted : "holds", reason != NULL ? reason : "holds");
        free(reason);
        json_decref(list);
    }
    json_decref(capabilities);
}

int main(void) {
    json_t *hello = load(hello_text), *vars = load(vars_text);
    struct scope scope = {.vars = vars, .hello = hello, .runtime = supply};
    test_eval(&scope);
    test_match(&scope);
    test_render();
    test_expect(&scope);
    test_conditions(hello);
    json_decref(hello);
    json_decref(vars);
    printf("%d checks, %d failed\n", checks, failures);
    return failures > 0;
}
