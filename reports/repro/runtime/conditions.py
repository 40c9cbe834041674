# ---- conditions: what this machine is and has ----

def does_not_apply(why):
    print("does not apply here: %s" % why)
    raise Stop(DOES_NOT_APPLY)


def version(text):
    return tuple(int(part) for part in re.findall(r"\d+", text))


def here(subject):
    """What this machine and this Python are, as a text in lower case."""
    return {"os": {"win32": "windows"}.get(sys.platform, sys.platform), "arch": platform.machine(),
            "libc": platform.libc_ver()[0] or "unknown", "byteorder": sys.byteorder, "values": "python",
            "impl": sys.implementation.name}[subject].lower()


def can_open(family):
    for kind in ("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_SEQPACKET"):
        try:
            socket.socket(getattr(socket, family), getattr(socket, kind)).close()
            return True
        except (OSError, AttributeError):
            pass
    return False


def enter_namespaces():
    """User, network and host name of its own, lo up, so that nothing of the system is changed. Before any actor starts."""
    import ctypes
    import fcntl
    ids = os.getuid(), os.getgid()
    if os.environ.get("REPRO_NAMESPACES"):
        return
    new_uts, new_user, new_net = 0x04000000, 0x10000000, 0x40000000
    try:
        if ctypes.CDLL(None, use_errno=True).unshare(new_uts | new_user | new_net) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        for name, text in (("setgroups", "deny"), ("uid_map", "0 %d 1" % ids[0]), ("gid_map", "0 %d 1" % ids[1])):
            with open("/proc/self/" + name, "w") as file:
                file.write(text)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            fcntl.ioctl(control, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS, IFF_UP | IFF_RUNNING
    except (OSError, AttributeError) as error:
        does_not_apply("no namespaces of its own: %s" % error)
    os.environ["REPRO_NAMESPACES"] = "1"


OUTSIDE = []  # what only the suite's sandbox provides and the case needs


def need(what):
    sort, _, name = what.partition(":")
    if sort == "const" and not hasattr(socket, name):
        does_not_apply("there is no socket.%s" % name)
    if sort == "op" and not (hasattr(socket.socket, name[1:]) if name.startswith(".") else hasattr(socket, name) or "." in name):
        does_not_apply("there is no %s" % name)
    if sort == "family" and not can_open(name):
        does_not_apply("no socket of %s can be made" % name)
    if what == "ipv6" and not can_open("AF_INET6"):
        does_not_apply("there is no IPv6")
    if what in ("netns", "caps"):
        enter_namespaces()
    if what in ("hosts", "services", "protocols", "veth"):
        OUTSIDE.append(what)


def main(file, level, deadline, conditions, steps):
    if sys.argv[1:2] == ["--actor"]:
        act(sys.argv[2])
    run = Run(file, level, deadline)
    code = PASSES
    try:
        conditions()
        steps(run)
        print("\nAs specified.")
    except Stop as stop:
        code = stop.code
    finally:
        run.end_all()
    sys.exit(code)
