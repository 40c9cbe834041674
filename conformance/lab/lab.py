"""./run lab: Debian's own kernel under qemu, with every address family that the page names, and the suite in it.

    lab.py BUILD [--limit SECONDS] [--journals FOLDER] [--all] [options of sockspec run]
    lab.py BUILD [--limit SECONDS] --mutants
    lab.py BUILD [--limit SECONDS] -- COMMAND [WORD…]
    lab.py BUILD --help

BUILD is the folder that the runner was built in. The exit status is that of what ran inside; 1 if a family of the lab was left
out or, with --all, nothing shows a clause of the specification; 3, with the end of the console, if it did not come so far
(docs/lab.md)."""
import collections
import fcntl
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import traceback

import arguments
import initrd
import kernel
import machine
import modules
import packages
import totals
import verified

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
BOOT_LIMIT, KVM_LIMIT = 180, 15  # seconds
MOST_PROCESSORS = 4
DEADLINE_SCALE = 5  # of an emulated processor
JOBS = "4"  # workers, if nothing says how many; each costs seconds to start
KVM = "/dev/kvm"
SHARE = "share"  # the folder that the machine can write to
MAIN_JOURNAL, FAMILIES_JOURNAL = "lab.jsonl", "lab-families.jsonl"
ENDED = (0, 1, 77)  # statuses of a run of the suite that came to its end: as expected, not so, nothing applicable

# qemu, and the folder of its data (None: it is installed); the kernel's image; the first file system; the kernel's name.
Parts = collections.namedtuple("Parts", "qemu root image archive release")


def say(text):
    print("lab: " + text, flush=True)


def places(share):
    """The folders and the Python that init works with, as lines for its shell."""
    named = {"LAB_PROJECT": PROJECT, "LAB_SHARE": share, "LAB_PYTHON": sys.executable}
    return os.fsencode("".join("%s=%s\n" % (name, shlex.quote(path)) for name, path in named.items()))


def archive(root, release, share):
    """The first file system: a shell, the modules, init and what it works with."""
    folder = kernel.modules_folder(root, release)
    found = modules.files(folder)
    with open(os.path.join(folder, "modules.builtin"), encoding="utf-8") as file:
        builtin = {modules.name_of(line) for line in file.read().split()}
    content = {}

    def depends(name):
        content[name], needed = modules.look(found[name])
        return needed

    chosen = modules.plan([row.name for row in modules.read_table(os.path.join(HERE, "modules.tsv"))], found, builtin, depends)
    for what, names in (("has built in", chosen.builtin), ("does not have", chosen.absent)):
        if names:
            say("the kernel %s %s" % (what, " ".join(names)))
    made = initrd.Archive()
    for name in ("bin", "dev", "proc", "sys", "modules"):
        made.add_folder(name)
    with open(os.path.join(root, "bin/busybox"), "rb") as file:
        made.add_file("bin/busybox", file.read(), 0o755)
    with open(os.path.join(HERE, "guest/init"), "rb") as file:
        made.add_file("init", file.read(), 0o755)
    made.add_file("places", places(share))
    for name in chosen.names:
        made.add_file("modules/" + name, content[name])
    made.add_file("modules/order", "".join(name + "\n" for name in chosen.names).encode())
    return made.data()


def write_whole(path, data):
    """A file that a later start takes as it is: never a part of it."""
    with open(path + ".new", "wb") as file:
        file.write(data)
    os.replace(path + ".new", path)


def remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


def prepare(work):
    """What a machine is started from. Missing if that cannot be had."""
    root = packages.obtain(work, say)
    release, packed = kernel.find(root)
    plain = os.path.join(work, "vmlinux")
    if not os.path.exists(plain):
        with open(packed, "rb") as file:
            image = kernel.image(file.read())
        if image is not None:
            write_whole(plain, image)
    start = os.path.join(work, "initrd")
    with open(start, "wb") as file:
        file.write(archive(root, release, os.path.join(work, SHARE)))
    own = os.path.join(root, "usr/bin/qemu-system-x86_64")
    qemu = own if os.path.exists(own) else shutil.which("qemu-system-x86_64")
    if qemu is None:
        raise packages.Missing("there is no qemu-system-x86_64 in %s and none installed; ./run clean, then start again" % root)
    return Parts(qemu, root if qemu == own else None, plain if os.path.exists(plain) else packed, start, release)


def libraries(root):
    """The environment of qemu: its libraries are where they were unpacked."""
    places = [os.path.join(root, place, "x86_64-linux-gnu") for place in ("usr/lib", "lib")] if root else []
    return dict(os.environ, LD_LIBRARY_PATH=":".join(places)) if places else None


def fresh_share(work):
    share = os.path.join(work, SHARE)
    shutil.rmtree(share, ignore_errors=True)
    os.makedirs(share)
    return share


