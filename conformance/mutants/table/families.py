"""Addresses of the families that Linux has beside AF_INET, AF_INET6 and AF_UNIX.

Those of CAN, TIPC, RDS, ALG, Bluetooth and of vsock's connections want the kernel of the lab: elsewhere they are "not here",
but for what is refused before the system sees it.
"""
import socket

from registry import method, patch

GIVES, TAKES = ("getsockname", "getpeername"), ("bind", "connect", "connect_ex")


def family(name):
    return getattr(socket, name, None)


def given(topic, family_name, wrong, *clauses, also=()):
    """The decorated function changes the addresses that sockets of the family are given."""
    def register(change):
        def apply(m):
            for name in TAKES:
                was = getattr(m.socket, name)
                setattr(m.socket, name, lambda self, address, was=was: was(
                    self, change(address) if self.family == family(family_name) else address))
            was_sendto = m.socket.sendto
            m.socket.sendto = lambda self, *args: was_sendto(
                self, *args[:-1], change(args[-1]) if self.family == family(family_name) else args[-1])
        patch(family_name.lower(), topic, wrong, *clauses, also=also)(apply)
        return change
    return register


def reported(topic, family_name, wrong, *clauses):
    """The decorated function changes the addresses that sockets of the family report."""
    def register(change):
        def right(self, address):
            return change(address) if self.family == family(family_name) and address else address

        def apply(m):
            for name in GIVES:
                was = getattr(m.socket, name)
                setattr(m.socket, name, lambda self, was=was: right(self, was(self)))
            was_recvfrom = m.socket.recvfrom

            def recvfrom(self, *args):
                data, address = was_recvfrom(self, *args)
                return data, right(self, address)
            m.socket.recvfrom = recvfrom
        patch(family_name.lower(), topic, wrong, *clauses)(apply)
        return change
    return register


def tuple_of(address, *lengths):
    return isinstance(address, tuple) and len(address) in lengths


def refuse_more_bits(address):
    """Those that do not fit into 32 bits, of either sign, but for -1."""
    if isinstance(address, tuple) and any(isinstance(n, int) and not -1 <= n < 2**32 for n in address):
        raise OverflowError("Python int too large to convert to C unsigned int")
    return address


def clamp_more_bits(address):
    """To the highest number of 32 bits."""
    return tuple(min(n, 2**32 - 1) if isinstance(n, int) else n for n in address) if isinstance(address, tuple) else address


def round_floats(address):
    return tuple(int(n) if isinstance(n, float) else n for n in address) if isinstance(address, tuple) else address


for _name in ("AF_ALG", "AF_CAN", "AF_QIPCRTR", "AF_RDS", "AF_TIPC"):
    given("rounded", _name, "a float is taken for a number", also=[_name[3:].lower() + ".*"])(round_floats)


# --- netlink ---------------------------------------------------------------------------------------------------------

@given("pid_ignored", "AF_NETLINK", "the pid given is not used", "family.netlink.pid")
def _(address):
    return (0,) + address[1:] if tuple_of(address, 2) and isinstance(address[0], int) else address


@given("groups_ignored", "AF_NETLINK", "the groups given are not used", "family.netlink.groups")
def _(address):
    return address[:1] + (0,) if tuple_of(address, 2) and isinstance(address[1], int) else address


@reported("swapped", "AF_NETLINK", "(groups, pid) is reported", "family.netlink.pair", "family.netlink.pid", "family.netlink.groups")
def _(address):
    return address[::-1]


@given("padded", "AF_NETLINK", "missing elements are 0", "family.netlink.pair")
def _(address):
    return address + (0,) if tuple_of(address, 1) else address


given("more_bits_refused", "AF_NETLINK", "numbers beyond 32 bits are an OverflowError", also=["netlink.*"])(refuse_more_bits)
given("more_bits_clamped", "AF_NETLINK", "numbers beyond 32 bits are the highest one", also=["netlink.*"])(clamp_more_bits)


# --- packet ----------------------------------------------------------------------------------------------------------

@given("network_order", "AF_PACKET", "the protocol is taken in network order", "family.packet.proto-network-order")
def _(address):
    if not tuple_of(address, 2, 3, 4, 5) or not isinstance(address[1], int) or not 0 <= address[1] < 65536:
        return address
    return address[:1] + (socket.htons(address[1]),) + address[2:]


@reported("network_order_out", "AF_PACKET", "the protocol is reported in network order", "family.packet.proto-network-order")
def _(address):
    return address[:1] + (socket.htons(address[1]),) + address[2:]


@reported("two_elements", "AF_PACKET", "the optional elements are not reported", "family.packet.tuple", "family.packet.hatype", "family.packet.addr")
def _(address):
    return address[:2]


@reported("interface_number", "AF_PACKET", "the interface is reported as its number", "family.packet.ifname")
def _(address):
    return (socket.if_nametoindex(address[0]) if address[0] else 0,) + address[1:]


