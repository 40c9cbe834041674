"""The command line, the packages, and what is said when they cannot be had."""
import contextlib
import io
import json
import os
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import unittest
from unittest import mock
import lzma

import rooms
import arguments
import kernel
import lab
import packages
import totals

DEPENDS = "linux-image-amd64\n  Depends: linux-image-6.1.0-56-amd64\n"
SIMULATED = """Reading package lists...
Inst libaio1 (0.3.113-4 Debian:12.15/oldstable [amd64])
Inst qemu-system-x86 (1:7.2 Debian:12.15 [amd64]) []
Conf qemu-system-x86 (1:7.2 Debian:12.15 [amd64])
"""


class Words(unittest.TestCase):
    def test_usual_and_all(self):
        usual = arguments.parse([])
        self.assertEqual((usual.suite, usual.usual, usual.limit),
                         (arguments.USUAL, True, arguments.USUAL_LIMIT))
        everything = arguments.parse(["--all"])
        self.assertEqual((everything.suite, everything.usual, everything.limit),
                         ([], False, arguments.LONG_LIMIT))

    def test_options_of_the_runner(self):
        chosen = arguments.parse(["--select", "tipc.*", "--limit", "30", "--journals=j", "--quiet"])
        self.assertEqual(chosen, (30.0, "j", None, ["--select", "tipc.*", "--quiet"], False, False, False))
        self.assertTrue(arguments.parse(["--quiet"]).usual)

    def test_what_selects(self):
        for words in (["--no-kind", "rds"], ["--no-k=rds"], ["--sel", "x"], ["--lev=must"], ["--no-t", "x"], ["--profile", "core"],
                      ["--cases", "x"]):
            chosen = arguments.parse(words)
            self.assertEqual((chosen.suite, chosen.usual), (words, False))
        for words in (["--trace", "--tag"], ["--no", "x"], ["--interop", "--kind", "--tag"]):  # values; two options; again values
            self.assertTrue(arguments.parse(words).usual, words)

    def test_what_makes_no_sense_in_the_lab(self):
        for option in "--journal", "--jou", "--count", "--cou", "--co", "--resume", "--res":
            for words in [option], [option, "x"], ["--all", option], ["--select", "x", option]:
                with self.assertRaisesRegex(arguments.Mistake, "makes no sense|names its journals", msg=words):
                    arguments.parse(words)
        self.assertEqual(arguments.parse(["--select", "--count"]).suite, ["--select", "--count"])

    def test_the_options_are_the_runner_s(self):
        known = {}
        for name, start, end in ("cli/run_options.c", "run_long[]", "record_long[]"), ("program/select.h", "SELECTION_OPTIONS", "/*"):
            with open(os.path.join(rooms.LAB, "../src", name), encoding="utf-8") as file:
                text = file.read().partition(start)[2].partition(end)[0]
            known.update(re.findall(r'"([a-z-]+)",\s*(no_argument|required_argument)', text))
        self.assertEqual({name: "required_argument" if values else "no_argument" for name, values in arguments.RUNNER.items()}, known)

    def test_which_families_are_asked_for(self):
        for words, whole in ([], True), (["--all"], True), (["--select", "x"], False), (["--all", "--tag", "x"], False):
            self.assertEqual(arguments.parse(words).whole, whole, words)

    def test_a_command(self):
        chosen = arguments.parse(["--limit=5", "--", "ls", "--all"])
        self.assertEqual((chosen.command, chosen.limit), (["ls", "--all"], 5.0))

    def test_mutants(self):
        self.assertEqual(arguments.parse(["--mutants", "--limit=9"])[:1] + arguments.parse(["--mutants"])[2:3], (9.0, None))
        self.assertTrue(arguments.parse(["--mutants"]).mutants)
        self.assertFalse(arguments.parse(["--all"]).mutants)
        command = lab.instead("b", arguments.parse(["--mutants"]))
        self.assertEqual(command[-2:], ["--sockspec", "b/conformance/sockspec"])

    def test_the_time_of_the_usual_lab_stands_beside_its_budget(self):
        self.assertEqual(lab.took(271.4, arguments.parse(["--quiet"])), "the machine ran 271 s; the usual lab has %d s" % arguments.BUDGET)
        for words in ["--all"], ["--select", "x"], ["--mutants"], ["--", "ls"]:
            self.assertEqual(lab.took(9.6, arguments.parse(words)), "the machine ran 10 s")
        with open(os.path.join(rooms.LAB, "../../tools/nightly.sh"), encoding="utf-8") as script:
            self.assertEqual(re.findall(r"^\./run lab --limit (\d+) ", script.read(), re.M), [str(arguments.BUDGET)])

    def test_mistakes(self):
        for words in (["--mutants", "--quiet"], ["--mutants", "--", "ls"], ["--mutants", "--all"],
                      ["--limit"], ["--limit", "soon"], ["--limit=-1"], ["--"], ["--quiet", "--", "ls"], ["--journal=x"],
                      ["--limit="], ["--limit", ""], ["--journals="], ["--journals"]):
            with self.assertRaises(arguments.Mistake, msg=words):
                arguments.parse(words)


