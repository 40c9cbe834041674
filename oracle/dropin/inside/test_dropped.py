"""Sockets that nobody closed."""
import _socket
import errno
import gc
import os
import socket
import sys
import unittest
import warnings
from unittest import mock


class WhileAnExceptionPasses(unittest.TestCase):
    """The stack of a call that failed is cleared with the exception set, which goes on as it was."""

    def fail_with(self, base):
        """The exception, and the descriptor that a socket of `base` had then."""
        made = []

        def note(sock):
            made.append(sock.fileno())
            return sock

        with self.assertRaises(ZeroDivisionError) as caught:
            [note(base()), 1 / 0]
        return caught.exception, made[0]

    def check(self, error, fd):
        self.assertIs(type(error), ZeroDivisionError)
        self.assertIsNone(error.__context__)
        with self.assertRaises(OSError) as closed:
            os.fstat(fd)
        self.assertEqual(closed.exception.errno, errno.EBADF)

    def test_warned(self):
        for base in _socket.socket, socket.socket:
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                self.check(*self.fail_with(base))
            self.assertEqual([one.category for one in seen], [ResourceWarning])

    def test_the_warning_is_an_error(self):
        """Of another class than the exception, which nobody may take for it."""
        for base in _socket.socket, socket.socket:
            seen = []
            with warnings.catch_warnings(), mock.patch.object(sys, "unraisablehook", seen.append):
                warnings.simplefilter("error")
                self.check(*self.fail_with(base))
            self.assertEqual([one.exc_type for one in seen], [ResourceWarning])


class Again(unittest.TestCase):
    def test_constructor(self):
        """The descriptor from before is forgotten: whoever has its number then keeps it."""
        with open(os.devnull, "rb") as stranger:
            for base in _socket.socket, socket.socket:
                sock = base()
                fd = sock.fileno()
                sock.__init__()
                self.assertNotEqual(sock.fileno(), fd)
                os.dup2(stranger.fileno(), fd)
                sock.close()
                del sock
                gc.collect()
                self.assertTrue(os.path.sameopenfile(fd, stranger.fileno()))
                os.close(fd)
