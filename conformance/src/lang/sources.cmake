set(ROOM_SOURCES arena.c diagnostics.c lex_string.c lexer.c parse.c parse_attribute.c parse_case.c parse_expectation.c
    parse_expr.c parse_kind.c parse_step.c parse_table.c parse_token.c source.c suggest.c words.c)
