"""Words of the Host Controller Interface (Bluetooth Core Specification, volume 4, part E) that the controllers speak."""
import struct

# Kinds of packets, as on a serial line.
COMMAND, ACL_DATA, SCO_DATA, EVENT, VENDOR = 1, 2, 3, 4, 0xFF

# Commands: the group in the upper six bits.
CREATE_CONNECTION, DISCONNECT, ADD_SCO_CONNECTION = 0x0405, 0x0406, 0x0407
ACCEPT_CONNECTION, REJECT_CONNECTION = 0x0409, 0x040A
CHANGE_PACKET_TYPE, AUTHENTICATE, SET_ENCRYPTION = 0x040F, 0x0411, 0x0413
REMOTE_NAME, REMOTE_FEATURES, REMOTE_VERSION, CLOCK_OFFSET = 0x0419, 0x041B, 0x041D, 0x041F
SETUP_SYNCHRONOUS, ACCEPT_SYNCHRONOUS, REJECT_SYNCHRONOUS = 0x0428, 0x0429, 0x042A
SNIFF_MODE, READ_LINK_POLICY, WRITE_LINK_POLICY, READ_DEFAULT_LINK_POLICY = 0x0803, 0x080C, 0x080D, 0x080E
READ_LOCAL_NAME, READ_SCAN_ENABLE, WRITE_SCAN_ENABLE, READ_PAGE_SCAN_ACTIVITY = 0x0C14, 0x0C19, 0x0C1A, 0x0C1B
READ_CLASS, READ_VOICE_SETTING, READ_IAC_COUNT, READ_IAC, READ_PAGE_SCAN_TYPE = 0x0C23, 0x0C25, 0x0C38, 0x0C39, 0x0C46
LOCAL_VERSION, LOCAL_COMMANDS, LOCAL_FEATURES, BUFFER_SIZE, LOCAL_ADDRESS = 0x1001, 0x1002, 0x1003, 0x1005, 0x1009

# Events.
CONNECTION_COMPLETE, CONNECTION_REQUEST, DISCONNECTION_COMPLETE = 0x03, 0x04, 0x05
AUTHENTICATION_COMPLETE, REMOTE_NAME_COMPLETE, ENCRYPTION_CHANGE = 0x06, 0x07, 0x08
REMOTE_FEATURES_COMPLETE, REMOTE_VERSION_COMPLETE = 0x0B, 0x0C
COMMAND_COMPLETE, COMMAND_STATUS, PACKETS_COMPLETED = 0x0E, 0x0F, 0x13
CLOCK_OFFSET_COMPLETE, SYNCHRONOUS_COMPLETE = 0x1C, 0x2C

# Error codes (volume 1, part F).
SUCCESS, UNKNOWN_COMMAND, PAGE_TIMEOUT, LOCAL_HOST_ENDED = 0x00, 0x01, 0x04, 0x16

# Kinds of links.
SCO, ACL, ESCO = 0, 1, 2

PAGE_SCAN = 2
HANDLE_MASK, FLAGS_SHIFT = 0x0FFF, 12
FLUSHABLE_START, FIRST_NON_FLUSHABLE = 2, 0  # flags of the first part of a packet: from the controller, from the host


def event(code, parameters):
    return bytes([EVENT, code, len(parameters)]) + parameters


def command_complete(opcode, parameters):
    return event(COMMAND_COMPLETE, struct.pack("<BH", 1, opcode) + parameters)


def command_status(opcode, status=SUCCESS):
    return event(COMMAND_STATUS, struct.pack("<BBH", status, 1, opcode))


def text(address):
    """Six octets, the last first, as they are written: 00:BB:00:00:00:01."""
    return ":".join("%02X" % octet for octet in reversed(address))
