"""Builds the drop-in for an interpreter, and two environments that differ in it: `dropin` and `stock`."""
import functools
import json
import os
import re
import shutil
import subprocess
import sys

ROOM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADER = os.path.join(os.path.dirname(os.path.dirname(ROOM)), "ref", "include", "refsock.h")
WARNINGS = ("-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual "
            "-Wwrite-strings -Wvla -Werror").split()
ABOUT = """
import importlib.util, json, sys, sysconfig
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "minor": "%d.%d" % sys.version_info[:2],
    "include": sysconfig.get_path("include"), "executable": getattr(sys, "_base_executable", sys.executable),
    "tests": bool(importlib.util.find_spec("test.test_socket")),
    "bluetooth": hasattr(__import__("socket"), "AF_BLUETOOTH")}))
"""


class BuildError(Exception):
    """What a user can do something about."""


def about(python, before=()):
    """version, minor, include, executable of an interpreter, and whether it has its tests and Bluetooth. `before`: words that
    start it."""
    return json.loads(subprocess.run([*before, python, "-I", "-c", ABOUT], stdout=subprocess.PIPE, check=True).stdout.decode())


@functools.lru_cache(maxsize=None)
def public_functions(header=HEADER):
    """The functions of refsock.h on this system, in their order."""
    done = subprocess.run(["cc", "-E", "-P", header], stdout=subprocess.PIPE, check=True)
    text = done.stdout.decode()
    return re.findall(r'__attribute__\(\(visibility\("default"\)\)\)[^;(]*?\b(rs_\w+)\(', text)


def run(command, folder=None):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder, check=False)
    if done.returncode:
        raise BuildError("%s\n%s" % (" ".join(command), done.stdout.decode(errors="replace")))


def newer(target, sources):
    return not os.path.exists(target) or any(os.path.getmtime(s) > os.path.getmtime(target) for s in sources)


def sources():
    folder = os.path.join(ROOM, "src")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".c")]


def link_flags(library):
    """What the static library needs, by its pkg-config file, which stands beside it in a build folder."""
    with open(os.path.join(os.path.dirname(library), "refsock.pc"), encoding="utf-8") as file:
        return [flag for line in file if line.startswith("Libs.private:") for flag in line.split()[1:]]


# What the drop-in may use, by whole names: librefsock, its own files, Python's objects (which print or open nothing), memory
# and text, and what compilers put in. No system call, nor what CPython wraps around one, such as _Py_read().
HARMLESS = re.compile(
    r"(rs|dropin|full)_\w+|"
    r"Py(Arg|Bool|Buffer|ByteArray|Bytes|Capsule|Exc|Exception|Float|Index|List|Long|Mem|Module|ModuleDef|Number|Sequence|Tuple|Type)_\w+|"
    r"PyUnicode_\w+|"
    r"PyErr_(?!Print|Display|ProgramText)\w+|PyObject_(?!Print)\w+|PyEval_(Save|Restore)Thread|PyImport_ImportModule|PySys_Audit|"
    r"Py_BuildValue|_PyArg_Parse\w*_SizeT|_PyBytes_Resize|_PyObject_(CallFunction_SizeT|CallMethod_SizeT|New)|"
    r"_Py_(BuildValue_SizeT|Dealloc|(False|None|True)Struct)|"
    r"mem(cpy|set|cmp|move)|str(len|chr|rchr|cmp)|__(memcpy|memset)_chk|__errno_location|"
    r"__assert_fail|__stack_chk_fail|__tls_get_addr|_GLOBAL_OFFSET_TABLE_|__(asan|ubsan|lsan)_\w+")


def check_symbols(folder):
    """BuildError if an object there uses anything else. The counters, which are no operation of the module, map a file."""
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".o") or name == "counters.o":
            continue
        done = subprocess.run(["nm", "-u", os.path.join(folder, name)], stdout=subprocess.PIPE, check=True)
        for symbol in re.findall(r" [Uvw] (\S+)", done.stdout.decode()):  # w, v: weak ones
            if not HARMLESS.fullmatch(symbol):
                raise BuildError("%s uses %s: the drop-in's operations are librefsock's" % (name, symbol))


def build_module(info, library, target, flags):
    """Compiles the extension when something it is made of is newer. library: librefsock.a; flags: for the compiler."""
    place = os.path.dirname(os.path.abspath(target))
    objects, stamp = os.path.join(place, "objects"), target + ".flags"
    room = os.path.join(ROOM, "src")
    inputs = [os.path.join(room, name) for name in os.listdir(room)] + [library, HEADER, os.path.abspath(__file__)]
    flags_used = "\n".join(["cc", info["include"], os.path.abspath(library), *flags])
    if os.path.exists(stamp) and open(stamp).read() == flags_used and not newer(target, inputs):
        return
    shutil.rmtree(objects, ignore_errors=True)
    os.makedirs(objects)
    with open(os.path.join(place, "functions.inc"), "w") as file:
        file.writelines("FUNCTION(%s)\n" % name for name in public_functions())
    run(["cc", "-c", "-fPIC", "-O2", "-g", "-std=gnu11", "-fvisibility=hidden", *WARNINGS, *flags, "-isystem", info["include"],
         "-I", os.path.dirname(HEADER), "-I", place, *sources()], objects)
    check_symbols(objects)
    run(["cc", "-shared", *flags, *(os.path.join(objects, name) for name in sorted(os.listdir(objects))),
         os.path.abspath(library), "-o", os.path.abspath(target), "-Wl,--exclude-libs,ALL", "-ldl", *link_flags(library)])
    with open(stamp, "w") as file:
        file.write(flags_used)


