"""The families' totals: counted, and red if a family is left out."""
import contextlib
import io
import json
import os
import tempfile
import unittest

import rooms
import totals

CAN, TIPC, PACKET = (totals.Family(*row, "few", (), ()) for row in (("vcan", "CAN"), ("tipc", "TIPC"), ("family:AF_PACKET", "packet")))
FAMILIES = [PACKET, CAN, TIPC]
TABLE = totals.read_table(os.path.join(rooms.LAB, "families.tsv"))


def program(run, *needs, kind=None):
    return {"id": run, "kind": kind, "conditions": [{"subject": "need", "op": "is", "value": need} for need in needs]}


def line(run, outcome="pass", reason=None, expected=True, impl="x"):
    return {"type": "case", "id": run, "impl": impl, "outcome": outcome, "reason": reason, "expected": expected}


def lacking(run, need, **more):
    return line(run, "inapplicable", "needs %s: no" % need, **more)


def header(selected=0, tipc=True, names=("x",)):
    return {"type": "header", "suite": {"selected": selected},
            "implementations": [{"name": name, "role": "tested"} for name in names] + [{"name": "o", "role": "oracle"}],
            "capabilities": {"vcan": {"available": True},
                             "tipc": {"available": True} if tipc else {"available": False, "reason": "no module"}}}


FOOTER = {"type": "footer"}


class Totals(unittest.TestCase):
    PROGRAMS = [program("can.a", "vcan"), program("tipc.a", "netns", "tipc"), program("packet.a", "family:AF_PACKET"),
                program("other")]

    def judge(self, lines, tipc=True):
        counts = totals.count(lines, self.PROGRAMS, FAMILIES)
        return counts, totals.missing(header(tipc=tipc), lines, self.PROGRAMS, counts)

    def test_counts(self):
        lines = [line("can.a"), line("tipc.a", "crash", "x", False), line("packet.a", "inapplicable", "api since 3.9: x"), line("other")]
        counts, missing = self.judge(lines)
        self.assertEqual(missing, [])
        self.assertEqual(counts[CAN], {"runs": 1, "pass": 1, "fail": 0, "inapplicable": 0, "unexpected": 0})
        self.assertEqual(counts[TIPC], {"runs": 1, "pass": 0, "fail": 1, "inapplicable": 0, "unexpected": 1})
        self.assertEqual(counts[PACKET]["inapplicable"], 1)
        self.assertEqual(len(totals.table(counts).splitlines()), 4)

    def test_the_last_need_counts(self):
        self.assertEqual(totals.family_of(program("x", "tipc", "vcan"), FAMILIES), TIPC)
        self.assertIsNone(totals.family_of(program("x", "ipv6"), FAMILIES))

    def test_the_kernel_lacks_it(self):
        _, missing = self.judge([line("can.a"), line("tipc.a"), line("packet.a")], tipc=False)
        self.assertEqual(missing, ["TIPC: the kernel does not offer it: no module"])

    def test_a_run_was_inapplicable_for_it(self):
        _, missing = self.judge([line("can.a"), line("tipc.a", "inapplicable", "needs tipc: no module (it needs tipc)"), line("packet.a")])
        self.assertEqual(missing, ["TIPC: tipc.a of x: no module (it needs tipc)"])

    def test_the_suite_has_none(self):
        self.assertEqual(totals.without_runs(self.PROGRAMS, FAMILIES), [])
        self.assertEqual(totals.without_runs(self.PROGRAMS[:1] + self.PROGRAMS[2:], FAMILIES),
                         ["TIPC: the suite has no run of it (none needs tipc)"])

    def unseen(self, lines, whole):
        return totals.unseen(lines, self.PROGRAMS, FAMILIES, whole)

    def test_all_runs_lack_what_the_family_needs_beside_it(self):
        lines = [line("can.a"), lacking("tipc.a", "netns"), line("packet.a")]
        for whole in True, False:
            self.assertEqual(self.unseen(lines, whole), ["TIPC: none of its 1 runs was applicable; tipc.a of x needs netns: no"])
            self.assertEqual(self.unseen(lines + [line("tipc.a", impl="y")], whole), [])

    def test_none_passed(self):
        lines = [line("can.a"), line("tipc.a", "hang"), lacking("tipc.a", "netns", impl="y")]
        self.assertEqual(self.unseen(lines, True), ["packet: nothing of it was run", "TIPC: none of its 2 runs passed"])
        self.assertEqual(self.unseen(lines, False), [])
        self.assertEqual(self.unseen([line("tipc.a", "inapplicable", "api since 3.9: x")], False), [])

    def test_the_table_names_needs(self):
        with open(os.path.join(rooms.LAB, "../../docs/case-language.md"), encoding="utf-8") as page:
            words = page.read()
        for family in TABLE:
            self.assertTrue(":" in family.need or "`%s`" % family.need in words, family)


