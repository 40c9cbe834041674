set(ROOM_SOURCES
  digest.c line.c merge.c platform.c platform_linux.c read.c recording.c resume.c symbols.c symbols_value.c totals.c write.c)
