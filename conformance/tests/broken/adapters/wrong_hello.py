"""Speaks another version of the protocol."""
import honest

honest.serve(line=lambda text: text.replace('{"protocol":1,', '{"protocol":2,'))