@reported("always_host", "AF_PACKET", "every packet is one for this host", "family.packet.pkttype-broadcast", "family.packet.pkttype-multihost",
          "family.packet.pkttype-otherhost", "family.packet.pkttype-outgoing")
def _(address):
    return address[:2] + (socket.PACKET_HOST,) + address[3:]


@reported("other_default", "AF_PACKET", "PACKET_HOST is reported as PACKET_OTHERHOST", "family.packet.pkttype-default", "family.packet.pkttype-host")
def _(address):
    return address[:2] + (3 if address[2] == socket.PACKET_HOST else address[2],) + address[3:]


@given("all_elements", "AF_PACKET", "no element may be left out", "family.packet.pkttype-optional", "family.packet.tuple")
def _(address):
    return () if tuple_of(address, 2, 3, 4) else address


@reported("text_address", "AF_PACKET", "the hardware address is reported as text", "family.packet.addr")
def _(address):
    return address[:4] + (address[4].hex(":") if hasattr(bytes, "hex") else "",)


@given("no_destination", "AF_PACKET", "the hardware address is not used", "family.packet.addr")
def _(address):
    return address[:4] + (b"\0\0\0\0\0\0",) if tuple_of(address, 5) and isinstance(address[4], bytes) else address


# --- vsock, qipcrtr --------------------------------------------------------------------------------------------------

@reported("signed", "AF_VSOCK", "numbers are reported with a sign", "later.vsock.pair")
def _(address):
    return tuple(n - 2**32 if n >= 2**31 else n for n in address)


@given("three_taken", "AF_VSOCK", "elements too many are dropped", "later.vsock.pair")
def _(address):
    return address[:2] if isinstance(address, tuple) else address


given("more_bits_refused", "AF_VSOCK", "numbers beyond 32 bits are an OverflowError", also=["vsock.*"])(refuse_more_bits)
given("more_bits_clamped", "AF_VSOCK", "numbers beyond 32 bits are the highest one", also=["vsock.*"])(clamp_more_bits)


@given("three_taken", "AF_QIPCRTR", "elements too many are dropped", "later.qipcrtr.pair")
def _(address):
    return address[:2] if isinstance(address, tuple) else address


given("more_bits_refused", "AF_QIPCRTR", "numbers beyond 32 bits are an OverflowError", also=["qipcrtr.*"])(refuse_more_bits)


# --- CAN -------------------------------------------------------------------------------------------------------------

@method("setsockopt", "no_fd_frames", "CAN_RAW_FD_FRAMES is not set", "const.can_raw_fd_frames.enables", "const.can_raw_fd_frames.send-both",
        "const.can_raw_fd_frames.default-off")
def _(was, self, level, option, *value):
    if self.family == family("AF_CAN") and (level, option) == (socket.SOL_CAN_RAW, socket.CAN_RAW_FD_FRAMES):
        return None
    return was(self, level, option, *value)


@given("bare", "AF_CAN", "the name of the interface alone is an address, too", "family.can.tuple")
def _(address):
    return (address,) if isinstance(address, str) else address


@reported("bare_out", "AF_CAN", "the name of the interface alone is reported", "family.can.empty-interface")
def _(address):
    return address[0] if tuple_of(address, 1) else address


@given("every_interface", "AF_CAN", "an interface that is not there is every interface", "family.can.interface-string")
def _(address):
    return ("",) if address == ("nowhere0",) else address


@given("no_isotp_addresses", "AF_CAN", "the addresses of ISO-TP may be left out", "later.can_isotp.tuple")
def _(address):
    return address + (0, 0) if tuple_of(address, 1) else address


given("more_bits_refused", "AF_CAN", "numbers beyond 32 bits are an OverflowError", also=["can.*"])(refuse_more_bits)


# --- TIPC ------------------------------------------------------------------------------------------------------------

@given("any_type", "AF_TIPC", "an unknown type of address is taken for a name", "family.tipc.addr-type")
def _(address):
    return (2,) + address[1:] if tuple_of(address, 4, 5) and address[0] in (0, 4) else address


@given("scope_required", "AF_TIPC", "the scope may not be left out", "family.tipc.scope-optional")
def _(address):
    return () if tuple_of(address, 4) else address


@given("three_numbers", "AF_TIPC", "v3 may be left out", "family.tipc.tuple")
def _(address):
    return address + (0,) if tuple_of(address, 3) else address


@reported("next_reference", "AF_TIPC", "the reference of an identity is that of another", "family.tipc.id.v1", "family.tipc.id.v2")
def _(address):
    return address[:2] + (address[2] + 1,) + address[3:]


@given("service_zero", "AF_TIPC", "the port of a name is not used", "family.tipc.nameseq.v1")
def _(address):
    return address[:2] + (0,) + address[3:] if tuple_of(address, 4, 5) and address[0] == 2 else address


