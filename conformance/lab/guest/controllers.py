"""Two virtual Bluetooth controllers over /dev/vhci, in radio range of each other and of nothing else.

They carry ACL links (L2CAP, RFCOMM) and SCO links of classic Bluetooth 2.0, which is as much as the socket page needs;
nothing of the host's side (bluetoothd) takes part. A link between two controllers is one of each kind at the most, so
its handle is fixed.
"""
import fcntl
import os
import select
import socket
import struct
import sys
import traceback

import hci

ADDRESSES = (b"\x01\x00\x00\x00\xbb\x00", b"\x02\x00\x00\x00\xbb\x00")  # 00:BB:00:00:00:01 and :02
ACL_HANDLE, SCO_HANDLE = 0x001, 0x101
ACL_MTU, ACL_PACKETS, SCO_MTU, SCO_PACKETS = 1021, 16, 64, 16
# Octets 0 and 1: packets of 3 and 5 slots, …, SCO links with all their packets; no low energy, no simple pairing.
FEATURES = bytes([0xFF, 0xFF, 0x0F, 0, 0, 0, 0, 0])
NAME = b"lab".ljust(248, b"\0")
OK = bytes([hci.SUCCESS])

# ioctl requests of HCI sockets.
AF_BLUETOOTH, BTPROTO_HCI = 31, 1
DEVICE_UP, SET_SCAN, SET_SCO_MTU = 0x400448C9, 0x400448DD, 0x400448E4


class Controller:
    """The controller of one host. `peer` is the other one."""

    def __init__(self, address):
        self.address = address
        self.peer = None
        self.scanning = 0
        self.calls = []  # kinds of links that the peer has asked for, unanswered
        self.file = os.open("/dev/vhci", os.O_RDWR)
        os.write(self.file, bytes([hci.VENDOR, 0]))
        os.read(self.file, 16)  # the index of the device: hci0, hci1 in the order of their making

    def send(self, packet):
        os.write(self.file, packet)

    # What a read command answers.

    def answers(self):
        return {
            hci.LOCAL_FEATURES: FEATURES,
            hci.LOCAL_VERSION: struct.pack("<BHBHH", 4, 0, 4, 63, 0),
            hci.LOCAL_ADDRESS: self.address,
            hci.LOCAL_COMMANDS: bytes(64),
            hci.BUFFER_SIZE: struct.pack("<HBHH", ACL_MTU, SCO_MTU, ACL_PACKETS, SCO_PACKETS),
            hci.READ_CLASS: bytes(3),
            hci.READ_LOCAL_NAME: NAME,
            hci.READ_VOICE_SETTING: b"\x60\x00",
            hci.READ_IAC_COUNT: b"\x01",
            hci.READ_IAC: b"\x01\x33\x8b\x9e",
            hci.READ_SCAN_ENABLE: bytes([self.scanning]),
            hci.READ_DEFAULT_LINK_POLICY: bytes(2),
            hci.READ_PAGE_SCAN_ACTIVITY: struct.pack("<HH", 0x0800, 0x0012),
            hci.READ_PAGE_SCAN_TYPE: bytes(1),
        }

    # Links.

    def connected(self, status, kind):
        handle = ACL_HANDLE if kind == hci.ACL else SCO_HANDLE
        self.send(hci.event(hci.CONNECTION_COMPLETE,
                            struct.pack("<BH6sBB", status, handle, self.peer.address, kind, 0)))

    def synchronous(self, status):
        self.send(hci.event(hci.SYNCHRONOUS_COMPLETE, struct.pack(
            "<BH6sBBBHHB", status, SCO_HANDLE, self.peer.address, hci.SCO, 0, 0, 60, 60, 2)))

    def call_peer(self, kind):
        """Ask the other host whether it accepts a link."""
        self.peer.calls.append(kind)
        self.peer.send(hci.event(hci.CONNECTION_REQUEST, self.address + bytes(3) + bytes([kind])))

    def create_connection(self, parameters):
        if parameters[:6] == self.peer.address and self.peer.scanning & hci.PAGE_SCAN:
            self.call_peer(hci.ACL)
        else:
            self.send(hci.event(hci.CONNECTION_COMPLETE, struct.pack(
                "<BH6sBB", hci.PAGE_TIMEOUT, 0, parameters[:6], hci.ACL, 0)))

    def answer_call(self, status):
        kind = self.calls.pop(0) if self.calls else hci.ACL
        for end in (self, self.peer):
            end.connected(status, kind)

    def answer_synchronous(self, status):
        if self.calls:
            self.calls.pop(0)
        for end in (self, self.peer):
            end.synchronous(status)

    def disconnect(self, parameters):
        for end, why in ((self, hci.LOCAL_HOST_ENDED), (self.peer, parameters[2])):
            end.send(hci.event(hci.DISCONNECTION_COMPLETE, OK + parameters[:2] + bytes([why])))

    # Commands that are answered by a status, and by an event later.

    def later(self, opcode, parameters):
        """What is to be done, or None for other commands."""
        handle = parameters[:2]
        finish = lambda code, rest: lambda: self.send(hci.event(code, OK + rest))  # noqa: E731
        return {
            hci.CREATE_CONNECTION: lambda: self.create_connection(parameters),
            hci.ACCEPT_CONNECTION: lambda: self.answer_call(hci.SUCCESS),
            hci.REJECT_CONNECTION: lambda: self.answer_call(parameters[6]),
            hci.ADD_SCO_CONNECTION: lambda: self.call_peer(hci.SCO),
            hci.SETUP_SYNCHRONOUS: lambda: self.call_peer(hci.SCO),
            hci.ACCEPT_SYNCHRONOUS: lambda: self.answer_synchronous(hci.SUCCESS),
            hci.REJECT_SYNCHRONOUS: lambda: self.answer_synchronous(parameters[6]),
            hci.DISCONNECT: lambda: self.disconnect(parameters),
            hci.REMOTE_FEATURES: finish(hci.REMOTE_FEATURES_COMPLETE, handle + FEATURES),
            hci.REMOTE_VERSION: finish(hci.REMOTE_VERSION_COMPLETE, handle + struct.pack("<BHH", 4, 63, 0)),
            hci.CLOCK_OFFSET: finish(hci.CLOCK_OFFSET_COMPLETE, handle + bytes(2)),
            hci.REMOTE_NAME: finish(hci.REMOTE_NAME_COMPLETE, parameters[:6] + NAME),
            hci.AUTHENTICATE: finish(hci.AUTHENTICATION_COMPLETE, handle),
            hci.SET_ENCRYPTION: finish(hci.ENCRYPTION_CHANGE, handle + parameters[2:3]),
            hci.CHANGE_PACKET_TYPE: lambda: None,
            hci.SNIFF_MODE: lambda: None,
        }.get(opcode)

    def command(self, opcode, parameters):
        later, answers = self.later(opcode, parameters), self.answers()
        if later is not None:
            self.send(hci.command_status(opcode))
            later()
        elif opcode in answers:
            self.send(hci.command_complete(opcode, OK + answers[opcode]))
        elif opcode in (hci.READ_LINK_POLICY, hci.WRITE_LINK_POLICY):
            self.send(hci.command_complete(opcode, OK + parameters[:2] + bytes(2)))
        else:
            if opcode == hci.WRITE_SCAN_ENABLE:
                self.scanning = parameters[0]
            self.send(hci.command_complete(opcode, OK + bytes(16)))  # set something that has no effect here

    def data(self, packet):
        """To the other host, as its controller would hand it over."""
        handle = struct.unpack_from("<H", packet, 1)[0]
        flags = handle >> hci.FLAGS_SHIFT
        if packet[0] == hci.ACL_DATA and flags == hci.FIRST_NON_FLUSHABLE:
            flags = hci.FLUSHABLE_START
        handle &= hci.HANDLE_MASK
        self.peer.send(packet[:1] + struct.pack("<H", handle | flags << hci.FLAGS_SHIFT) + packet[3:])
        self.send(hci.event(hci.PACKETS_COMPLETED, struct.pack("<BHH", 1, handle, 1)))

    def serve(self):
        """One packet of the host."""
        packet = os.read(self.file, 4096)
        if packet[0] == hci.COMMAND:
            self.command(struct.unpack_from("<H", packet, 1)[0], packet[4:])
        elif packet[0] in (hci.ACL_DATA, hci.SCO_DATA):
            self.data(packet)


