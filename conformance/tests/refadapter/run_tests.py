"""run_tests.py ADAPTER [unittest's arguments]: tests of refsock-adapter; 77 without the validator of JSON schemas."""
import os
import sys
import unittest

try:
    import jsonschema  # noqa: F401
except ImportError:
    sys.stderr.write("skipped: this python3 has no module jsonschema (Debian: python3-jsonschema)\n")
    sys.exit(77)
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "adapter")]  # the protocol's client is shared

# In an adapter with a sanitizer malloc() answers NULL where there is no memory, as libc's does.
for name in "ASAN_OPTIONS", "TSAN_OPTIONS":
    os.environ[name] = ":".join(filter(None, [os.environ.get(name), "allocator_may_return_null=1"]))
if len(sys.argv) < 2:
    sys.exit(__doc__)
import refadapter  # noqa: E402

refadapter.COMMAND = [sys.argv.pop(1)]
unittest.main(module=None, argv=[sys.argv[0]] + (sys.argv[1:] or ["discover", "-s", HERE]))
