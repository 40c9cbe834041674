/* Deviations files: what is read, what is refused, and what a run means in their light. */
#include "judge/deviations.h"
#include "judge/glob.h"
#include "judge/version.h"

#include "check.h"
#include <stdlib.h>

static const char good[] = "# known\n"
                           "implementation thing since 1.2 before 2\n"
                           "deviation a.b c.*[tcp4]\n"
                           "  outcome   fail\n"
                           "  signature \"returned b\\\"...\\\"\"\n"
                           "  kind      bug\n"
                           "  on        linux freebsd\n"
                           "  reason    it isn't done yet, \"really\"\n"
                           "  link      https://example.org/1\n"
                           "  expires   2027-01-01\n"
                           "\n"
                           "implementation other\n"
                           "deviation a.gone\n"
                           "  outcome unsupported hang\n"
                           "  kind    unsupported\n"
                           "  reason  no such thing   \n";

static const struct deviation_subject subject = {"thing",  "product",    "1.5",   "linux",
                                                 "x86_64", "glibc 2.36", "6.1.0", "2026-06-01"};

static json_t *program(const char *id, const char *case_id, const char *alias) {
    json_t *made = json_pack("{s:s, s:s, s:[]}", "id", id, "case", case_id, "aliases");
    if (alias)
        json_array_append_new(json_object_get(made, "aliases"), json_string(alias));
    return made;
}

static void reads(void) {
    struct deviations set = {0};
    char *error = NULL;
    CHECK(deviations_parse(&set, good, "x.deviations", &error));
    CHECK(set.count == 2);
    CHECK(set.list[0].line == 3 && set.list[1].line == 13);
    CHECK(strcmp(set.list[0].signature, "returned b\"...\"") == 0);
    CHECK(strcmp(set.list[0].reason, "it isn't done yet, \"really\"") == 0);
    CHECK(strcmp(set.list[1].reason, "no such thing") == 0);
    CHECK(set.list[1].outcomes == (1u << OUTCOME_UNSUPPORTED | 1u << OUTCOME_HANG));
    CHECK(set.list[0].patterns[1] && !set.list[0].patterns[2]);
    deviations_free(&set);
}

