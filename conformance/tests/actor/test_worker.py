"""What a worker makes of adapters: ACTOR_PLAY=path/to/actor_play python3 test_worker.py

play.c takes programs and gives results; fake.py is the adapter. Deadlines are short where they are to be missed.
"""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PLAY = os.environ.get("ACTOR_PLAY", "")
FAKE = os.path.join(HERE, "fake.py")


def fake(mode=""):
    return [sys.executable, "-B", FAKE, mode]


def call(op, *args, **more):
    step = {"do": "call", "actor": "main", "line": 1, "source": op, "op": op, "args": list(args)}
    step.update(more)
    return step


def program(*steps, **more):
    whole = {"program": 1, "id": "t", "level": "must", "actors": ["main"], "deadline_ms": 5000, "steps": list(steps)}
    whole.update(more)
    return whole


def play(programs, *options, command=None):
    """Results of the programs, on one worker."""
    text = "".join(json.dumps(p) + "\n" for p in programs)
    done = subprocess.run([PLAY, *options, *(command or fake())], input=text, stdout=subprocess.PIPE, text=True,
                          timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]


def namespaces():
    return play([{"hello": 0}])[0]["capabilities"]["netns"]["available"]


# Of the deadlines, where one is to be missed: the fake still has 3 s for its start.
SHORT = "--scale", "0.3"
BOTH = [[], ["--no-namespaces"]]


