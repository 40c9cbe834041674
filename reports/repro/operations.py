"""Operations of the protocol as Python calls. Helpers are functions that only the scripts which use them contain."""

from repro import CannotExpress

HELPERS = {
    "module.has": "def module_has(name):\n    return hasattr(socket, name)",
    "module.get": "def module_get(name):\n    return getattr(socket, name)",
    "module.bases": "def module_bases(name):\n    return class_names(getattr(socket, name))",
    "module.same": "def module_same(a, b):\n    return getattr(socket, a) is getattr(socket, b)",
    "buf.new": """def buf_new(init, kind="bytearray", start=0, stop=None, step=1):
    make = {"bytearray": bytearray, "bytes": bytes, "memoryview": memoryview, "array": lambda d: array.array("i", bytes(d))}
    whole = make[kind](bytearray(init))
    return Buffer(whole if (start, stop, step) == (0, None, 1) else memoryview(whole)[start:stop:step])""",
    "buf.data": """def buf_data(buffer):
    return bytes(memoryview(buffer.obj if isinstance(buffer, memoryview) else buffer))""",
    "file.open": "def file_open(path, mode):\n    return open(path, mode)",
    "file.bytes": "def file_bytes(data):\n    return io.BytesIO(data)",
    "file.tell": "def file_tell(file):\n    return file.tell()",
    "file.seek": "def file_seek(file, position):\n    return file.seek(position)",
    "file.close": "def file_close(file):\n    return file.close()",
    "io.drain": """def io_drain(source, total, seed):
    receive = source.recv if isinstance(source, socket.socket) else source.read
    wanted, received, differs = fill(seed, (1 << 16) + 251), 0, None
    while received < total:
        chunk = receive(min(1 << 16, total - received))
        if not chunk:
            break
        part = wanted[received % 251:][:len(chunk)]
        if differs is None and chunk != part:
            differs = received + next(i for i, (x, y) in enumerate(zip(chunk, part)) if x != y)
        received += len(chunk)
    return received, differs""",
    "sys.pid": "def sys_pid():\n    return os.getpid()",
    "sys.pipe": "def sys_pipe():\n    return os.pipe()",
    "sys.open": """def sys_open(path, flags):
    return os.open(path, {"r": os.O_RDONLY, "w": os.O_WRONLY | os.O_CREAT, "rw": os.O_RDWR | os.O_CREAT}[flags], 0o600)""",
    "sys.read": "def sys_read(fd, n):\n    return os.read(fd, n)",
    "sys.write": "def sys_write(fd, data):\n    return os.write(fd, data)",
    "sys.close": "def sys_close(fd):\n    os.close(fd)",
    "sys.dup": "def sys_dup(fd):\n    return os.dup(fd)",
    "sys.fstat": """def sys_fstat(fd):
    found = os.fstat(fd)
    kinds = {stat.S_IFSOCK: "socket", stat.S_IFREG: "regular", stat.S_IFIFO: "fifo", stat.S_IFCHR: "char", stat.S_IFDIR: "directory"}
    return kinds.get(stat.S_IFMT(found.st_mode), "other"), found.st_dev, found.st_ino""",
    "sys.unlink": "def sys_unlink(path):\n    os.unlink(path)",
    "sys.mkdir": "def sys_mkdir(path):\n    os.mkdir(path)",
    "sys.nonblocking": "def sys_nonblocking(fd):\n    return not os.get_blocking(fd)",
    "sys.cloexec": "def sys_cloexec(fd):\n    return not os.get_inheritable(fd)",
    "sys.set_nonblocking": "def sys_set_nonblocking(fd, flag):\n    os.set_blocking(fd, not flag)",
    "sys.set_cloexec": "def sys_set_cloexec(fd, flag):\n    os.set_inheritable(fd, not flag)",
    "sys.child_has_fd": """def sys_child_has_fd(fd):
    return subprocess.call(["/bin/sh", "-c", "test -e /dev/fd/$0", str(fd)], close_fds=False) == 0""",
    "sys.wait": """def sys_wait(source, what, seconds):
    sets = [[source.fileno()] if each == what else [] for each in ("read", "write", "error")]
    return any(select.select(*(sets + [seconds])))""",
    "sys.on_signal": """def sys_on_signal(name, action):
    number = getattr(signal, "SIG" + name)
    SIGNALS["actions"][number] = action
    signal.signal(number, on_signal)""",
    "sys.signals": """def sys_signals(name):
    return SIGNALS["counts"].get(getattr(signal, "SIG" + name), 0)""",
    "sys.rlimit": """def sys_rlimit(name, soft):
    import resource
    which = getattr(resource, "RLIMIT_" + name)
    resource.setrlimit(which, (soft, resource.getrlimit(which)[1]))""",
    "sys.drop": """def sys_drop(name):
    del OBJECTS[name]
    gc.collect()""",
    "sys.same": "def sys_same(a, b):\n    return a is b",
}


def call(step, expressions, used):
    """Python source of a call step; names of helpers it needs are added to `used`."""
    op, args, kwargs = step["op"], step.get("args", []), step.get("kwargs", {})
    on = expressions.names.of(step["on"]) if step.get("on") else None
    sources = [expressions.source(one) for one in args]
    sources += ["%s=%s" % (name, expressions.source(value)) for name, value in kwargs.items()]
    if op.startswith("."):
        return "%s%s(%s)" % (on, op, ", ".join(sources))
    if op == "attr.get" and isinstance(args[0], str) and args[0].isidentifier():
        return "%s.%s" % (on, args[0])
    if op in ("attr.get", "attr.set"):
        return "%s(%s)" % (op.replace("attr.", "") + "attr", ", ".join([on] + sources))
    if op == "sys.drop":
        used.add(op)
        return "sys_drop(%r)" % sources[0]
    if op in HELPERS:
        used.add(op)
        return "%s(%s)" % (op.replace(".", "_"), ", ".join(sources))
    if "." in op:
        raise CannotExpress("the operation %s" % op)
    return "socket.%s(%s)" % (op, ", ".join(sources))
