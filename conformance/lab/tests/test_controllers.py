"""The virtual Bluetooth controllers, without a kernel: what one host sends and what both then hear."""
import contextlib
import io
import struct
import unittest
from unittest import mock

import rooms  # noqa: F401
import controllers
import hci
import rfcomm
import start


class Heard(controllers.Controller):
    """A controller that keeps what it would tell its host."""

    def __init__(self, address):  # pylint: disable=super-init-not-called
        self.address, self.peer, self.scanning, self.calls, self.heard = address, None, 0, [], []

    def send(self, packet):
        self.heard.append(packet)

    def take(self):
        heard, self.heard = self.heard, []
        return heard


class Pair(unittest.TestCase):
    def setUp(self):
        self.a, self.b = (Heard(address) for address in controllers.ADDRESSES)
        self.a.peer, self.b.peer = self.b, self.a
        self.b.command(hci.WRITE_SCAN_ENABLE, bytes([hci.PAGE_SCAN]))
        self.b.take()

    def codes(self, controller):
        return [packet[1] for packet in controller.take()]

    def call(self, address=controllers.ADDRESSES[1]):
        self.a.command(hci.CREATE_CONNECTION, address + bytes(7))

    def test_addresses(self):
        self.assertEqual([hci.text(address) for address in controllers.ADDRESSES], ["00:BB:00:00:00:01", "00:BB:00:00:00:02"])
        self.a.command(hci.LOCAL_ADDRESS, b"")
        self.assertEqual(self.a.take(), [bytes([4, 0x0E, 10, 1, 0x09, 0x10, 0]) + controllers.ADDRESSES[0]])

    def test_address_of_the_connection_that_is_held(self):
        self.assertEqual(rfcomm.address(controllers.ADDRESSES[0], 30), b"\x1f\0\x01\0\0\0\xbb\0\x1e\0")

    def test_a_link_is_asked_for_and_accepted(self):
        self.call()
        self.assertEqual(self.codes(self.a), [hci.COMMAND_STATUS])
        request = self.b.take()[0]
        self.assertEqual((request[1], request[3:9], request[12]), (hci.CONNECTION_REQUEST, self.a.address, hci.ACL))
        self.b.command(hci.ACCEPT_CONNECTION, self.a.address + b"\1")
        for end, other in ((self.a, self.b), (self.b, self.a)):
            complete = end.take()[-1]
            self.assertEqual(complete[1], hci.CONNECTION_COMPLETE)
            self.assertEqual(struct.unpack_from("<BH6sBB", complete, 3),
                             (hci.SUCCESS, controllers.ACL_HANDLE, other.address, hci.ACL, 0))

    def test_a_link_is_refused(self):
        self.call()
        self.b.command(hci.REJECT_CONNECTION, self.a.address + b"\x0f")
        self.assertEqual([self.a.take()[-1][3], self.b.take()[-1][3]], [0x0F, 0x0F])

    def test_nobody_is_there(self):
        self.call(b"\x09\x00\x00\x00\xbb\x00")
        complete = self.a.take()[-1]
        self.assertEqual((complete[1], complete[3]), (hci.CONNECTION_COMPLETE, hci.PAGE_TIMEOUT))
        self.b.command(hci.WRITE_SCAN_ENABLE, b"\0")
        self.call()
        self.assertEqual(self.a.take()[-1][3], hci.PAGE_TIMEOUT)
        self.assertNotIn(hci.CONNECTION_REQUEST, self.codes(self.b))

    def test_a_synchronous_link(self):
        self.a.command(hci.SETUP_SYNCHRONOUS, struct.pack("<H", controllers.ACL_HANDLE) + bytes(15))
        self.assertEqual(self.b.take()[-1][12], hci.SCO)
        self.b.command(hci.ACCEPT_SYNCHRONOUS, self.a.address + bytes(15))
        for end in (self.a, self.b):
            complete = end.take()[-1]
            self.assertEqual((complete[1], complete[3:6]), (hci.SYNCHRONOUS_COMPLETE, b"\0\x01\x01"))

    def test_data_goes_to_the_other_host(self):
        self.a.data(bytes([hci.ACL_DATA]) + struct.pack("<HH", controllers.ACL_HANDLE, 3) + b"abc")
        self.assertEqual(self.b.take(), [bytes([hci.ACL_DATA]) + struct.pack("<HH", 0x2001, 3) + b"abc"])
        self.assertEqual(self.a.take(), [bytes([4, hci.PACKETS_COMPLETED, 5, 1, 1, 0, 1, 0])])
        self.a.data(bytes([hci.ACL_DATA]) + struct.pack("<HH", 0x1001, 1) + b"d")
        self.assertEqual(self.b.take()[0][1:3], struct.pack("<H", 0x1001))

    def test_the_end_of_a_link(self):
        self.a.command(hci.DISCONNECT, struct.pack("<HB", controllers.ACL_HANDLE, 0x13))
        self.assertEqual(self.a.take()[-1][3:], b"\0\x01\x00\x16")
        self.assertEqual(self.b.take()[-1][3:], b"\0\x01\x00\x13")

    def test_why_their_process_ended_is_said(self):
        with mock.patch.object(controllers, "Controller", Heard), mock.patch.object(controllers, "serve", side_effect=OSError(77, "gone")), \
                mock.patch.object(controllers.os, "fork", lambda: 0), contextlib.redirect_stderr(io.StringIO()) as said:
            # What it has said when it is ended, which goes on here.
            with mock.patch.object(controllers.os, "_exit", side_effect=lambda status: self.fail(said.getvalue())), \
                    self.assertRaisesRegex(AssertionError, "Traceback(?s:.*)gone"):
                controllers.start()


class Held(unittest.TestCase):
    """The RFCOMM connection that lasts as long as the lab."""

    def test_of_the_one_controller_to_the_other(self):
        near, far = controllers.ADDRESSES
        to, source = b"\x1f\0\x02\0\0\0\xbb\0\x1e\0", b"\x1f\0\x01\0\0\0\xbb\0\0\0"
        listener, client = mock.Mock(), mock.Mock()
        with mock.patch.object(rfcomm.socket, "socket", side_effect=[listener, client]) as made, \
                mock.patch.object(rfcomm, "call") as called:
            self.assertEqual(rfcomm.hold(near, far), (listener, client))
        self.assertEqual(made.call_args_list, [mock.call(31, rfcomm.socket.SOCK_STREAM, 3)] * 2)
        self.assertEqual(called.call_args_list, [mock.call("bind", listener, to), mock.call("bind", client, source), mock.call("connect", client, to)])
        listener.listen.assert_called_once()

    def test_it_is_kept(self):
        with mock.patch.object(start.controllers, "start", lambda: None), mock.patch.object(start.rfcomm, "hold") as hold:
            self.assertEqual(start.bluetooth(), (None, hold.return_value))
            hold.assert_called_once_with(*controllers.ADDRESSES)
            hold.side_effect = OSError(111, "no")
            self.assertEqual(start.bluetooth(), ("no RFCOMM connection to hold the session: [Errno 111] no", ()))
        with mock.patch.object(start.controllers, "start", lambda: "none here"), mock.patch.object(start.rfcomm, "hold") as hold:
            self.assertEqual(start.bluetooth(), ("none here", ()))
            hold.assert_not_called()


if __name__ == "__main__":
    unittest.main()