class Parts(unittest.TestCase):
    """Families with the same need: each is counted and missed alone."""

    SUITE = [program("raw.inet_echo", "caps", "netns"), program("raw.inet6_name", "caps", "ipv6"), program("options.mark[tcp4]", "caps"),
             program("can.frames", "vcan", kind="can-raw"), program("can.fd_frames", "vcan"), program("can.bcm_sends", "vcan", "can_bcm", kind="can-bcm"),
             program("recv.peek[l2cap]", "bluetooth", kind="l2cap"), program("recv.bytes[rfcomm,timeout]", "bluetooth", kind="rfcomm"),
             program("bluetooth.sco_connection[sco]", "bluetooth", kind="sco"), program("bluetooth.hci_command", "host_netns", "bluetooth", kind="hci")]
    NAMES = ["raw IPv4", "raw IPv6", None, "CAN raw", "CAN FD", "CAN BCM", "L2CAP", "RFCOMM", "SCO", "HCI"]

    def families(self):
        return [family for family in TABLE if family.need in ("caps", "vcan", "can_bcm", "bluetooth")]

    def test_which_a_run_counts_for(self):
        found = [totals.family_of(one, TABLE) for one in self.SUITE]
        self.assertEqual([family and family.name for family in found], self.NAMES)
        self.assertEqual(totals.without_runs(self.SUITE, self.families()), [])
        self.assertEqual(totals.uncounted(self.SUITE, TABLE), [])

    def test_each_is_missed(self):
        for number, name in enumerate(self.NAMES):
            rest = self.SUITE[:number] + self.SUITE[number + 1:]
            self.assertEqual([text.partition(":")[0] for text in totals.without_runs(rest, self.families())], [name] if name else [])
            lines = [line(one["id"], "hang" if one is self.SUITE[number] else "pass") for one in self.SUITE]
            self.assertEqual(totals.unseen(lines, self.SUITE, self.families(), True), ["%s: none of its 1 runs passed" % name] if name else [])

    def test_a_kind_is_missed(self):
        tipc = [family for family in TABLE if family.name == "TIPC"]
        suite = [program("send.x[%s]" % kind, "tipc", kind=kind) for kind in tipc[0].kinds]
        self.assertEqual(totals.without_runs(suite, tipc), [])
        for number, kind in enumerate(tipc[0].kinds):
            self.assertEqual(totals.without_runs(suite[:number] + suite[number + 1:], tipc), ["TIPC: the suite has no run of it over " + kind])

    def test_a_run_that_no_row_counts(self):
        self.assertEqual(totals.uncounted(self.SUITE + [program("bluetooth.new", "bluetooth"), program("new", "caps")], TABLE),
                         ["bluetooth.new needs bluetooth, and fits no row of families.tsv"])

    def test_whose_run_was_inapplicable(self):
        lines = [lacking("bluetooth.sco_connection[sco]", "bluetooth"), lacking("options.mark[tcp4]", "caps"), lacking("can.bcm_sends", "vcan")]
        offered = {"capabilities": {family.need: {"available": True} for family in TABLE}}
        self.assertEqual(totals.missing(offered, lines, self.SUITE, TABLE),
                         ["SCO: bluetooth.sco_connection[sco] of x: no", "CAN raw: can.bcm_sends of x: no"])

    def test_globs(self):
        for glob, fitting, other in (("raw.*", "raw.x", "rawx"), ("*[sco*", "a.b[sco,timeout]", "a.sco"), ("can.fd_*", "can.fd_x", "xcan.fd_x")):
            self.assertEqual([totals.fits(glob, run) for run in (fitting, other)], [True, False])


