"""Several interpreters in a process, from CPython 3.12 on each with a lock of its own: one imports while another calls."""
import gc
import socket
import sys
import threading
import unittest

try:
    import _interpreters as interpreters  # 3.13
except ImportError:
    import _xxsubinterpreters as interpreters

OURS = "_sockspec_full" in sys.modules
PROGRAM = """
import socket
for _ in range(20):
    mine, other = socket.socketpair()
    with mine, other, mine.makefile("wb") as file:
        file.write(b"x")
        file.flush()
        assert other.recv(10) == b"x"
"""

# A module that holds what it does not show to the collector, or does not give back, keeps its types.
FORGETTING = """
import gc, socket, sys, weakref
HEAP = 1 << 9  # of a type's flags; another one, of CPython before 3.12, is never freed
modules = [name for name in sys.modules if name.startswith(("socket", "_socket", "sockspec_", "_sockspec_"))]
types = [value for name in ("_socket", "_sockspec_full") if name in modules
         for value in vars(sys.modules[name]).values() if isinstance(value, type) and value.__module__ == name]
types = {cls.__name__: weakref.ref(cls) for cls in types if cls.__flags__ & HEAP}
cls = value = socket = None
del sys.modules["_socket"].CAPI  # a capsule does not show the collector what it keeps
for name in modules:
    del sys.modules[name]
sys.meta_path.clear()  # the finder of the drop-in's module imported it
gc.collect()
gc.collect()  # the module socket, and so its name for the capsule, went the first time
left = [name for name, cls in types.items() if cls()]
assert not left, left
"""


def run_in(number, program=PROGRAM):
    if hasattr(interpreters, "exec"):
        return interpreters.exec(number, program)
    return interpreters.run_string(number, program)  # raises


def run_one(program=PROGRAM, number=None):
    """Ended by the thread that ran it, as CPython 3.11 must have it."""
    number = interpreters.create() if number is None else number
    try:
        return run_in(number, program)
    finally:
        interpreters.destroy(number)


class Interpreters(unittest.TestCase):
    def test_at_a_time(self):
        """What they do: to make several at a time fails now and then in CPython itself (python/cpython#131485)."""
        answers, numbers = [], [interpreters.create() for _ in range(8)]
        threads = [threading.Thread(target=lambda number=number: answers.append(run_one(number=number))) for number in numbers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [None] * 8)

    def test_default_timeout(self):
        """The process's in librefsock, as in CPython before 3.12."""
        own = sys.version_info >= (3, 12) and not OURS
        socket.setdefaulttimeout(7)
        self.addCleanup(socket.setdefaulttimeout, None)
        self.assertIsNone(run_one("import socket; assert socket.getdefaulttimeout() == %s" % (None if own else 7)))

    def test_modules_free_their_types(self):
        self.assertIsNone(run_one(FORGETTING))

    @unittest.skipIf(sys.version_info >= (3, 12), "CPython leaves each interpreter's interned strings, thousands of blocks")
    def test_leave_no_memory(self):
        """One module's types and functions that stay with an ended interpreter are a hundred blocks of memory."""
        rounds = 20
        for _ in range(5):  # what the process keeps of the first ones
            run_one()
        gc.collect()
        before = sys.getallocatedblocks()  # of all interpreters, and of those that ended
        for _ in range(rounds):
            run_one()
        gc.collect()
        self.assertLess((sys.getallocatedblocks() - before) / rounds, 10)