class Hidden(unittest.TestCase):
    """Files that the guest does not have."""

    PROJECT = "/tmp/sockspec of nobody"  # the project is there even so

    def refused(self, *words, project="/home"):
        try:
            arguments.refuse_hidden(words, project)
        except arguments.Mistake:
            return True
        return False

    def test_options_of_files(self):
        for option in "--deviations", "--recording", "--cases", "--trace", "--dev":
            for path in "/tmp", "/tmp/x", "/run/x", "/var/tmp/x/y", "../tmp/x", "/home/../tmp/x":
                self.assertTrue(self.refused(option, path), path)
                self.assertTrue(self.refused("--quiet", option + "=" + path))
            for path in "x", "none", "-", "/home/x", "/temp/x", "/var/x":
                self.assertFalse(self.refused(option, path), path)
        self.assertFalse(self.refused("--select", "/tmp/x"))
        self.assertFalse(self.refused("--deviations"))  # the runner says so

    def test_the_project_is_there(self):
        for path in "x", "none", self.PROJECT + "/x":
            self.assertFalse(self.refused("--deviations", path, project=self.PROJECT), path)
        self.assertTrue(self.refused("--deviations", "/tmp/other/x", project=self.PROJECT))
        self.assertTrue(self.refused("--deviations", "../x", project=self.PROJECT))

    def test_links(self):
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            link = os.path.join(folder, "link")
            os.symlink("/usr", link)
            self.assertTrue(self.refused("--cases", link + "/share"))
            self.assertFalse(self.refused("--cases", "link", project=folder))
            os.symlink("/tmp/other", os.path.join(folder, "out"))
            self.assertTrue(self.refused("--cases", "out", project=folder))

    def test_commands(self):
        with tempfile.NamedTemporaryFile(dir="/tmp") as file:
            for words in ["--impl", "x=python3 " + file.name], ["--oracle-cmd=" + file.name], ["--impl=x='%s'" % file.name]:
                self.assertTrue(self.refused(*words), words)
        for command in "python3 /tmp/made/there", "sh -c 'unclosed", "env TMPDIR=/tmp/x y", "x /tmp":
            self.assertFalse(self.refused("--impl", "x=" + command), command)

    def test_nothing_boots(self):
        done = subprocess.run([sys.executable, "-B", os.path.join(rooms.LAB, "lab.py"), "build", "--deviations", "/run/x"],
                              stdout=subprocess.PIPE, text=True, timeout=50)
        self.assertEqual((done.returncode, done.stdout),
                         (2, "lab: --deviations: the lab does not have /run/x: its /tmp and /run and /var/tmp are its own, and empty\n"))


