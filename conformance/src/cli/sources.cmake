# The commands that run something, or hand on; those that only read tables are in conformance/CMakeLists.txt.
set(ROOM_SOURCES
  checks.c checks_answers.c checks_process.c checks_senseless.c checks_values.c choice.c cmd_check_adapter.c cmd_merge.c cmd_platform.c cmd_record.c cmd_reports.c cmd_run.c dialogue.c find_program.c interrupt.c judging.c
  lineup.c parties.c patience.c profiles.c progress.c python_program.c run_conclude.c run_header.c run_options.c run_session.c scheduler.c summary.c terminal.c
  witnesses.c words.c)
