#include "judge/blame.h"

#include <string.h>

const char *blame_name(enum blame blame) {
    static const char *const names[BLAMES] = {"implementation", "suite", "platform", "oracle-drift", "unknown"};
    return names[blame];
}

/* Sets of states, as bits. */
#define W(state) (1u << WITNESS_##state)
#define R(state) (1u << RECORDED_##state)
#define ANY_WITNESS ((1u << WITNESSES) - 1)
#define ANY_RECORDED ((1u << RECORDEDS) - 1)
#define DIFFERS (W(SAME) | W(OTHER))
#define RECORDED_SAME (R(HERE_SAME) | R(ELSEWHERE_SAME))
#define RECORDED_OTHER (R(HERE_OTHER) | R(ELSEWHERE_OTHER))

/* The truth table: the first rule whose three sets hold the states decides. docs/blame.md explains it in this order. */
static const struct rule {
    unsigned reference, oracle, recording;
    struct blame_finding finding;
} rules[] = {
    {ANY_WITNESS,
     ANY_WITNESS,
     R(DRIFTED),
     {BLAME_ORACLE_DRIFT, "the oracle does not do what was recorded of it on the same platform"}},

    /* The live oracle agrees with the table. */
    {W(SAME),
     W(PASS),
     ANY_RECORDED,
     {BLAME_IMPLEMENTATION, "only the oracle passes; the reference errs in the same way"}},
    {W(OTHER) | W(KNOWN),
     W(PASS),
     ANY_RECORDED,
     {BLAME_IMPLEMENTATION, "only the oracle passes; the reference errs in another way"}},
    {ANY_WITNESS, W(PASS), ANY_RECORDED, {BLAME_IMPLEMENTATION, "the oracle passes"}},

    /* The live oracle errs, and a deviation says so: the table stands. */
    {W(PASS), W(KNOWN), ANY_RECORDED, {BLAME_IMPLEMENTATION, "the reference passes; the oracle errs, as is known"}},
    {ANY_WITNESS, W(KNOWN), R(ELSEWHERE_PASS), {BLAME_PLATFORM, "passes elsewhere; here the oracle errs, as is known"}},
    {ANY_WITNESS, W(KNOWN), ANY_RECORDED, {BLAME_IMPLEMENTATION, "the oracle errs, too, as is known"}},

    /* The implementation is the oracle. */
    {W(PASS),
     W(ITSELF),
     ANY_RECORDED,
     {BLAME_IMPLEMENTATION, "the implementation is the oracle, and the reference passes"}},
    {ANY_WITNESS, W(ITSELF), R(ELSEWHERE_PASS), {BLAME_PLATFORM, "the oracle itself; it passes elsewhere"}},
    {DIFFERS | W(KNOWN) | W(ITSELF),
     W(ITSELF),
     ANY_RECORDED,
     {BLAME_SUITE, "neither the oracle nor the reference passes"}},
    {W(ABSENT),
     W(ITSELF),
     ANY_RECORDED,
     {BLAME_UNKNOWN, "the implementation is the oracle, and there is no reference to ask"}},

    /* The live oracle does not pass, either. */
    {ANY_WITNESS, DIFFERS, R(ELSEWHERE_PASS), {BLAME_PLATFORM, "the oracle does not pass here, and does elsewhere"}},
    {W(PASS), W(SAME), ANY_RECORDED, {BLAME_SUITE, "the oracle does the same; only the reference passes"}},
    {ANY_WITNESS, W(SAME), ANY_RECORDED, {BLAME_SUITE, "the oracle does the same"}},
    {W(PASS),
     W(OTHER),
     ANY_RECORDED,
     {BLAME_IMPLEMENTATION, "only the reference passes; the oracle errs in another way"}},
    {ANY_WITNESS, W(OTHER), ANY_RECORDED, {BLAME_SUITE, "nobody passes; the oracle errs in another way"}},

    /* No live oracle: the recording speaks for it. */
    {ANY_WITNESS, W(ABSENT), R(HERE_PASS), {BLAME_IMPLEMENTATION, "the recorded oracle of this platform passes"}},
    {W(PASS),
     W(ABSENT),
     R(ELSEWHERE_PASS),
     {BLAME_IMPLEMENTATION, "the reference passes here, the recorded oracle elsewhere"}},
    {DIFFERS | W(KNOWN) | W(ITSELF),
     W(ABSENT),
     R(ELSEWHERE_PASS),
     {BLAME_PLATFORM, "the recorded oracle passes elsewhere, the reference does not pass here"}},
    {W(ABSENT),
     W(ABSENT),
     R(ELSEWHERE_PASS),
     {BLAME_UNKNOWN, "the oracle was recorded elsewhere, and there is no reference to tell the platform's part"}},
    {W(PASS), W(ABSENT), RECORDED_SAME, {BLAME_SUITE, "the recorded oracle did the same; only the reference passes"}},
    {ANY_WITNESS, W(ABSENT), RECORDED_SAME, {BLAME_SUITE, "the recorded oracle did the same"}},
    {W(PASS),
     W(ABSENT),
     RECORDED_OTHER,
     {BLAME_IMPLEMENTATION, "only the reference passes; the recorded oracle erred in another way"}},
    {ANY_WITNESS, W(ABSENT), RECORDED_OTHER, {BLAME_SUITE, "nobody passes; the recorded oracle erred in another way"}},
    {W(PASS), W(ABSENT), R(ABSENT), {BLAME_UNKNOWN, "no oracle was there to ask; the reference passes"}},
    {ANY_WITNESS, W(ABSENT), R(ABSENT), {BLAME_UNKNOWN, "no oracle was there to ask"}},
};

size_t blame_rules(void) {
    return sizeof rules / sizeof rules[0];
}

size_t blame_rule_of(enum witness reference, enum witness oracle, enum recorded recording) {
    for (size_t i = 0; i < blame_rules(); i++) {
        if (rules[i].reference & 1u << reference && rules[i].oracle & 1u << oracle &&
            rules[i].recording & 1u << recording)
            return i;
    }
    return blame_rules(); /* the test shows that this is not reached */
}

struct blame_finding blame_decide(enum witness reference, enum witness oracle, enum recorded recording) {
    size_t rule = blame_rule_of(reference, oracle, recording);
    if (rule < blame_rules())
        return rules[rule].finding;
    return (struct blame_finding){BLAME_UNKNOWN, "no rule covers this"};
}

bool same_ending(const json_t *a, const json_t *b) {
    if (outcome_of(a) != outcome_of(b) ||
        json_integer_value(json_object_get(a, "failed_step")) != json_integer_value(json_object_get(b, "failed_step")))
        return false;
    const json_t *ea = json_object_get(a, "ending"), *eb = json_object_get(b, "ending");
    if (ea && eb)
        return json_equal(ea, eb);
    const char *sa = json_string_value(json_object_get(a, "signature"));
    const char *sb = json_string_value(json_object_get(b, "signature"));
    return sa && sb ? strcmp(sa, sb) == 0 : sa == sb;
}

enum witness witness_of(const json_t *tested, const json_t *result) {
    if (!result)
        return WITNESS_ABSENT;
    switch (outcome_of(result)) {
    case OUTCOME_PASS:
        return WITNESS_PASS;
    case OUTCOME_FAIL:
    case OUTCOME_CRASH:
    case OUTCOME_HANG:
        return same_ending(tested, result) ? WITNESS_SAME : WITNESS_OTHER;
    default:
        return WITNESS_ABSENT;
    }
}
