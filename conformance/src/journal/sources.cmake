set(ROOM_SOURCES digest.c line.c merge.c read.c resume.c totals.c write.c)