/* Each mistake is refused with its line and a word on what to do. */
static void refuses(void) {
    static const struct {
        const char *text, *says;
    } mistakes[] = {
        {"deviation a.b\n", "x:1: error: a deviation stands before any 'implementation"},
        {"implementation\n", "x:1: error: 'implementation' lacks the name"},
        {"implementation a since x\n", "expected a version such as 3.8"},
        {"implementation a from 3\n", "expected 'since VERSION'"},
        {"implementation a\ndeviation\n", "x:2: error: 'deviation' lacks the id"},
        {"implementation a\n  outcome fail\n", "'outcome' stands outside"},
        {"implementation a\ndeviation b\n  outcome pass\n", "'pass' is no outcome to expect"},
        {"implementation a\ndeviation b\n  outcome inapplicable\n", "is no outcome to expect"},
        {"implementation a\ndeviation b\n  kind bug\n  reason r\n", "x:2: error: deviation b has no outcome"},
        {"implementation a\ndeviation b\n  outcome fail\n  kind bug\n  reason r\n", "outcome fail needs a signature"},
        {"implementation a\ndeviation b\n  outcome hang\n  reason r\n", "has no kind"},
        {"implementation a\ndeviation b\n  outcome hang\n  kind bug\n", "has no reason"},
        {"implementation a\ndeviation b\n  outcome hang\n  kind bad\n", "unknown kind 'bad'"},
        {"implementation a\ndeviation b\n  signature \"x\n", "a text is not closed"},
        {"implementation a\ndeviation b\n  signature x\n  signature y\n", "'signature' is given twice"},
        {"implementation a\ndeviation b\n  expires soon\n", "is no date"},
        {"implementation a\ndeviation b\n  expires 2027-13-01\n", "is no date"},
        {"implementation a\ndeviation b\n  colour red\n", "unknown word 'colour'"},
        {"implementation a\n# caf\xe9\n", "x:2: error: this line is not UTF-8: save the file in it"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct deviations set = {0};
        char *error = NULL;
        CHECK(!deviations_parse(&set, mistakes[i].text, "x", &error));
        CHECK_HAS(error, mistakes[i].says);
        free(error);
        deviations_free(&set);
    }
}

/* The standing of a run with that outcome and signature. */
static struct standing stand(struct deviations *set, const char *id, const char *alias, const char *outcome,
                             const char *signature, const char *today) {
    struct deviation_subject now = subject;
    now.today = today;
    char case_id[64];
    snprintf(case_id, sizeof case_id, "%.*s", (int)strcspn(id, "["), id);
    json_t *one = program(id, case_id, alias);
    json_t *result = json_pack("{s:s, s:s?}", "outcome", outcome, "signature", signature);
    struct standing standing = deviations_judge(set, &now, 1, one, result);
    json_decref(one);
    json_decref(result);
    return standing;
}

static void judges(void) {
    struct deviations set = {0};
    char *error = NULL;
    CHECK(deviations_parse(&set, good, "x.deviations", &error));
    static const struct {
        const char *id, *alias, *outcome, *signature, *today;
        bool expected;
        const char *unexpected;
    } cases[] = {
        {"a.b", NULL, "fail", "step 3: returned b\"zzz\"", "2026-06-01", true, NULL},
        {"a.b[udp4]", NULL, "fail", "returned b\"\"", "2026-06-01", true, NULL},
        {"c.d[tcp4]", NULL, "fail", "step 12: returned b\"\"", "2026-06-01", true, NULL},
        {"c.d[tcp6]", NULL, "fail", "step 12: returned b\"\"", "2026-06-01", false, NULL},
        {"new.name[tcp4]", "a.b", "fail", "step 1: returned b\"\"", "2026-06-01", true, NULL},
        {"a.b", NULL, "pass", NULL, "2026-06-01", false, "x.deviations:3 expects fail"},
        {"a.b", NULL, "fail", "step 3: raised OSError", "2026-06-01", false, "but it is fail: step 3: raised OSError"},
        {"a.b", NULL, "hang", "step 3: returned b\"\"", "2026-06-01", false, "but it is hang"},
        {"a.b", NULL, "fail", "returned b\"\"", "2027-01-01", false, "expired on 2027-01-01"},
        {"a.b", NULL, "inapplicable", NULL, "2026-06-01", true, NULL},
        {"a.x", NULL, "pass", NULL, "2026-06-01", true, NULL},
        {"a.gone", NULL, "hang", "x", "2026-06-01", false, NULL}, /* of another implementation */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct standing standing =
            stand(&set, cases[i].id, cases[i].alias, cases[i].outcome, cases[i].signature, cases[i].today);
        if (standing.expected != cases[i].expected)
            fprintf(stderr, "%s %s %s\n", cases[i].id, cases[i].outcome, cases[i].signature);
        CHECK(standing.expected == cases[i].expected);
        if (cases[i].unexpected)
            CHECK_HAS(standing.unexpected, cases[i].unexpected);
        free(standing.unexpected);
    }
    deviations_free(&set);
}

static void concerns(void) {
    struct deviations set = {0};
    char *error = NULL;
    CHECK(deviations_parse(&set, good, "x", &error));
    static const struct {
        const char *name, *product, *version, *os;
        bool concerns;
    } cases[] = {
        {"thing", "p", "1.2", "linux", true},    {"p", "thing", "1.9.9", "linux", true},
        {"thing", "p", "2.0", "linux", false},   {"thing", "p", "1.1.9", "linux", false},
        {"thing", "p", "1.5", "windows", false}, {"thing", "p", "1.10", "freebsd", true},
        {"thong", "p", "1.5", "linux", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct deviation_subject one = subject;
        one.implementation = cases[i].name;
        one.product = cases[i].product;
        one.version = cases[i].version;
        one.os = cases[i].os;
        CHECK(deviation_concerns(&set.list[0], &one) == cases[i].concerns);
    }
    deviations_free(&set);
}

static void globs(void) {
    CHECK(glob_id("recv.*[tcp4]", "recv.eof[tcp4]"));
    CHECK(!glob_id("recv.*[tcp4]", "recv.eof[tcp4,timeout]"));
    CHECK(glob_id("*", ""));
    CHECK(glob_id("a?c*", "abc"));
    CHECK(!glob_id("a?c", "ac"));
    CHECK(glob_id("*a*b*c", "xxaxxbxxbc"));
    CHECK(!glob_id("recv", "recv.eof"));
    CHECK(glob_run("recv.eof", "recv.eof[tcp4]", "recv.eof", NULL));
    CHECK(glob_text("returned ...", "returned b\"\""));
    CHECK(glob_text("...", ""));
    CHECK(!glob_text("returned *", "returned b"));
    CHECK(glob_text("a...b...c", "a1b2bc"));
}

static void versions(void) {
    CHECK(version_compare("3.9", "3.11") < 0);
    CHECK(version_compare("3.8", "3.8.0") == 0);
    CHECK(version_compare("3.8.1", "3.8") > 0);
    CHECK(version_compare("3.13.0rc1", "3.13.0") == 0);
    CHECK(version_within("3.8", "3.8", "3.10") && !version_within("3.10", "3.8", "3.10"));
    CHECK(version_within("6.18.44-x", "6.1", NULL));
    CHECK(version_valid("3.8") && !version_valid("v3") && !version_valid(""));
}

int main(void) {
    reads();
    refuses();
    judges();
    concerns();
    globs();
    versions();
    return CHECK_DONE();
}