class Oracle(unittest.TestCase):
    """Which Python is the oracle in the lab."""

    def place(self, name, status):
        """A python3 that was built with Bluetooth (status 0) or not."""
        folder = os.path.join(self.folder.name, name)
        os.mkdir(folder)
        program = os.path.join(folder, "python3")
        with open(program, "w") as file:
            file.write("#!/bin/sh\ncase $2 in *AF_BLUETOOTH*) exit %d ;; esac\nexit 9\n" % status)
        os.chmod(program, 0o755)
        return program

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.without, self.other_without, self.with_it, self.last = (self.place(*one) for one in (("a", 1), ("b", 1), ("c", 0), ("d", 0)))

    def chosen(self, running, *path):
        folders = ":".join(os.path.dirname(program) for program in path)
        with mock.patch.object(sys, "executable", running), mock.patch.dict(os.environ, {"PATH": folders}), \
                mock.patch.object(lab, "say") as said:
            return lab.oracle(), said.called

    def test_the_one_that_runs_this(self):
        self.assertEqual(self.chosen(self.last, self.with_it), (self.last, False))

    def test_the_first_in_the_path_with_bluetooth(self):
        self.assertEqual(self.chosen(self.without, self.other_without, self.with_it, self.last), (self.with_it, False))

    def test_none(self):
        self.assertEqual(self.chosen(self.without, self.other_without), (self.without, True))

    def test_what_cannot_be_run_is_passed_by(self):
        os.chmod(self.with_it, 0o644)
        path = (os.path.join(self.folder.name, "nowhere", "python3"), self.with_it, self.last)
        self.assertEqual(self.chosen(self.without, *path), (self.last, False))

    def test_it_is_what_runs_the_suite_and_the_mutants(self):
        with mock.patch.object(lab, "oracle", lambda: "/chosen"):
            for options in arguments.parse(["--all"]), arguments.parse(["--select", "x"]):
                for command in lab.suite("b", "s", options).values():
                    self.assertTrue(command[command.index("--oracle-cmd") + 1].startswith("/chosen "))
                    self.assertTrue(any(word.startswith("cpython=/chosen ") for word in command))
            self.assertEqual(lab.instead("b", arguments.parse(["--mutants"]))[0], "/chosen")


def run(case, kind, *tags, need=None):
    conditions = [{"subject": "need", "op": "is", "value": need}] if need else []
    return {"id": "%s[%s]" % (case, kind), "case": case, "kind": kind, "tags": tags, "conditions": conditions}


def needs_of_kinds(path):
    """{kind: what it needs, with what it has from another} of a file."""
    needs, kind = {}, None
    with open(path, encoding="utf-8") as table:
        for words in (line.split() for line in table):
            if words[:1] == ["kind"]:
                kind = words[1]
                needs[kind] = set(needs[words[3]] if words[2:3] == ["like"] else ())
            elif words[:1] == ["needs"]:
                needs[kind].update(words[1:])
    return needs


def any_run(kind, needs):
    return {"id": "any[%s]" % kind, "conditions": [{"subject": "need", "value": need} for need in needs]}


class Sample(unittest.TestCase):
    TABLE = [totals.Family("rds", "RDS", "few", ("rds",), ()), totals.Family("vsock_loopback", "vsock", "few", (), ()),
             totals.Family("mptcp", "MPTCP", "most", (), ())]

    def test_generic_cases_by_their_tag_and_own_ones_all(self):
        runs = [run("wide", "tcp4"), run("wide", "rds", need="rds"), run("wide", "vsock", need="vsock_loopback"),
                run("some", "tcp4", "sample"), run("some", "rds", "sample", need="rds"), run("some", "mptcp4", "sample", need="mptcp"),
                run("own", "rds", need="rds"), run("can", None, need="vcan")]
        self.assertEqual(lab.sampled(runs, self.TABLE), ["wide[vsock]", "some[rds]", "own[rds]"])
        self.assertEqual(lab.kinds_few_have(runs, self.TABLE), ["rds", "vsock"])  # the second part has them

    def test_each_kind_of_a_family_that_few_kernels_have_is_in_the_row_of_that_family(self):
        """One that is not would have all its generic cases in the usual lab."""
        families = totals.read_table(os.path.join(rooms.LAB, "families.tsv"))
        needs = needs_of_kinds(os.path.join(rooms.LAB, "../cases/kinds.case"))
        self.assertLessEqual({"rds", "sco", "vsock-seqpacket", "alg"}, set(needs))
        for family in families:
            if family.kernels == "few":
                own = [kind for kind, words in needs.items() if totals.family_of(any_run(kind, words), families) == family]
                self.assertEqual(sorted(family.kinds), sorted(own), family.name)


