set(ROOM_SOURCES axes.c compile_call.c compile_expectation.c compile_fold.c compile_function.c compile_names.c
    compile_pattern.c compile_pattern_function.c compile_run.c compile_source.c compile_step.c compile_template.c
    compile_value.c condition_value.c coverage.c erratum.c facts.c known_names.c literal.c namemap.c select.c suite.c suite_files.c tsv.c
    vocabulary.c)