class Worker(unittest.TestCase):
    def one(self, whole, *options, **more):
        return play([whole], *options, **more)[0]

    def expect(self, result, outcome, reason=None):
        self.assertEqual(result["outcome"], outcome, result)
        if reason is not None:
            self.assertIn(reason, result["reason"] or "", result)

    def in_both(self, whole, outcome, reason=None, **more):
        for options in BOTH:
            with self.subTest(options=options):
                self.expect(self.one(whole, *options, **more), outcome, reason)

    # What goes well

    def test_values_and_names(self):
        result = self.one(program(
            call("pair", bind=["a", "_"]), call("echo", {"var": "a"}, expect={"value": 1}),
            {"do": "let", "bind": "b", "value": {"add": [{"var": "a"}, {"const": "ANSWER"}]}},
            {"do": "check", "value": {"var": "b"}, "expect": {"value": {"range": {"min": 43, "max": 43}}}},
            call("echo", {"runtime": "tmp"}, expect={"value": {"type": "text"}}),
            call("write", "x", expect={"value": 1})))
        self.expect(result, "pass")
        self.assertEqual([s.get("observed") for s in result["steps"][:4]], ['(1, "two")', "1", "43", "43"])
        self.assertEqual(result["attempts"], 1)

    def test_first_failure_ends_it(self):
        result = self.one(program(call("echo", 1, expect={"value": 2}), call("echo", 3)))
        self.expect(result, "fail", "step 1: wanted -> 2, observed 1")
        self.assertEqual((result["signature"], result["failed_step"], len(result["steps"])), ("step 1: returned 1", 1, 1))
        self.assertEqual((result["steps"][0]["wanted"], result["steps"][0]["observed"]), ("-> 2", "1"))

    def test_a_check_without_pattern(self):
        for expect in ({}, {"expect": {"raises": {"class": "ValueError"}}}):
            check = dict({"do": "check", "actor": "main", "line": 1, "source": "1", "value": 1}, **expect)
            self.expect(self.one(program(check)), "error", "a check without the pattern")

    def test_names_do_not_outlive_a_program(self):
        results = play([program(call("echo", 1, bind="a")), program(call("echo", {"var": "a"}))])
        self.expect(results[0], "pass")
        self.expect(results[1], "error", "'a' is not bound")

    def test_wrong_number_of_values(self):
        self.expect(self.one(program(call("pair", bind=["a", "b", "c"]))), "fail", "where 3 values are wanted")

    def test_a_constant_that_is_missing(self):
        self.expect(self.one(program(call("echo", {"const": "MOON"}))), "unsupported", "no constant MOON")

    def test_unsupported(self):
        typed = program(call("moon"), tags=["typed"])
        self.expect(self.one(program(call("moon"))), "unsupported", "step 1: unsupported: no moon")
        self.expect(self.one(typed), "unsupported")
        self.expect(self.one(typed, command=fake("typed")), "inapplicable", "values: typed")

    def test_conditions(self):
        later = program(call("echo"), conditions=[{"subject": "api", "op": "since", "value": "3.12", "because": "x"}])
        self.expect(self.one(later), "inapplicable", "api since 3.12: here it is 3.11 (x)")

    def test_begin_blocked_end(self):
        for lane in (0, 1):
            self.in_both(program(call("sleep", 0.3, begin=True, lane=lane), {"do": "blocked", "actor": "main", "lane": lane},
                                 {"do": "end", "actor": "main", "lane": lane, "expect": {"takes": {"min_ms": 300}}}), "pass")

    def test_not_blocked(self):
        steps = [call("echo", 1, begin=True, lane=1), {"do": "blocked", "actor": "main", "lane": 1}]
        self.expect(self.one(program(*steps)), "fail", "wanted blocked, observed 1")

    def test_busy_is_not_blocked(self):
        steps = [call("spin", 60, begin=True), {"do": "blocked", "actor": "main"}]
        self.expect(self.one(program(*steps, deadline_ms=500)), "fail", "not asleep")

    def test_too_early(self):
        step = call("sleep", 0.01, expect={"takes": {"min_ms": 1000}})
        self.assertEqual(self.one(program(step))["signature"], "step 1: too early")

    def test_signal(self):
        result = self.one(program(
            call("sys.on_signal", "USR1", "count"), call("sleep", 0.2, begin=True, lane=1), {"do": "blocked", "actor": "main", "lane": 1},
            {"do": "signal", "actor": "main", "signal": "USR1"}, {"do": "end", "actor": "main", "lane": 1},
            call("sys.signals", "USR1", expect={"value": 1})))
        self.expect(result, "pass")

    def test_kill_and_two_actors(self):
        self.in_both(program(
            call("sleep", 100, begin=True), {"do": "blocked", "actor": "main"}, call("echo", 7, actor="other", bind="x"),
            {"do": "kill", "actor": "main"}, call("echo", {"var": "x"}, actor="other", expect={"value": 7}),
            actors=["main", "other"]), "pass")
        self.expect(self.one(program({"do": "kill", "actor": "main"}, call("echo"))), "error", "was killed")

    def test_two_implementations(self):
        both = program(call("echo", 1), call("echo", 2, actor="other"), actors=["main", "other"])
        command = fake() + ["--and"] + fake("twice")
        self.expect(self.one(both, "--impls", "0,0", command=command), "pass")
        self.expect(self.one(both, "--impls", "0,1", command=command), "crash", "answered already")

    def test_an_actor_beside_one_that_does_not_start(self):
        both = program(call("echo", 1), call("echo", 2, actor="other"), actors=["main", "other"])
        alone = program(call("echo", {"const": "ANSWER"}, expect={"value": 42}))
        # The last time there is no other start to wait for, and main is started anew.
        for programs in ([both, alone], [both] * 3 + [program(call("abort")), both, alone]):
            results = play(programs, "--impls", "0,1", command=fake() + ["--and", "/nowhere/at/all"])
            self.expect(results[-2], "error", "No such file")
            self.expect(results[-1], "pass")
        self.assertIn("not tried again", results[-2]["reason"])

    def test_fault(self):
        if not play([{"hello": 0}])[0]["capabilities"]["fault"]["available"]:
            self.skipTest("no strace")
        steps = [{"do": "fault", "actor": "main", "syscall": "write", "errno": "ENOSPC", "nth": 2},
                 call("getppid", expect={"value": True}), call("echo")]
        # The second write is the answer itself: the adapter cannot give it.
        self.expect(self.one(program(*steps, deadline_ms=2000)), "crash", "exited with status 1")
        steps[0]["nth"] = 20
        self.in_both(program(*steps), "pass")

    def test_every_need_is_found_out(self):
        with open(os.path.join(HERE, "../../../docs/case-language.md"), encoding="utf-8") as page:
            row = re.search(r"\| `needs WORD…` \| capabilities: `([^`]*)`", page.read())
        documented = {word for word in row.group(1).split() if ":" not in word}
        for options in BOTH:
            reported = play([{"hello": 0}], *options)[0]["capabilities"]
            self.assertEqual(documented, set(reported) - {"etc"}, options)
            for name, capability in reported.items():
                self.assertNotEqual(capability["available"], "reason" in capability, name)

    def test_host_network(self):
        host = os.readlink("/proc/self/ns/net")
        shown = program(call("netns", expect={"value": host}))
        capable = program(call("caps", expect={"value": "203400"}))
        host_name = program(call("sethostname", "elsewhere"))
        if not namespaces():
            self.skipTest("no namespaces")
        self.expect(self.one(shown), "fail")
        if os.geteuid() != 0:
            self.expect(self.one(capable, "--host-network"), "fail")
            self.skipTest("not root")
        self.expect(self.one(shown, "--host-network"), "pass")
        self.expect(self.one(capable, "--host-network"), "pass")
        before = os.uname().nodename
        self.expect(self.one(host_name, "--host-network"), "pass")
        self.assertEqual(os.uname().nodename, before)
        capabilities = play([{"hello": 0}], "--host-network")[0]["capabilities"]
        self.assertEqual([capabilities[name]["available"] for name in ("host_netns", "netns", "vcan", "tipc", "caps")],
                         [True, False, False, False, True])

    def test_privileges(self):
        if not namespaces():
            self.skipTest("no namespaces")
        caps = call("caps", expect={"value": "203400"})  # NET_BIND_SERVICE, NET_ADMIN, NET_RAW, SYS_ADMIN
        none = call("caps", expect={"value": ""})
        self.expect(self.one(program(caps)), "pass")
        self.expect(self.one(program(none, privilege="none")), "pass")
        self.expect(self.one(program(none), "--no-namespaces"), "pass")

    def test_host_name_is_restored(self):
        if not namespaces():
            self.skipTest("no namespaces")
        results = play([program(call("sethostname", "moon"), call("hostname", expect={"value": "moon"})),
                        program(call("hostname", expect={"value": "sockspec"}))])
        self.assertEqual([r["outcome"] for r in results], ["pass", "pass"], results)

    def test_environment_and_descriptors(self):
        os.environ["SECRET_OF_MINE"] = "1"
        result = self.one(program(
            call("secret", expect={"value": {"not": {"contains": ["SECRET_OF_MINE"]}}}),
            # its own two beside 0, 1, 2: the copy of stdout and FILE
            call("fds", expect={"value": [0, 1, 2, 3, 4]})))
        self.expect(result, "pass")

    # What goes wrong

    def test_broken_in_a_step(self):
        for op, args, outcome, reason in [
                ("abort", [], "crash", "step 1: the adapter died of SIGABRT"),
                ("abort_with_heir", [], "crash", "died of SIGABRT"),
                ("exit", [4], "crash", "exited with status 4"),
                ("garbage", [], "crash", "protocol: not JSON"),
                ("half", [], "crash", "in the middle of a line"),
                ("long", [100 << 20], "crash", "protocol: a line of more than 1048576 bytes"),
                ("deep", [], "crash", "protocol: JSON nested more than 100 deep"),
                ("unasked", [], "crash", "to request 123456, that nobody asked"),
                ("not_a_value", [], "crash", "protocol: `ok` is not a value"),
                ("last_words", [200000, 4], "crash", "step 1: the adapter exited with status 4"),
                ("sleep", [100], "hang", "no answer within 300 ms"),
                ("noise", [10 << 20], "pass", None)]:
            with self.subTest(op=op):
                self.in_both(program(call(op, *args), deadline_ms=300 if op == "sleep" else 20000), outcome, reason)

    def test_each_costs_only_its_own_case(self):
        good = program(call("echo", 1, expect={"value": 1}))
        bad = [program(call(op)) for op in ("abort", "garbage", "deep", "abort_with_heir")] + [program(call("leak", 2))]
        results = play([p for b in bad for p in (b, good)])
        self.assertEqual([r["outcome"] for r in results[1::2]], ["pass"] * len(bad))
        self.assertNotIn("note", json.dumps(results))

    def test_census(self):
        for op, args, reason in [("leak", [2], "leak: 2 descriptors (2 files)"), ("thread", [], "leak: 1 thread"),
                                 ("lose", [], "leak: 1 descriptor fewer (1 file)"), ("daemon", [], "leak: 1 process"),
                                 ("child", [], "leak: ")]:
            with self.subTest(op=op):
                self.in_both(program(call(op, *args)), "fail", reason)

    def test_answers_twice(self):
        self.expect(self.one(program(call("echo", 1)), command=fake("twice")), "crash", "answered already")
        pending = program(call("echo", 1, begin=True, lane=1), call("sleep", 0.2), {"do": "end", "actor": "main", "lane": 1})
        self.expect(self.one(pending, command=fake("twice")), "crash", "step 2: protocol: an answer to request")

    def test_never_starts(self):
        step = call("sleep", 100, begin=True)
        self.expect(self.one(program(step, deadline_ms=300), command=fake("never_starts")), "hang", "was not entered")
        begun = program(call("echo", 1, begin=True), {"do": "end", "actor": "main", "expect": {"value": 1}})
        self.expect(self.one(begun), "pass")
        self.expect(self.one(begun, command=fake("never_starts")), "crash", "step 1: protocol: `ok` without `started`")
        lane = program(call("sleep", 0.1, begin=True, lane=1), {"do": "end", "actor": "main", "lane": 1})
        self.expect(self.one(lane, command=fake("never_starts")), "crash", "step 1: protocol: `ok` without `started`")

    def test_ignores_term(self):
        self.in_both(program(call("sleep", 100), deadline_ms=300), "hang", command=fake("ignores_term"))

    def test_a_request_that_does_not_fit_a_line(self):
        def long(length):
            return program(call("echo", {"mul": ["a", length]}, expect={"value": {"length": length}}))
        results = play([long(1000000), long(1200000), long(1)])
        self.assertEqual([r["outcome"] for r in results], ["pass", "error", "pass"])
        self.assertIn("step 1: the request does not fit a line", results[1]["reason"])
        self.assertNotIn("note", results[2])  # the adapter has nothing to do with it

    def test_what_is_cut_inside_a_character(self):
        """Each failure is told by a text, and different ones by different texts."""
        told = []
        for letter in "\u00e9\u00e8":
            cast = fake("long_name") if letter == "\u00e9" else fake("not_json")
            for step in ({"add": [{"var": "a"}, 1]}, {"or": [{"var": "a"}, 1]}):
                let = {"do": "let", "bind": "b", "value": step}
                told.append(self.one(program(call("echo", letter * 200, bind="a"), let)))
            told.append(self.one(program(call("echo")), command=cast))
        for result in told:
            self.assertIsInstance(result["reason"], str, result)
            self.assertIsInstance(result["signature"], str, result)
        self.assertEqual(len({result["signature"] for result in told}), len(told), told)

    def test_mute(self):
        results = play([program(call("echo"))] * 5, "--scale", "0.02", command=fake("mute"))
        self.assertEqual([r["outcome"] for r in results], ["hang"] * 5)
        self.assertIn("hello: no answer within 200 ms", results[0]["reason"])
        self.assertIn("not tried again", results[4]["reason"])

    def test_reset(self):
        self.expect(self.one(program(call("echo")), *SHORT, command=fake("hangs_at_reset")), "hang", "reset: ")
        results = play([program(call("leak", 2)), program(call("echo"))], command=fake("cannot_reset"))
        self.assertEqual([r["outcome"] for r in results], ["pass", "pass"])  # restarted, and not counted

    def test_bye(self):
        def bye(mode):
            return play([program(call("echo")), {"bye": True}], *SHORT, command=fake(mode))[1]
        self.expect(bye(""), "pass")
        self.expect(bye("hangs_at_bye"), "hang", "bye: no answer")
        self.expect(bye("stays"), "hang", "bye: still runs")
        self.expect(bye("exit_status"), "crash", "bye: the adapter exited with status 3")
        self.expect(bye("goes_on"), "crash", "bye: protocol: goes on writing after its answer")
        self.expect(bye("last_words"), "crash", "bye: the adapter exited with status 3")

    def test_not_to_be_started(self):
        self.expect(self.one(program(call("echo")), command=["/nowhere/at/all"]), "error", "No such file")
        self.expect(self.one(program(call("echo")), command=["/dev/null"]), "error", "Permission denied")

    def test_stderr_is_kept_in_bounds(self):
        result = self.one(program(call("noise", 200000)))
        self.assertLess(len(result["stderr"]), 70000)
        self.assertIn("bytes more", result["stderr"])

    def test_end_of_the_runner(self):
        """kill -9: no process stays, nor a directory."""
        folder = tempfile.mkdtemp(prefix="w")
        mark = "mark%d" % os.getpid()
        try:
            for options in BOTH:
                steps = [call("daemon"), call("child"), call("sleep", 1000)]
                environment = dict(os.environ, TMPDIR=folder)
                runner = subprocess.Popen([PLAY, *options, *fake(), mark], stdin=subprocess.PIPE,
                                          stdout=subprocess.PIPE, env=environment, text=True)
                runner.stdin.write(json.dumps(program(*steps, deadline_ms=60000)) + "\n")
                runner.stdin.flush()
                self.wait_until(lambda: len(marked(mark)) >= 5, "runner, guardian, worker, actor, daemon run")
                runner.send_signal(signal.SIGKILL)
                runner.communicate()
                self.wait_until(lambda: not marked(mark), "they are gone")
                self.wait_until(lambda: not os.listdir(folder), "so is the directory")
        finally:
            shutil.rmtree(folder)

    def wait_until(self, condition, what):
        deadline = time.monotonic() + 20
        while not condition():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.01)

    def test_no_directory_is_left(self):
        folder = tempfile.mkdtemp(prefix="w")
        os.environ["TMPDIR"] = folder
        try:
            self.in_both(program(call("echo", {"runtime": "tmp"}), call("abort")), "crash")
            self.assertEqual(os.listdir(folder), [])
        finally:
            del os.environ["TMPDIR"]
            shutil.rmtree(folder)


def marked(mark):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/cmdline" % pid, "rb") as f:
                words = f.read().split(b"\0")
        except OSError:
            continue
        if mark.encode() in words:
            found.append(int(pid))
    return found


if __name__ == "__main__":
    unittest.main()
