/* Every combination of what reference, oracle and recording can say, against docs/blame.md told in another way. */
#include "judge/blame.h"

#include "check.h"

static bool errs(enum witness w) {
    return w == WITNESS_SAME || w == WITNESS_OTHER || w == WITNESS_KNOWN;
}

/* The recording as a witness of its own, for where there is no live oracle. */
static enum witness recorded_witness(enum recorded r) {
    switch (r) {
    case RECORDED_HERE_PASS:
    case RECORDED_ELSEWHERE_PASS:
        return WITNESS_PASS;
    case RECORDED_HERE_SAME:
    case RECORDED_ELSEWHERE_SAME:
        return WITNESS_SAME;
    case RECORDED_HERE_OTHER:
    case RECORDED_ELSEWHERE_OTHER:
        return WITNESS_OTHER;
    default:
        return WITNESS_ABSENT;
    }
}

/* With the platform's part unknown: the table is right if the oracle, or the oracle's known defect, or the reference
 * against an oracle that does neither, says so. */
static enum blame told_with_live(enum witness reference, enum witness oracle, bool passed_elsewhere) {
    if (oracle == WITNESS_PASS)
        return BLAME_IMPLEMENTATION;
    if (reference == WITNESS_PASS && (oracle == WITNESS_KNOWN || oracle == WITNESS_ITSELF))
        return BLAME_IMPLEMENTATION;
    if (passed_elsewhere)
        return BLAME_PLATFORM;
    if (oracle == WITNESS_KNOWN)
        return BLAME_IMPLEMENTATION;
    if (oracle == WITNESS_ITSELF)
        return reference == WITNESS_ABSENT ? BLAME_UNKNOWN : BLAME_SUITE;
    return reference == WITNESS_PASS && oracle == WITNESS_OTHER ? BLAME_IMPLEMENTATION : BLAME_SUITE;
}

static enum blame told_from_recording(enum witness reference, enum recorded recording) {
    enum witness oracle = recorded_witness(recording);
    if (oracle == WITNESS_ABSENT)
        return BLAME_UNKNOWN;
    if (recording == RECORDED_ELSEWHERE_PASS && reference != WITNESS_PASS)
        return errs(reference) || reference == WITNESS_ITSELF ? BLAME_PLATFORM : BLAME_UNKNOWN;
    if (oracle == WITNESS_PASS)
        return BLAME_IMPLEMENTATION;
    return reference == WITNESS_PASS && oracle == WITNESS_OTHER ? BLAME_IMPLEMENTATION : BLAME_SUITE;
}

static enum blame told(enum witness reference, enum witness oracle, enum recorded recording) {
    if (recording == RECORDED_DRIFTED)
        return BLAME_ORACLE_DRIFT;
    if (oracle == WITNESS_ABSENT)
        return told_from_recording(reference, recording);
    return told_with_live(reference, oracle, recording == RECORDED_ELSEWHERE_PASS);
}

static void all_combinations(void) {
    bool used[64] = {false};
    size_t combinations = 0;
    CHECK(blame_rules() < sizeof used / sizeof *used);
    for (int reference = 0; reference < WITNESSES; reference++) {
        for (int oracle = 0; oracle < WITNESSES; oracle++) {
            for (int recording = 0; recording < RECORDEDS; recording++) {
                size_t rule = blame_rule_of((enum witness)reference, (enum witness)oracle, (enum recorded)recording);
                struct blame_finding finding =
                    blame_decide((enum witness)reference, (enum witness)oracle, (enum recorded)recording);
                CHECK(rule < blame_rules());
                if (rule < blame_rules())
                    used[rule] = true;
                CHECK(finding.why && *finding.why);
                enum blame wanted = told((enum witness)reference, (enum witness)oracle, (enum recorded)recording);
                if (finding.blame != wanted)
                    fprintf(stderr, "reference %d, oracle %d, recording %d: %s, not %s\n", reference, oracle, recording,
                            blame_name(finding.blame), blame_name(wanted));
                CHECK(finding.blame == wanted);
                combinations++;
            }
        }
    }
    CHECK(combinations == (size_t)WITNESSES * WITNESSES * RECORDEDS);
    for (size_t i = 0; i < blame_rules(); i++) {
        if (!used[i])
            fprintf(stderr, "rule %zu never decides\n", i);
        CHECK(used[i]);
    }
}

static json_t *result(const char *outcome, const char *signature, const char *ending) {
    json_t *made = json_pack("{s:s, s:s?, s:i}", "outcome", outcome, "signature", signature, "failed_step", 2);
    if (ending)
        json_object_set_new(made, "ending", json_string(ending));
    return made;
}

static enum witness beside(json_t *tested, json_t *other) {
    enum witness witness = witness_of(tested, other);
    json_decref(tested);
    json_decref(other);
    return witness;
}

static void witnesses(void) {
    CHECK(beside(result("fail", "x", NULL), NULL) == WITNESS_ABSENT);
    CHECK(beside(result("fail", "x", NULL), result("pass", NULL, NULL)) == WITNESS_PASS);
    CHECK(beside(result("fail", "x", NULL), result("fail", "x", NULL)) == WITNESS_SAME);
    CHECK(beside(result("fail", "x", NULL), result("fail", "y", NULL)) == WITNESS_OTHER);
    CHECK(beside(result("fail", "x", NULL), result("crash", "x", NULL)) == WITNESS_OTHER);
    CHECK(beside(result("hang", "x", NULL), result("hang", "x", NULL)) == WITNESS_SAME);
    CHECK(beside(result("fail", "x", NULL), result("unsupported", "x", NULL)) == WITNESS_ABSENT);
    CHECK(beside(result("fail", "x", NULL), result("inapplicable", "x", NULL)) == WITNESS_ABSENT);
    CHECK(beside(result("fail", "x", NULL), result("error", "x", NULL)) == WITNESS_ABSENT);
    /* Ports differ in the signature, not in the ending. */
    CHECK(beside(result("fail", "port 1", "p"), result("fail", "port 2", "p")) == WITNESS_SAME);
    CHECK(beside(result("fail", "port 1", "p"), result("fail", "port 1", "q")) == WITNESS_OTHER);
}

int main(void) {
    all_combinations();
    witnesses();
    return CHECK_DONE();
}