class Packages(unittest.TestCase):
    def test_discovery(self):
        self.assertEqual(packages.kernel_package(DEPENDS), "linux-image-6.1.0-56-amd64")
        self.assertEqual(packages.installs(SIMULATED), ["libaio1", "qemu-system-x86"])
        with self.assertRaisesRegex(packages.Missing, "apt-get update"):
            packages.kernel_package("linux-image-amd64\n")

    def test_what_fails_is_said(self):
        with self.assertRaisesRegex(packages.Missing, "(?s)exit status 3.*no such package"):
            packages.run("sh", "-c", "echo no such package >&2; exit 3")
        with self.assertRaisesRegex(packages.Missing, "not installed"):
            packages.run("there-is-no-such-program")
        with mock.patch.object(packages, "LIMIT", 0.1), self.assertRaisesRegex(packages.Missing, "tail -f .*no end after 0.1 s"):
            packages.run("tail", "-f", os.devnull)

    def test_what_is_there_is_used(self):
        with tempfile.TemporaryDirectory() as work:
            os.mkdir(os.path.join(work, "root"))
            self.assertEqual(packages.obtain(work, self.fail), os.path.join(work, "root"))

    def test_what_an_earlier_start_left_is_not_taken_along(self):
        def unpacked(folder, root):
            os.makedirs(os.path.join(root, "boot", "new"))

        with tempfile.TemporaryDirectory() as work, mock.patch.object(packages, "wanted", lambda: ["kernel"]), \
                mock.patch.object(packages, "download", lambda names, folder: os.makedirs(folder)), \
                mock.patch.object(packages, "unpack", unpacked):
            os.makedirs(os.path.join(work, "root.new", "boot", "old"))
            root = packages.obtain(work, lambda text: None)
            self.assertEqual(os.listdir(os.path.join(root, "boot")), ["new"])

    def test_a_kernel_that_is_missing(self):
        with tempfile.TemporaryDirectory() as root:
            with self.assertRaisesRegex(packages.Missing, "one kernel, and holds 0"):
                kernel.find(root)

    def test_the_lab_says_so_and_exits_with_3(self):
        # A copy of the lab where nothing was downloaded, and a PATH without apt-get.
        with tempfile.TemporaryDirectory() as project:
            os.mkdir(os.path.join(project, "conformance"))
            os.symlink(rooms.LAB, os.path.join(project, "conformance", "lab"))
            script = "import sys; sys.path.insert(0, %r); import lab; lab.PROJECT = %r; sys.exit(lab.main(['build', '--', 'true']))" % (
                rooms.LAB, project)
            done = subprocess.run([sys.executable, "-B", "-c", script], stdout=subprocess.PIPE, text=True, timeout=50,
                                  env={"PATH": project})
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("is not installed: the lab is made of Debian's packages", done.stdout)

    def test_one_lab_at_a_time(self):
        with tempfile.TemporaryDirectory() as work:
            with lab.lock(work):
                with self.assertRaisesRegex(packages.Missing, "another lab runs"):
                    lab.lock(work)
            lab.lock(work).close()

    def test_what_the_runner_refuses_is_refused_here(self):
        # A runner that takes --quiet only; no machine can be made, since nothing was downloaded and nothing can be.
        with tempfile.TemporaryDirectory() as project:
            runner = os.path.join(project, "build", "conformance", "sockspec")
            os.makedirs(os.path.dirname(runner))
            with open(runner, "w") as file:
                file.write("#!/bin/sh\n[ $1 != export ] || exit 0\ncase $* in 'run --count '*--quiet*) ;; *) echo not $* >&2; exit 2 ;; esac\n")
            os.chmod(runner, 0o755)
            script = ("import sys; sys.path.insert(0, %r); import lab; lab.PROJECT = %r; lab.oracle = lambda: 'python3'\n"
                      "sys.exit(lab.main([%r] + sys.argv[1:]))" % (rooms.LAB, project, os.path.join(project, "build")))
            for words, status in (["--selct", "x"], 2), (["--quiet"], 3), (["--quiet", "--level", "must"], 3), ([], 2):
                done = subprocess.run([sys.executable, "-B", "-c", script, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                      timeout=50, env={"PATH": project})
                self.assertEqual(done.returncode, status, (words, done.stdout, done.stderr))
                self.assertEqual("not run --count" in done.stderr, status == 2)
                self.assertEqual("is not installed" in done.stdout, status == 3)

    def test_a_status_is_no_judgement_where_nothing_ran(self):
        # Nothing was built; then a runner that finds a mistake in the tables; then one that a signal ends.
        with tempfile.TemporaryDirectory() as folder:
            runner = os.path.join(folder, "conformance", "sockspec")
            os.mkdir(os.path.dirname(runner))
            for script, words, status, says in ((None, [], 3, "sockspec'"), ("echo wrong >&2; exit 2", [], 2, "wrong"),
                                                ("echo wrong >&2; exit 2", ["--all"], 2, "wrong"), ("kill -9 $$", ["--all"], 3, "signal 9")):
                if script:
                    with open(runner, "w", encoding="utf-8") as file:
                        file.write("#!/bin/sh\n%s\n" % script)
                    os.chmod(runner, 0o755)
                done = subprocess.run([sys.executable, "-B", os.path.join(rooms.LAB, "lab.py"), folder, *words], timeout=50,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                self.assertEqual((done.returncode, says in done.stdout, "Traceback" in done.stdout), (status, True, False), done.stdout)

    def test_what_nobody_thought_of(self):
        for problem in ValueError("odd"), OSError(28, "No space left on device"), RecursionError():
            with mock.patch.object(lab, "run", side_effect=problem), contextlib.redirect_stdout(io.StringIO()) as said, \
                    contextlib.redirect_stderr(io.StringIO()) as traced, mock.patch.object(lab.signal, "signal"):
                self.assertEqual(lab.main(["build"]), 3)
            self.assertIn(str(problem) or "RecursionError", said.getvalue())
            self.assertEqual("Traceback" in traced.getvalue(), not isinstance(problem, OSError))

    def test_help(self):
        for words, status in (["--help"], 0), (["--all", "--help"], 0), (["-h"], 0), (["--he", "--limit", "soon"], 0), \
                (["--select", "-h", "--limit", "soon"], 2), (["--quiet", "--", "ls", "--help"], 2):
            done = subprocess.run([sys.executable, "-B", os.path.join(rooms.LAB, "lab.py"), "build", *words], stdout=subprocess.PIPE,
                                  text=True, timeout=50)
            self.assertEqual((done.returncode, "lab.py BUILD [--limit" in done.stdout), (status, status == 0), words)

    def test_a_wrong_command_line(self):
        done = subprocess.run([sys.executable, "-B", os.path.join(rooms.LAB, "lab.py"), "build", "--limit", "soon"],
                              stdout=subprocess.PIPE, text=True, timeout=50)
        self.assertEqual((done.returncode, done.stdout), (2, "lab: --limit takes seconds, not 'soon'\n"))


class Kept(unittest.TestCase):
    """What a later start takes as it is."""

    def test_a_kernel_is_there_whole_or_not_at_all(self):
        with tempfile.TemporaryDirectory() as work, mock.patch.object(packages, "obtain", lambda *rest: work), \
                mock.patch.object(kernel, "find", lambda root: ("6.1", os.path.join(work, "packed"))), \
                mock.patch.object(lab, "archive", lambda *rest: b""), mock.patch.object(lab.shutil, "which", lambda name: name):
            with open(os.path.join(work, "packed"), "wb"):
                pass
            # Not octets: the write fails, as one that Ctrl-C breaks off.
            with mock.patch.object(kernel, "image", lambda packed: "text"), self.assertRaises(TypeError):
                lab.prepare(work)
            with mock.patch.object(kernel, "image", lambda packed: b"\x7fELF"):
                with open(lab.prepare(work).image, "rb") as file:
                    self.assertEqual(file.read(), b"\x7fELF")

    def test_the_workers(self):
        for environment, wanted in ({}, "4"), ({"JOBS": ""}, "4"), ({"JOBS": "2"}, "2"):
            with mock.patch.dict(os.environ, environment), mock.patch.object(lab, "oracle", lambda: "python3"):
                if not environment:
                    os.environ.pop("JOBS", None)
                (words,) = lab.suite("b", "s", arguments.parse(["--all"])).values()
            self.assertEqual(words[words.index("--jobs") + 1], wanted)


class Odd(unittest.TestCase):
    """A project whose path is not one word everywhere."""
    PROJECT = "/a b/it's,\n$HOME \\"

    def test_commands_of_the_runner(self):
        with mock.patch.object(lab, "PROJECT", self.PROJECT), mock.patch.object(lab, "oracle", lambda: self.PROJECT + "/python3"):
            (words,) = lab.suite(self.PROJECT + "/build", "s", arguments.parse(["--all"])).values()
        oracle = [self.PROJECT + "/python3", self.PROJECT + "/conformance/adapters/python/adapter.py"]
        self.assertEqual(shlex.split(words[words.index("--oracle-cmd") + 1]), oracle)
        commands = dict(after.split("=", 1) for word, after in zip(words, words[1:]) if word == "--impl")
        self.assertEqual(shlex.split(commands["cpython"]), oracle)
        self.assertEqual(shlex.split(commands["ref"]), [self.PROJECT + "/build/conformance/adapters/ref/refsock-adapter"])

    def test_what_init_works_with(self):
        # As init reads it: with a shell, from a file.
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(lab, "PROJECT", self.PROJECT), \
                mock.patch.object(lab.sys, "executable", "/usr/bin/python3"):
            with open(os.path.join(folder, "places"), "wb") as file:
                file.write(lab.places(self.PROJECT + "/share"))
            said = subprocess.run(["sh", "-c", '. "$0"; printf "%s|" "$LAB_PROJECT" "$LAB_SHARE" "$LAB_PYTHON"', file.name],
                                  stdout=subprocess.PIPE, text=True, check=True).stdout
        self.assertEqual(said, "%s|%s|/usr/bin/python3|" % (self.PROJECT, self.PROJECT + "/share"))

    def test_the_first_file_system_has_it(self):
        with tempfile.TemporaryDirectory() as root, mock.patch.object(lab, "say"):
            for name in "lib/modules/6.1/modules.builtin", "bin/busybox":
                os.makedirs(os.path.dirname(os.path.join(root, name)))
                with open(os.path.join(root, name), "wb"):
                    pass
            self.assertIn(lab.places("/share"), lab.archive(root, "6.1", "/share"))


class Accelerator(unittest.TestCase):
    """kvm or tcg; an empty file is a /dev/kvm that can be opened."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.kept, self.device = (os.path.join(self.folder.name, name) for name in ("accelerator", "kvm"))

    def write(self, path, text=""):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def chosen(self, booted=None):
        """(the accelerator, what is said); `booted`: how a trial ends, None: there is none."""
        with mock.patch.object(lab, "KVM", self.device), contextlib.redirect_stdout(io.StringIO()) as said, \
                mock.patch.object(lab, "boot", side_effect=[booted] if booted else AssertionError):
            return lab.accelerator(None, self.folder.name), said.getvalue()

    def test_tried_once(self):
        self.write(self.device)
        self.assertEqual(self.chosen((0, None))[0], "kvm")
        self.assertEqual(self.chosen(), ("kvm", ""))

    def test_one_that_does_not_work(self):
        self.write(self.device)
        found, said = self.chosen((3, "it was stopped"))
        self.assertEqual(found, "tcg")
        self.assertIn("it was stopped", said)
        self.assertIn("remove " + self.kept, said)
        self.assertEqual(self.chosen(), ("tcg", ""))

    def test_one_that_cannot_be_opened_now(self):
        self.write(self.kept, "kvm")
        found, said = self.chosen()
        self.assertEqual(found, "tcg")
        self.assertIn(self.kept + " says kvm", said)
        self.assertIn("No such file or directory: '%s'" % self.device, said)
        self.write(self.device)
        self.assertEqual(self.chosen(), ("kvm", ""))

    def test_where_there_is_none_nothing_is_kept(self):
        self.assertEqual(self.chosen(), ("tcg", ""))
        self.write(self.device)
        self.assertEqual(self.chosen((0, None))[0], "kvm")


class Journals(unittest.TestCase):
    """What becomes of the journals, and what they say against the status."""
    TABLE = totals.read_table(os.path.join(rooms.LAB, "families.tsv"))
    # A run of each family, and of each of its kinds.
    RUNS = [dict(run("all", kind, need=family.need), id=(family.runs or ("*",))[0].replace("*", "all[%s]" % kind), program=1)
            for family in TABLE for kind in family.kinds or (family.name,)]
    PROGRAMS = "".join(json.dumps(one) + "\n" for one in RUNS).encode()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.kept, self.share = (os.path.join(self.folder.name, name) for name in ("kept", "share"))
        os.mkdir(self.kept)
        os.mkdir(self.share)

    def journal(self, place, outcome="pass", reason=None, footer=True):
        """A journal with a run of each family."""
        entries = [{"type": "header", "suite": {"selected": len(self.RUNS)}, "implementations": [{"name": "x", "role": "tested"}],
                    "capabilities": {family.need: {"available": True} for family in self.TABLE}}]
        entries += [{"type": "case", "id": one["id"], "impl": "x", "outcome": outcome, "reason": reason, "expected": True} for one in self.RUNS]
        entries += [{"type": "footer"}] * footer
        with open(os.path.join(place, lab.MAIN_JOURNAL), "w", encoding="utf-8") as file:
            file.write("".join(json.dumps(entry) + "\n" for entry in entries))

    def conclude(self, status, *words, journals=(lab.MAIN_JOURNAL,)):
        """(the status, what is said)"""
        options = arguments.parse(words)._replace(journals=self.kept)
        with mock.patch.object(lab, "programs", lambda *rest: self.PROGRAMS), contextlib.redirect_stdout(io.StringIO()) as said, \
                mock.patch.object(lab, "clauses"), mock.patch.object(lab.verified, "judge", return_value=False):  # test_verified.py
            return lab.conclude("b", self.share, options, journals, status), said.getvalue()

    def test_as_it_should_be(self):
        self.journal(self.share)
        for status in 0, 1, 77, 3, 137:
            self.assertEqual(self.conclude(status)[0], status)
        self.assertEqual(os.listdir(self.kept), [lab.MAIN_JOURNAL])
        self.assertEqual(self.conclude(0, journals=()), (0, ""))  # a command

    def test_a_family_that_is_left_out(self):
        self.journal(self.share, "inapplicable", "needs netns: no")
        for words in [], ["--all"], ["--select", "x"]:
            for status, wanted in (0, 1), (1, 1), (77, 1), (3, 3):
                self.assertEqual(self.conclude(status, *words)[0], wanted)
        self.journal(self.share, "hang")
        self.assertEqual([self.conclude(0, *words)[0] for words in ([], ["--all"], ["--select", "x"])], [1, 1, 0])

    def test_a_journal_that_is_not_whole(self):
        self.journal(self.share, footer=False)
        for status in 0, 1, 77:
            status, said = self.conclude(status)
            self.assertEqual(status, 3)
            self.assertIn(os.path.join(self.kept, lab.MAIN_JOURNAL) + " was cut short", said)

    def test_a_journal_that_is_not_there(self):
        for journals in (lab.MAIN_JOURNAL,), (lab.MAIN_JOURNAL, lab.FAMILIES_JOURNAL):
            for status in 0, 1, 77:
                now, said = self.conclude(status, journals=journals)
                self.assertEqual(now, 3)
                self.assertIn(journals[-1] + " is not there", said)
            self.assertEqual(self.conclude(137, journals=journals)[0], 137)
            self.journal(self.share)

    def test_none_of_an_earlier_run_stays(self):
        for words, stays in ([], []), (["--all"], [lab.FAMILIES_JOURNAL]):
            for name in lab.MAIN_JOURNAL, lab.FAMILIES_JOURNAL:
                with open(os.path.join(self.kept, name), "w", encoding="utf-8"):
                    pass
            with mock.patch.object(lab, "prepare", side_effect=packages.Missing("no kernel")), self.assertRaises(packages.Missing), \
                    mock.patch.object(lab, "programs", lambda *rest: self.PROGRAMS):
                options = arguments.parse(words)._replace(journals=self.kept)
                lab.run_alone("b", self.folder.name, options, lab.suite("b", self.share, options), None)
            self.assertEqual(os.listdir(self.kept), stays)


class Image(unittest.TestCase):
    def packed(self, payload):
        head = bytearray(1024)
        head[kernel.SETUP_SECTORS] = 1
        head[kernel.MAGIC:kernel.MAGIC + 4] = b"HdrS"
        struct.pack_into("<II", head, kernel.PAYLOAD_OFFSET, 16, len(payload))
        return bytes(head) + bytes(16) + payload + b"more"

    def test_the_image_in_it(self):
        inner = b"\x7fELF" + bytes(100)
        self.assertEqual(kernel.image(self.packed(lzma.compress(inner))), inner)
        self.assertIsNone(kernel.image(self.packed(b"(\xb5/\xfd of another packer")))
        self.assertIsNone(kernel.image(bytes(2000)))


if __name__ == "__main__":
    unittest.main()