class Journals(unittest.TestCase):
    """What is printed of journals, and which are refused."""

    def judge(self, *journals, whole=True, programs=tuple(Totals.PROGRAMS)):
        """Whether something is left out, and what is said of it; a journal is the entries, or the text."""
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
            paths = [os.path.join(folder, "%d.jsonl" % number) for number in range(len(journals))]
            for path, entries in zip(paths, journals):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(entries if isinstance(entries, str) else "".join(json.dumps(entry) + "\n" for entry in entries))
            left_out = totals.judge(paths, programs, FAMILIES, whole)
        return left_out, [text for text in said.getvalue().splitlines() if text.startswith("lab: ")]

    def test_families_of_all_journals_together(self):
        first, second = [header(2), line("can.a"), line("packet.a"), FOOTER], [header(1), line("tipc.a"), FOOTER]
        self.assertEqual(self.judge(first, second), (False, []))
        self.assertEqual(self.judge(first), (True, ["lab: left out: TIPC: nothing of it was run"]))

    def test_what_was_not_asked_for_is_not_missed(self):
        entries = [header(1, tipc=False), line("can.a"), FOOTER]
        self.assertEqual(self.judge(entries, whole=False), (False, []))
        self.assertEqual(self.judge(entries, whole=False, programs=Totals.PROGRAMS[:1]), (False, []))
        self.assertTrue(self.judge(entries)[0])
        entries = [header(1, tipc=False), lacking("tipc.a", "tipc"), FOOTER]
        self.assertIn("lab: left out: TIPC: the kernel does not offer it: no module", self.judge(entries, whole=False)[1])

    def test_the_command(self):
        with tempfile.TemporaryDirectory() as folder:
            suite, journal = (os.path.join(folder, name) for name in ("sockspec", "journal"))
            with open(suite, "w", encoding="utf-8") as file:
                file.write("#!/bin/sh\n[ $1 = export ] || exit 2\n" + "".join("echo '%s'\n" % json.dumps(one) for one in Totals.PROGRAMS))
            os.chmod(suite, 0o700)
            for lines, tipc, status in (([line("tipc.a")], True, 0), ([lacking("tipc.a", "tipc")], True, 1),
                                        ([line("tipc.a")], False, 1), ([line("can.a")], False, 0), ([], True, 3)):
                with open(journal, "w", encoding="utf-8") as file:
                    file.writelines(json.dumps(entry) + "\n" for entry in [header(1, tipc=tipc)] + lines + [FOOTER])
                with contextlib.redirect_stdout(io.StringIO()):
                    self.assertEqual(totals.main([suite, journal]), status)
            os.unlink(journal)
            with contextlib.redirect_stdout(io.StringIO()):
                self.assertEqual(totals.main([suite, journal]), 3)

    def test_a_journal_that_is_not_whole(self):
        runs = [line("can.a"), line("tipc.a"), line("packet.a")]
        whole = "".join(json.dumps(entry) + "\n" for entry in [header(3)] + runs + [FOOTER])
        self.assertFalse(self.judge(whole)[0])
        for entries, why in (([header(3)] + runs, "footer"), ([header(4)] + runs + [FOOTER], "3 runs of x, and 4"),
                             ([header(3)] + runs + [FOOTER, runs[0]], "footer"), ("", "footer"), (whole[:-9], "cut short"),
                             ([header(3, names=("x", "y"))] + runs + [FOOTER], "0 runs of y, and 3")):
            with self.assertRaisesRegex(totals.Cut, "0.jsonl .*" + why):
                self.judge(entries)


if __name__ == "__main__":
    unittest.main()
