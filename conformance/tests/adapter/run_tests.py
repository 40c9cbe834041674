"""Run unittest modules of this directory; 77 when the validator of JSON schemas is missing."""
import os
import sys
import unittest

try:
    import jsonschema  # noqa: F401
except ImportError:
    sys.stderr.write("skipped: this python3 has no module jsonschema (Debian: python3-jsonschema)\n")
    sys.exit(77)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
unittest.main(module=None)
