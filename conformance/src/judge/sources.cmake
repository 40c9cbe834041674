set(ROOM_SOURCES)
# Verdicts: what an outcome means.
list(APPEND ROOM_SOURCES blame.c deviations.c deviations_parse.c glob.c verdict.c version.c)
