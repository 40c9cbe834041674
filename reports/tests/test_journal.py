"""Reading: what is complete, what is not, and that no text gets through unescaped."""

import json
import unittest

from tests import synthetic
from tests.helpers import Case, journals
from tests.hostile import ALL
from model import clean


class Complete(Case):
    def problems(self, text):
        return journals.read(self.file(text)).problems

    def test_whole_journal_has_no_problem(self):
        cases = synthetic.large(200, ("ref", "other"), trouble=0.2)
        self.assertEqual(self.problems(synthetic.journal(cases)), [])

    def test_no_footer(self):
        found = self.problems(synthetic.journal([synthetic.case()], with_footer=False))
        self.assertEqual(found, ["no footer: the run was cut short after 1 judged runs"])

    def test_torn_last_line(self):
        text = synthetic.journal([synthetic.case()], with_footer=False)
        self.assertEqual(self.problems(text + '{"type":"case","impl":"ref"')[0], "line 3 is not JSON (cut short)")

    def test_interrupted(self):
        self.assertEqual(self.problems(synthetic.journal([synthetic.case()], footer_changes={"interrupted": True})),
                         ["the run was interrupted"])

    def test_fewer_lines_than_selected(self):
        found = self.problems(synthetic.journal([synthetic.case()], selected=2))
        self.assertEqual(found, ["ref: 2 runs were selected, 1 were judged"])

    def test_footer_that_counts_something_else(self):
        totals = {"ref": dict.fromkeys(synthetic.OUTCOMES, 0)}
        totals["ref"].update({"pass": 0, "fail": 1})
        found = self.problems(synthetic.journal([synthetic.case()], footer_changes={"totals": totals}))
        self.assertEqual(found, ["ref: the footer counts 0 pass, the lines 1", "ref: the footer counts 1 fail, the lines 0"])

    def test_unexpected_that_the_footer_hides(self):
        cases = [synthetic.case(outcome="fail", expected=False)]
        found = self.problems(synthetic.journal(cases, footer_changes={"unexpected": 0}))
        self.assertEqual(found, ["the footer counts 0 unexpected, the lines 1"])

    def test_judged_twice(self):
        cases = [synthetic.case(), synthetic.case()]
        self.assertIn("ref: recv.eof_after_peer_shutdown[tcp4] is judged more than once",
                      self.problems(synthetic.journal(cases)))

    def test_implementation_without_any_line(self):
        text = synthetic.journal([synthetic.case()])
        first, rest = text.split("\n", 1)
        header = json.loads(first)
        header["implementations"].append(synthetic.implementation("silent"))
        self.assertEqual(self.problems(json.dumps(header) + "\n" + rest), ["silent: 1 runs were selected, 0 were judged"])

    def test_line_after_the_footer(self):
        text = synthetic.journal([synthetic.case()])
        self.assertEqual(self.problems(text + text.split("\n")[1] + "\n"), ["line 4: something follows the footer"])

    def test_odd_text_in_a_footer(self):
        for odd in ALL:
            totals = {"ref": dict(dict.fromkeys(synthetic.OUTCOMES, 0), **{"pass": odd}), odd: {}}
            text = synthetic.journal([synthetic.case()], footer_changes={"totals": totals, "unexpected": odd}, selected=2)
            found = self.problems(text)
            self.assertIn("the footer counts %s unexpected, the lines 0" % clean.line(odd), found)
            self.assertIn("ref: the footer counts %s pass, the lines 1" % clean.line(odd), found)
            self.assertTrue(all(problem.isprintable() for problem in found))

    def test_nothing_judged(self):
        self.assertIn("nothing was judged", self.problems(synthetic.journal([])))


class Unreadable(Case):
    def test_each_says_why(self):
        for text, why in (("", "it is empty"), ("{}\n", "no header"), ('{"type":"header","journal":2}\n', "format 2"),
                          ("hello\n", "line 1 is not JSON")):
            with self.subTest(text):
                with self.assertRaisesRegex(journals.Unreadable, why):
                    journals.read(self.file(text))
        with self.assertRaisesRegex(journals.Unreadable, "No such file"):
            journals.read(self.path("absent"))

    def test_wrong_types_everywhere_are_survived(self):
        strange = dict.fromkeys(synthetic.case(), 7)
        strange["type"] = "case"
        worse = dict.fromkeys(synthetic.case(), {"a": ["<b>"]})
        worse["type"] = "case"
        text = "\n".join(json.dumps(one) for one in ({"type": "header", "journal": 1}, strange, worse)) + "\n"
        self.assertEqual([run.outcome for run in journals.read(self.file(text)).runs], ["error", "error"])

    def test_deep_nesting_is_a_problem_not_a_crash(self):
        text = synthetic.journal([synthetic.case()], with_footer=False) + "[" * 100000 + "\n"
        self.assertIn("line 3 is not JSON", journals.read(self.file(text)).problems)


class Clean(unittest.TestCase):
    def test_everything_left_is_printable(self):
        for text in ALL:
            with self.subTest(repr(text)):
                self.assertTrue(clean.line(text).isprintable())
                clean.line(text).encode("utf-8")

    def test_nothing_is_lost(self):
        self.assertEqual(clean.line("a\x00\x1b\n\u202e\ud800\U000e0041é☃"), "a\\x00\\x1b\\n\\u202e\\ud800\\U000e0041é☃")
        self.assertEqual(clean.block("a\nb\t\x1b[0m"), "a\nb\t\\x1b[0m")


if __name__ == "__main__":
    unittest.main()
