/* Does an answer of an adapter meet the expectation of a step (docs/program.md, "Expectations")? */
#ifndef SOCKSPEC_JUDGE_EXPECT_H
#define SOCKSPEC_JUDGE_EXPECT_H

#include "judge/eval.h"
#include "judge/text.h"

#include <jansson.h>

struct expect_rules {
    const char *level; /* of the case: must, should, text */
    double slack_ms;   /* an upper bound of time is wider by this much: the machine may be busy */
};

enum expect_result {
    EXPECT_MET,
    EXPECT_FAILED, /* `observed` and `signature` say what was seen */
    EXPECT_ERROR,  /* the expectation itself has no value: `error` */
};

/* `answer` has `ok` or `raised`, maybe `ns` and `warnings`; `expect` may be NULL (it must return). On failure, what was
 * observed beyond the answer itself (`1 after 20 ms`) is added to `observed`, and a stable short form to `signature`.
 */
enum expect_result expect_check(const json_t *expect, const json_t *answer, const struct scope *scope,
                                const struct expect_rules *rules, struct text *observed, struct text *signature,
                                struct eval_error *error);

#endif
