"""The families' totals: counted, and red if a family is left out."""
import os
import unittest

import rooms
import totals

CAN, TIPC, PACKET = (totals.Family(*row, "few", ()) for row in (("vcan", "CAN"), ("tipc", "TIPC"), ("family:AF_PACKET", "packet")))
FAMILIES = [PACKET, CAN, TIPC]


def program(run, *needs):
    return {"id": run, "conditions": [{"subject": "need", "op": "is", "value": need} for need in needs]}


def line(run, outcome="pass", reason=None, expected=True):
    return {"type": "case", "id": run, "impl": "x", "outcome": outcome, "reason": reason, "expected": expected}


class Totals(unittest.TestCase):
    PROGRAMS = [program("can.a", "vcan"), program("tipc.a", "netns", "tipc"), program("packet.a", "family:AF_PACKET"),
                program("other")]

    def judge(self, lines, tipc=True):
        header = {"capabilities": {"vcan": {"available": True},
                                   "tipc": {"available": True} if tipc else {"available": False, "reason": "no module"}}}
        counts = totals.count(lines, self.PROGRAMS, FAMILIES)
        return counts, totals.missing(header, lines, counts)

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

    def test_the_table_names_needs(self):
        with open(os.path.join(rooms.LAB, "../../docs/case-language.md"), encoding="utf-8") as page:
            words = page.read()
        for family in totals.read_table(os.path.join(rooms.LAB, "families.tsv")):
            self.assertTrue(":" in family.need or "`%s`" % family.need in words, family)


if __name__ == "__main__":
    unittest.main()
