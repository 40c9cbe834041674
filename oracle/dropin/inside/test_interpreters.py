"""Several interpreters in a process, from CPython 3.12 on each with a lock of its own: one imports while another calls."""
import threading
import unittest

try:
    import _interpreters as interpreters  # 3.13
except ImportError:
    import _xxsubinterpreters as interpreters

PROGRAM = """
import socket
for _ in range(20):
    mine, other = socket.socketpair()
    with mine, other, mine.makefile("wb") as file:
        file.write(b"x")
        file.flush()
        assert other.recv(10) == b"x"
"""


def run_one():
    number = interpreters.create()
    try:
        if hasattr(interpreters, "exec"):
            return interpreters.exec(number, PROGRAM)
        return interpreters.run_string(number, PROGRAM)  # raises
    finally:
        interpreters.destroy(number)


class Interpreters(unittest.TestCase):
    def test_at_a_time(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(run_one())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [None] * 8)