def build_launcher(info, target):
    source = os.path.join(ROOM, "venv", "launcher.c")
    if newer(target, [source]):
        run(["cc", "-O2", "-std=gnu11", *WARNINGS, '-DREAL_PYTHON="%s"' % info["executable"], source, "-o", target])


def make_environment(info, folder, module, full):
    """An environment as `python -m venv` makes it, whose interpreter is the launcher; module: the drop-in, or None; full: in
    its second mode."""
    packages = os.path.join(folder, "lib", "python" + info["minor"], "site-packages")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(packages)
    os.makedirs(os.path.join(folder, "bin"))
    with open(os.path.join(folder, "pyvenv.cfg"), "w") as file:
        file.write("home = %s\ninclude-system-site-packages = false\nversion = %s\n"
                   % (os.path.dirname(info["executable"]), info["version"]))
    launcher = os.path.join(folder, "bin", "python")
    shutil.copy(os.path.join(os.path.dirname(folder), "launcher"), launcher)
    for name in ("python3", "python" + info["minor"]):
        os.link(launcher, os.path.join(folder, "bin", name))
    shutil.copy(os.path.join(ROOM, "venv", "sockspec_dropin.py"), packages)
    with open(os.path.join(packages, "sockspec_dropin.pth"), "w") as file:
        file.write("import sockspec_dropin\n")
    if module:
        shutil.copy(module, os.path.join(packages, "_socket_dropin.so"))
    if full:
        for name in ("sockspec_full.py", "sockspec_files.py"):
            shutil.copy(os.path.join(ROOM, "venv", name), packages)
    return packages


class Environment:
    """One of the two: `python`, the interpreter to start; the notes and the counters of its processes."""

    def __init__(self, info, folder, module, full=False):
        self.folder = folder
        self.python = os.path.join(folder, "bin", "python3")
        self.command = [self.python]  # what starts it, a tool before it perhaps
        self.variables = None  # of the processes' environment; None: this one's
        self.packages = make_environment(info, folder, module, full)
        self.module = os.path.join(self.packages, "_socket_dropin.so") if module else None
        self.reset()

    def reset(self):
        """Empty notes, counters at zero."""
        open(os.path.join(self.folder, "processes"), "w").close()
        with open(os.path.join(self.packages, "counters"), "wb") as file:
            file.write(b"\0" * 8 * len(public_functions()))

    def counters(self):
        with open(os.path.join(self.packages, "counters"), "rb") as file:
            data = file.read()
        names = public_functions()
        return {name: int.from_bytes(data[8 * i:8 * i + 8], sys.byteorder) for i, name in enumerate(names)}

    def at_import(self):
        """The functions that importing the module calls, by a process of its own."""
        before = self.counters()
        subprocess.run([*self.command, "-c", "import socket"], env=self.variables, check=True)
        return {name for name, count in self.counters().items() if count != before[name]}

    def processes(self):
        """({module: count} of processes by the _socket that they have, [arguments] of those that never said)."""
        modules, open_starts = {}, {}
        # An argument may have a carriage return; the launcher replaces the line's own end alone.
        with open(os.path.join(self.folder, "processes"), encoding="utf-8", errors="replace", newline="\n") as file:
            for line in file:
                kind, pid, *rest = line.rstrip("\n").split("\t")
                if kind == "start":
                    open_starts.setdefault(pid, []).append(rest)
                else:
                    modules[rest[0]] = modules.get(rest[0], 0) + 1
                    if open_starts.get(pid):
                        open_starts[pid].pop()
        return modules, [arguments for starts in open_starts.values() for arguments in starts]


def prepare(info, library, folder, flags=()):
    """Compiles what an interpreter needs, below `folder`; the place of it."""
    place = os.path.join(folder, info["version"])
    os.makedirs(place, exist_ok=True)
    build_module(info, library, os.path.join(place, "_socket.so"), list(flags))
    build_launcher(info, os.path.join(place, "launcher"))
    return place


def build(info, library, folder, flags=(), full=False):
    """(stock, dropin) for an interpreter, of which about() told; everything goes below `folder`."""
    place = prepare(info, library, folder, flags)
    module = os.path.join(place, "_socket.so")
    return (Environment(info, os.path.join(place, "stock"), None),
            Environment(info, os.path.join(place, "dropin"), module, full))
