"""Turns a compiled program (docs/program.md) into a script that shows the same thing by itself."""


class CannotExpress(Exception):
    """The program uses what a standalone script has no means for; the text says what."""
