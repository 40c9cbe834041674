set(ROOM_SOURCES
  actor.c actor_io.c actor_life.c answer.c answer_hello.c casting.c curtain.c environment.c fault.c frame.c probe.c remove_tree.c serve.c session.c
  signals.c step_call.c step_other.c strays.c tracer.c trouble.c worker.c
  bluetooth_linux.c census_linux.c etc_linux.c families_linux.c guardian_linux.c memory_linux.c net_linux.c privilege_linux.c process_linux.c sandbox_linux.c)
