/* Blame: whose fault it is that a run did not pass. One table, docs/blame.md; no I/O. */
#ifndef SOCKSPEC_JUDGE_BLAME_H
#define SOCKSPEC_JUDGE_BLAME_H

#include "judge/verdict.h"
#include <jansson.h>

enum blame {
    BLAME_IMPLEMENTATION,
    BLAME_SUITE,        /* the expectation is wrong, or says nothing of a CPython defect */
    BLAME_PLATFORM,     /* true elsewhere, for nobody here */
    BLAME_ORACLE_DRIFT, /* CPython does not do what was recorded of the same platform */
    BLAME_UNKNOWN,
    BLAMES
};

const char *blame_name(enum blame blame);

/* What another implementation did with the run, beside the implementation that did not pass. */
enum witness {
    WITNESS_ABSENT, /* not asked, not to be had, or without an answer: inapplicable, unsupported, error */
    WITNESS_ITSELF, /* it is the implementation under test */
    WITNESS_PASS,
    WITNESS_SAME,  /* does not pass, in the same way as the implementation */
    WITNESS_OTHER, /* does not pass, in another way */
    WITNESS_KNOWN, /* does not pass, which a deviation of its own explains: the table is right. Oracle only */
    WITNESSES
};

/* What the recording of CPython says. "Here": its platform key is that of the live oracle, or of this machine. */
enum recorded {
    RECORDED_ABSENT,
    RECORDED_DRIFTED, /* here, and the live oracle did something else */
    RECORDED_HERE_PASS,
    RECORDED_HERE_SAME,  /* did not pass, in the same way as the implementation */
    RECORDED_HERE_OTHER, /* did not pass, in another way */
    RECORDED_ELSEWHERE_PASS,
    RECORDED_ELSEWHERE_SAME,
    RECORDED_ELSEWHERE_OTHER,
    RECORDEDS
};

struct blame_finding {
    enum blame blame;
    const char *why; /* static, one line */
};

/* The finding for an implementation that answered and did not pass. Total: every combination has one. */
struct blame_finding blame_decide(enum witness reference, enum witness oracle, enum recorded recording);

/* How many rules the table has, and which of them (from 0) decides: for the test that none is idle. */
size_t blame_rules(void);
size_t blame_rule_of(enum witness reference, enum witness oracle, enum recorded recording);

/* What `result` (of a worker, or a line of a recording; NULL: none) says beside `tested`. */
enum witness witness_of(const json_t *tested, const json_t *result);

/* Whether both ended in the same way: outcome and failed step agree, and the `ending` (symbolic_ending()) of both, or
 * where one has none the signature. */
bool same_ending(const json_t *a, const json_t *b);

#endif