def environment():
    """Of the command in the guest: PATH, since the machine outside is what it sees, and what does not depend on it."""
    kept = {name: os.environ[name] for name in ("PATH", "PYENV_ROOT") if name in os.environ}
    return dict(kept, HOME="/tmp", LC_ALL="C.UTF-8", SOCKSPEC_DATA=PROJECT, SOCKSPEC_PLACE="lab")


def boot(parts, accelerator, share, commands, boot_limit, limit):
    """Run the commands in a machine of these parts: (their exit status, None), or (3, why there is none)."""
    with open(os.path.join(share, "job.json"), "w", encoding="utf-8") as file:
        json.dump({"commands": commands, "folder": PROJECT, "environment": environment()}, file)
    command = machine.command(parts.qemu, parts.root, parts.image, parts.archive, share, accelerator,
                              processors=min(os.cpu_count() or 1, MOST_PROCESSORS))
    guest = machine.Machine(command, share, sys.stdout.buffer, libraries(parts.root))
    guest.start()
    return guest.watch(boot_limit, limit)


def lock(work):
    """One lab at a time in a folder: an open file that is to be kept. Missing if another one has it."""
    file = open(os.path.join(work, "lock"), "w", encoding="utf-8")  # pylint: disable=consider-using-with
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise packages.Missing("another lab runs in %s; wait for its end" % work) from None
    return file


def why_not(device):
    """Why a device cannot be opened now, or None."""
    try:
        os.close(os.open(device, os.O_RDWR | os.O_CLOEXEC))
    except OSError as error:
        return str(error)
    return None


def accelerator(parts, work):
    """kvm if a machine comes up with it, else tcg, qemu's own translator. Tried once, where there is a KVM to open, and kept in a
    file."""
    kept, why = os.path.join(work, "accelerator"), why_not(KVM)
    found = machine.read(kept)
    if why is not None:
        if found == "kvm":
            say("%s says kvm, and there is none now (%s): everything is translated, and slow" % (kept, why))
        return "tcg"
    if not found:
        say("trying %s" % KVM)
        status, why = boot(parts, "kvm", fresh_share(work), [["true"]], KVM_LIMIT, KVM_LIMIT)
        found = "kvm" if status == 0 else "tcg"
        say("it works" if status == 0 else "it does not (%s): everything is translated, and slow; to try again, remove %s" % (why, kept))
        write_whole(kept, found.encode())
    return found


def oracle():
    """A Python that was built with Bluetooth, which some are not; else the one that runs this."""
    found = [os.path.join(folder, "python3") for folder in os.environ.get("PATH", "").split(":") if folder]
    for program in [sys.executable] + found:
        if os.access(program, os.X_OK) and subprocess.run([program, "-c", "from socket import AF_BLUETOOTH"], check=False,
                                                          stderr=subprocess.DEVNULL).returncode == 0:
            return program
    say("no python3 in PATH was built with Bluetooth, so the oracle has none")
    return sys.executable


class Refused(Exception):
    """The runner does not take a command, or the tables, and has said why; the argument is its exit status."""


def asked(words):
    """What the runner answers out here. Refused if it does not."""
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False, env=dict(os.environ, SOCKSPEC_DATA=PROJECT))
    if done.returncode < 0:
        raise packages.Missing("%s: signal %d" % (" ".join(words[:2]), -done.returncode))
    if done.returncode != 0:
        raise Refused(done.returncode)
    return done.stdout


def programs(build):
    """The compiled suite, one program a line."""
    return asked([os.path.join(build, "conformance/sockspec"), "export"])


def sampled(runs, table):
    """The ids of those of the runs (compiled programs) that few kernels can show and that `./run lab` plays: of the generic cases,
    which other kinds show as well, those with the tag `sample`."""
    slow = {kind for family in table for kind in family.kinds}
    generic = {run["case"] for run in runs if run["kind"] not in slow}

    def chosen(run):
        family = totals.family_of(run, table)
        return family is not None and family.kernels == "few" and (
            run["kind"] not in slow or run["case"] not in generic or "sample" in run["tags"])

    return [run["id"] for run in runs if chosen(run)]


def kinds_few_have(runs, table):
    """The kinds of the runs that need a family which few kernels have."""
    family_of = [(run["kind"], totals.family_of(run, table)) for run in runs if run["kind"]]
    return sorted({kind for kind, family in family_of if family is not None and family.kernels == "few"})


def suite(build, share, options):
    """The commands in the guest, by the names of their journals. What is selected runs on the reference and on the oracle; if
    nothing is, the tier `must` runs on the reference, and on both a sample of what few kernels have, of all levels."""
    python = shlex.join([oracle(), os.path.join(PROJECT, "conformance/adapters/python/adapter.py")])
    reference = ["--impl", "ref=" + shlex.quote(os.path.join(build, "conformance/adapters/ref/refsock-adapter"))]
    both = reference + ["--impl", "cpython=" + python]
    parts = {MAIN_JOURNAL: both}
    if options.usual:
        table = totals.read_table(os.path.join(HERE, "families.tsv"))
        runs = [json.loads(line) for line in programs(build).splitlines()]
        others = [word for kind in kinds_few_have(runs, table) for word in ("--no-kind", kind)]
        few = [word for run in sampled(runs, table) for word in ("--select", run)]
        parts = {MAIN_JOURNAL: reference + ["--level", "must"] + others, FAMILIES_JOURNAL: both + few}
    return {name: [os.path.join(build, "conformance/sockspec"), "run", "--host-network", "--deadline-scale", str(DEADLINE_SCALE),
                   "--jobs", os.environ.get("JOBS") or JOBS, "--oracle-cmd", python, "--journal", os.path.join(share, name)] + options.suite + more
            for name, more in parts.items()}


