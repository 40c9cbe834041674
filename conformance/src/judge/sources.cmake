set(ROOM_SOURCES)
# Verdicts: what an outcome means.
list(APPEND ROOM_SOURCES blame.c deviations.c deviations_parse.c glob.c verdict.c version.c)
# The meaning of expressions, patterns, expectations and conditions.
list(APPEND ROOM_SOURCES arithmetic.c condition.c equal.c eval.c expect.c json_text.c match.c pack.c render.c render_answer.c text.c value.c)