given("more_bits_refused", "AF_TIPC", "numbers beyond 32 bits are an OverflowError", also=["tipc.*"])(refuse_more_bits)
given("more_bits_clamped", "AF_TIPC", "numbers beyond 32 bits are the highest one", also=["tipc.*"])(clamp_more_bits)


# --- Bluetooth -------------------------------------------------------------------------------------------------------

@given("sco_text", "AF_BLUETOOTH", "the bdaddr of SCO may be text", "family.bluetooth.sco.bytes")
def _(address):
    return address.encode() if isinstance(address, str) else address


@given("hci_bare", "AF_BLUETOOTH", "the number of a controller alone is an address, too", "family.bluetooth.hci.tuple")
def _(address):
    return (address,) if isinstance(address, int) else address


@given("padded", "AF_BLUETOOTH", "psm and channel may be left out", "family.bluetooth.l2cap.tuple", "family.bluetooth.rfcomm.tuple")
def _(address):
    return address + (0,) if tuple_of(address, 1) else address


@given("rounded", "AF_BLUETOOTH", "a psm or channel may be a float", "family.bluetooth.l2cap.psm", "family.bluetooth.rfcomm.channel")
def _(address):
    return address[:1] + (int(address[1]),) if tuple_of(address, 2) and isinstance(address[1], float) else address


@given("cut_at_nul", "AF_BLUETOOTH", "a bdaddr ends at a NUL", "family.bluetooth.l2cap.bdaddr")
def _(address):
    return (address[0].split("\0")[0],) + address[1:] if tuple_of(address, 2) and isinstance(address[0], str) else address


@given("short_refused", "AF_BLUETOOTH", "a channel or psm beyond its bits is an OSError", also=["bluetooth.*"])
def _(address):
    return () if tuple_of(address, 2) and isinstance(address[1], int) and not 0 <= address[1] < 65536 else address


# --- ALG -------------------------------------------------------------------------------------------------------------

@given("long_tuple", "AF_ALG", "elements too many are dropped", "family.alg.tuple-bounds")
def _(address):
    return address[:4] if isinstance(address, tuple) else address


@given("bytes_type", "AF_ALG", "the type may be bytes", "family.alg.type-string")
def _(address):
    return (address[0].decode(),) + address[1:] if tuple_of(address, 2) and isinstance(address[0], bytes) else address


@given("bytes_name", "AF_ALG", "the name may be bytes", "family.alg.name-string")
def _(address):
    return address[:1] + (address[1].decode(),) if tuple_of(address, 2) and isinstance(address[1], bytes) else address


@given("pairs_only", "AF_ALG", "feat and mask may not be given", "family.alg.tuple-3", "family.alg.tuple-4")
def _(address):
    return () if tuple_of(address, 3, 4) else address


given("more_bits_refused", "AF_ALG", "numbers beyond 32 bits are an OverflowError", also=["alg.*"])(refuse_more_bits)


@given("mask_dropped", "AF_ALG", "features and mask are not used", "family.alg.feat-u32", "family.alg.mask-u32")
def _(address):
    return address[:2] if tuple_of(address, 3, 4) else address


@method("sendmsg_afalg", "zero_iv", "the vector is one of zeros", "method.sendmsg_afalg.iv")
def _(was, self, *args, **kwargs):
    if "iv" in kwargs:
        kwargs["iv"] = b"\0" * len(kwargs["iv"])
    return was(self, *args, **kwargs)


@method("sendmsg_afalg", "drops_flags", "flags are not used", "method.sendmsg_afalg.flags")
def _(was, self, *args, flags=0, **kwargs):
    return was(self, *args, **kwargs)


@method("sendmsg_afalg", "default_op", "op need not be given", "method.sendmsg_afalg.op-keyword")
def _(was, self, msg=(), op=0, **kwargs):
    return was(self, msg, op=op, **kwargs)


@method("sendmsg_afalg", "negative_assoclen", "a negative assoclen is none", "method.sendmsg_afalg.assoclen")
def _(was, self, msg=(), **kwargs):
    if kwargs.get("assoclen", 0) < 0:
        del kwargs["assoclen"]
    return was(self, msg, **kwargs)


@method("sendmsg_afalg", "anywhere", "is sendmsg() for other families", "method.sendmsg_afalg.specialised")
def _(was, self, msg=(), **kwargs):
    if self.family != family("AF_ALG"):
        return sum(map(len, msg))
    return was(self, msg, **kwargs)


@patch("socket.sendmsg_afalg", "absent", "is not there", "method.sendmsg_afalg.availability")
def _(m):
    was = m.socket.__getattribute__

    def get(self, name):
        if name == "sendmsg_afalg":
            raise AttributeError(name)
        return was(self, name)
    m.socket.__getattribute__ = get