def try_out(commands):
    """Refused if the runner does not take one of the suite's commands: seen here, since a machine takes long to come so far."""
    for words in commands:
        at = words.index("run") + 1
        asked(words[:at] + ["--count"] + words[at:])


def instead(build, options):
    """The command in the guest that is not the suite, or None."""
    if options.mutants:
        return [oracle(), "-B", os.path.join(PROJECT, "conformance/mutants/run.py"), "--lab", str(DEADLINE_SCALE), "--jobs", "2",
                "--sockspec", os.path.join(build, "conformance/sockspec")]
    return options.command


def clauses(build, journals):
    """What the journals show of each clause of the specification."""
    return json.loads(asked([os.path.join(build, "conformance/sockspec"), "coverage", "--json"] + journals))["clauses"]


def families(build, journals, whole):
    """Print the tables of the families: the status that they come to. `whole`: everything was asked for."""
    suite_of = [json.loads(line) for line in programs(build).splitlines()]
    try:
        return int(totals.judge(journals, suite_of, totals.read_table(os.path.join(HERE, "families.tsv")), whole))
    except totals.Cut as problem:
        say(str(problem))
        return machine.HARNESS


def conclude(build, share, options, journals, status):
    """After a run of the suite: keep its journals, and say what became of the families, and of the clauses if it was all of it.
    One that came to its end has them all."""
    kept = []
    for name in journals:
        if os.path.exists(os.path.join(share, name)):
            kept.append(os.path.join(options.journals, name))
            shutil.copyfile(os.path.join(share, name), kept[-1])
    if kept:
        say("journals: " + " ".join(kept))
    if not journals or status not in ENDED:
        return status
    if len(kept) < len(journals):
        say("the exit status inside was %d, and %s is not there" % (status, " ".join(
            name for name in journals if os.path.join(options.journals, name) not in kept)))
        return machine.HARNESS
    found = families(build, kept, options.whole)
    if options.whole and not options.usual and found != machine.HARNESS:
        found = int(verified.judge(clauses(build, kept))) or found
    return found or status


def took(seconds, options):
    """What is said of the time: that of the usual lab beside what it is to take."""
    budget = "; the usual lab has %d s" % arguments.BUDGET if options.usual and options.command is None and not options.mutants else ""
    return "the machine ran %.0f s%s" % (seconds, budget)


def run(build, options):
    """The exit status."""
    arguments.refuse_hidden(options.suite, PROJECT)
    work = os.path.join(PROJECT, "build", "lab")
    options = options._replace(journals=os.path.abspath(options.journals or os.path.join(PROJECT, "reports", "out")))
    other = instead(build, options)
    commands = {} if other else suite(build, os.path.join(work, SHARE), options)
    try_out(commands.values())
    for folder in (work, options.journals):
        os.makedirs(folder, exist_ok=True)
    with lock(work):
        return run_alone(build, work, options, commands, other)


def run_alone(build, work, options, commands, other):
    """Boot, run (the commands of the suite, or the other one), count. No journal of an earlier run stays, however this one ends."""
    for name in commands:
        remove(os.path.join(options.journals, name))
    parts = prepare(work)
    how = accelerator(parts, work)
    share = fresh_share(work)
    say("booting Linux %s (%s)" % (parts.release, how))
    began = time.monotonic()
    status, why = boot(parts, how, share, list(commands.values()) or [other], BOOT_LIMIT, options.limit)
    if why is not None:
        say("%s; the end of its console (%s):\n%s" % (why, os.path.join(share, machine.CONSOLE), machine.tail(share)))
    say(took(time.monotonic() - began, options))
    return conclude(build, share, options, commands, status)


def ended(number, frame):
    """A signal handler: what is under way is tidied up on the way out."""
    sys.exit(128 + number)


def main(words):
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, ended)
    try:
        if arguments.asks_for_help(words[1:]):
            print(__doc__)
            return 0
        return run(os.path.abspath(words[0]), arguments.parse(words[1:]))
    except arguments.Mistake as problem:
        say(str(problem))
        return machine.USAGE
    except Refused as refusal:
        return refusal.args[0]
    except KeyboardInterrupt:
        return 130
    except Exception as problem:  # pylint: disable=broad-except
        # 1 would be a judgement of the suite.
        if not isinstance(problem, (packages.Missing, OSError)):
            traceback.print_exc()
        say(str(problem) or type(problem).__name__)
        return machine.HARNESS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