def serve(controllers):
    by_file = {controller.file: controller for controller in controllers}
    while True:
        for file in select.select(list(by_file), [], [])[0]:
            by_file[file].serve()


def bring_up(devices):
    """Up and connectable, with the sizes of SCO packets."""
    with socket.socket(AF_BLUETOOTH, socket.SOCK_RAW, BTPROTO_HCI) as control:
        for device in range(devices):
            try:
                fcntl.ioctl(control, DEVICE_UP, device)
            except FileExistsError:
                pass
            except OSError as error:
                if error.errno != 114:  # EALREADY: the kernel has just set it up and left it on
                    raise
            fcntl.ioctl(control, SET_SCO_MTU, struct.pack("<HxxHH", device, SCO_PACKETS, SCO_MTU))
            fcntl.ioctl(control, SET_SCAN, struct.pack("<HxxI", device, hci.PAGE_SCAN))


def start():
    """Make the controllers, served by a process of their own that ends with the machine. None, or why there are none."""
    try:
        controllers = [Controller(address) for address in ADDRESSES]
    except OSError as error:
        return "/dev/vhci: %s" % error
    controllers[0].peer, controllers[1].peer = controllers[1], controllers[0]
    if os.fork() == 0:
        try:
            serve(controllers)
        except BaseException:  # pylint: disable=broad-except
            traceback.print_exc()  # to the console
            sys.stderr.flush()
        finally:
            os._exit(1)
    for controller in controllers:
        os.close(controller.file)
    try:
        bring_up(len(controllers))
    except OSError as error:
        return "they do not come up: %s" % error
    return None
