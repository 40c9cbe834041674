"""Every writer: what it says of each state, that counts add up, that it is valid, and that hostile text stays text."""

import html.parser
import json
import os
import re
import stat
import time
import unittest
import xml.etree.ElementTree as ET

from tests import synthetic
from tests.helpers import Case
from tests.hostile import ALL
from model.report import INCOMPLETE
from writers import WRITERS

ODD = {"kind": "platform", "file": "ref.dev", "line": 3, "reason": "the kernel says so", "link": "https://example.org/1"}


def one_of_each():
    cases = [synthetic.case(id="a.pass"), synthetic.case(id="a.fail", outcome="fail"),
            synthetic.case(id="a.crash", outcome="crash", blame="implementation", signature="died of signal 11"),
            synthetic.case(id="b.hang", outcome="hang", blame="unknown", reason="no oracle"),
            synthetic.case(id="b.unsupported", outcome="unsupported", blame="implementation"),
            synthetic.case(id="b.error", outcome="error", blame="unknown"),
            synthetic.case(id="b.not_run", outcome="not-run", blame="unknown"),
            synthetic.case(id="b.inapplicable", outcome="inapplicable", reason="needs ipv6: none here"),
            synthetic.case(id="c.deviation", outcome="fail", expected=True, deviation=ODD),
            synthetic.case(id="c.unexpected_pass", expected=False, deviation=ODD)]
    for line, case in enumerate(cases, 1):
        case["line"] = line
    return cases


def hostile():
    cases = []
    for number, text in enumerate(ALL):
        made = synthetic.case(id="x.run%d" % number, outcome="fail", says=text, signature=text, reason=text, stderr=text,
                              blame=text, clauses=[text], tags=[text], erratum=text, file=text, level=text)
        made["steps"] = [{"line": 1, "actor": text, "source": text, "observed": text, "wanted": text}]
        made["others"] = [{"name": text, "role": text, "outcome": "pass", "reason": text, "failed_step": None, "steps": made["steps"]}]
        cases.append(made)
        cases.append(synthetic.case(id="x.dev%d" % number, outcome="fail", expected=True,
                                    deviation={"file": text, "line": 1, "kind": text, "reason": text, "link": text}))
        cases.append(synthetic.case(id="x.odd%d%s" % (number, text), outcome="inapplicable", reason=text, group=text))
    return synthetic.journal(cases, clauses={text: text for text in ALL}, footer_changes={"unmatched_deviations": list(ALL)},
                             platform={"os": "".join(ALL)})


class Table(Case):
    def test_every_writer_runs_on_everything(self):
        for option, _, _ in WRITERS:
            for text in (synthetic.journal(one_of_each()), hostile(), synthetic.journal([]),
                         '{"type":"header","journal":1}\n'):
                with self.subTest(option):
                    self.assertTrue(self.written(option, text))

    def test_every_writer_says_incomplete_at_its_top(self):
        text = synthetic.journal(one_of_each(), with_footer=False)
        for option, _, _ in WRITERS:
            with self.subTest(option):
                written = self.written(option, text)
                if option == "html":
                    written = written[written.index("<body>"):]
                wanted = "incomplete" if option == "badge" else INCOMPLETE
                self.assertIn(wanted.lower(), written[:1500].lower())
                self.assertNotIn(INCOMPLETE, self.written(option, synthetic.journal(one_of_each())))

    def test_nothing_applicable_is_no_success_in_any_format(self):
        shard = synthetic.journal([], footer_changes={"totals": {"ref": dict.fromkeys(synthetic.OUTCOMES, 0)}})
        skipped = synthetic.journal([synthetic.case(outcome="inapplicable"), synthetic.case("other", outcome="inapplicable")])
        for option, _, _ in WRITERS:
            for text in shard, skipped:
                with self.subTest(option, empty=text is shard):
                    written = self.written(option, text)
                    self.assertIn("nothing applicable", (written[written.index("<body>"):] if option == "html" else written)[:1500].lower())
                    for success in "everything as expected", "\u2705", "\u2713</div>", "brightgreen":
                        self.assertNotIn(success, written.lower())
        self.assertEqual(self.report(skipped, synthetic.journal([synthetic.case()])).verdict()[0], "expected")

    def test_no_control_character_reaches_any_format(self):
        text = hostile()
        for option, _, _ in WRITERS:
            if option == "html":
                continue
            with self.subTest(option):
                bad = {c for c in self.written(option, text) if not c.isprintable() and c not in "\n\t"}
                self.assertEqual(bad, set())


class JUnit(Case):
    def root(self, text):
        return ET.fromstring(self.written("junit", text))

    def test_states(self):
        found = {case.get("name"): [(child.tag, child.get("type")) for child in case]
                 for case in self.root(synthetic.journal(one_of_each())).iter("testcase")}
        self.assertEqual(found, {
            "a.pass": [], "a.fail": [("failure", "fail")], "a.crash": [("error", "crash")], "b.hang": [("error", "hang")],
            "b.unsupported": [("failure", "unsupported")], "b.error": [("error", "error")],
            "b.not_run": [("error", "not-run")], "b.inapplicable": [("skipped", None)],
            "c.deviation": [("skipped", None)], "c.unexpected_pass": [("failure", "pass")]})

    def test_counts_add_up(self):
        for text in (synthetic.journal(synthetic.large(500, ("ref", "other"), trouble=0.3)),
                     synthetic.journal(one_of_each(), with_footer=False), hostile()):
            root = self.root(text)
            for node in [root] + root.findall("testsuite"):
                for key, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
                    self.assertEqual(int(node.get(key)), sum(1 for _ in node.iter(tag)), (node.get("name"), key))

    def test_suites_are_implementation_and_group(self):
        cases = synthetic.large(50, ("ref", "other"))
        names = [suite.get("name") for suite in self.root(synthetic.journal(cases)).findall("testsuite")]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(set(names), {"%s / %s" % (one["impl"], one["group"]) for one in cases})

    def test_incomplete_is_an_error(self):
        self.assertEqual(self.root(synthetic.journal([synthetic.case()], with_footer=False)).get("errors"), "1")

    def test_reason_of_a_deviation(self):
        root = self.root(synthetic.journal([one_of_each()[8]]))
        self.assertEqual(root.find(".//skipped").get("message"), "expected deviation: platform: the kernel says so")


class Tap(Case):
    def lines(self, text):
        return [line for line in self.written("tap", text).splitlines() if re.match(r"(not )?ok ", line)]

    def test_states(self):
        found = self.lines(synthetic.journal(one_of_each()))
        self.assertEqual(found[0], "ok 1 - ref a.pass")
        self.assertEqual(found[1], "not ok 2 - ref a.fail")
        self.assertEqual(found[7], "ok 8 - ref b.inapplicable # SKIP needs ipv6: none here")
        self.assertEqual(found[8], "not ok 9 - ref c.deviation # TODO platform: the kernel says so")
        self.assertEqual(found[9], "not ok 10 - ref c.unexpected_pass")

    def test_plan_and_numbers(self):
        for text in (hostile(), synthetic.journal(one_of_each(), with_footer=False)):
            found = self.lines(text)
            self.assertEqual([int(re.search(r"\d+", line).group()) for line in found], list(range(1, len(found) + 1)))
            self.assertIn("1..%d\n" % len(found), self.written("tap", text))

    def test_no_text_makes_a_directive(self):
        text = synthetic.journal([synthetic.case(id="x.a # SKIP me", outcome="fail"), synthetic.case(id="x.b \\# TODO me", outcome="fail")])
        for line in self.lines(text):
            self.assertNotRegex(line.replace("\\\\", ""), r"(?<!\\)#")

    def test_incomplete_is_not_ok(self):
        self.assertEqual(self.lines(synthetic.journal([synthetic.case()], with_footer=False))[0], "not ok 1 - the journal is complete")


class Badge(Case):
    def badge(self, *texts):
        made = json.loads(self.written("badge", *texts))
        self.assertEqual((made["schemaVersion"], made["label"]), (1, "sockspec"))
        return made["message"], made["color"]

    def test_colours(self):
        journal, case = synthetic.journal, synthetic.case
        deviation = case(id="a.b", outcome="fail", expected=True, deviation=ODD)
        inapplicable = case(id="a.c", outcome="inapplicable")
        for text, wanted in (
                (journal([case(), inapplicable]), ("must 1/1", "brightgreen")),
                (journal([case(), deviation]), ("must 1/2", "yellow")),
                (journal([case(), case(id="a.b", outcome="fail")]), ("must 1/2, 1 unexpected", "red")),
                (journal([case()], footer_changes={"unmatched_deviations": ["ref.dev:1"]}), ("must 1/1, 1 unexpected", "red")),
                (journal([case()], declared=5), ("must 1/1 of a selection", "blue")),
                (journal([case(level="text")]), ("all 1/1", "brightgreen")),
                (journal([case(), dict(deviation, level="should")]), ("must 1/1", "yellow")),
                (journal([inapplicable]), ("nothing applicable", "lightgrey")),
                (journal([case()], with_footer=False), ("incomplete", "lightgrey")),
                (journal([case()], selected=2), ("incomplete", "lightgrey"))):
            self.assertEqual(self.badge(text), wanted)

    def test_one_bad_journal_of_two_is_enough(self):
        good, cut = synthetic.journal([synthetic.case()]), synthetic.journal([synthetic.case()], with_footer=False)
        self.assertEqual(self.badge(good, cut), ("incomplete", "lightgrey"))


class Markdown(Case):
    def test_totals_row_and_list(self):
        text = self.written("markdown", synthetic.journal(one_of_each()))
        self.assertIn("# ❌ sockspec: 7 unexpected", text)
        self.assertIn("| 10 / 10 | 2 | 2 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | **7** | 1/9 | 0/0 | 0/0 |", text)
        self.assertIn("| `a.crash` | `ref` | crash | `implementation` | `died of signal 11` |", text)
        self.assertIn("| `ref` | 4 | 0 | 0 | 0 | 3 |", text)

    def test_fifty_and_then_how_many_more(self):
        cases = [synthetic.case(id="a.r%d" % number, outcome="fail") for number in range(61)]
        text = self.written("markdown", synthetic.journal(cases))
        self.assertEqual(text.count("| `a.r"), 50)
        self.assertIn("… and 11 more.", text)

    def test_every_row_has_its_cells(self):
        width = None
        for line in self.written("markdown", hostile()).splitlines():
            if not line.startswith("|"):
                width = None
                continue
            cells = len(re.findall(r"(?<!\\)\|", line))
            width = width or cells
            self.assertEqual(cells, width, line)
            self.assertNotIn("\\\\|", line)


class Page(html.parser.HTMLParser):
    """Elements and attributes as a browser would see them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.links, self.texts = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, text):
        self.texts.append(text)


class Html(Case):
    def test_hostile_text_is_inert(self):
        clean, bad = Page(self.written("html", synthetic.journal(one_of_each()))), Page(self.written("html", hostile()))
        self.assertEqual(bad.tags.count("script"), 2)
        self.assertEqual(set(bad.tags) - set(clean.tags), set())
        self.assertEqual([name for name in bad.attributes if name.startswith("on")], [])
        self.assertEqual([link for link in bad.links if not link.startswith(("#", "data:image/svg+xml,", "https://example.org/"))], [])
        self.assertNotIn("img", bad.tags)

    def test_data_survives_the_embedding(self):
        text = self.written("html", hostile())
        data = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S).group(1)
        self.assertNotRegex(data, "[<>&\u2028\u2029]")
        texts = json.loads(data)["texts"]
        self.assertIn("</script><script>alert(1)</script>", texts)
        self.assertIn("\\x1b[2J\\x1b]0;title\\x07", texts)

    def test_numbers_that_json_has_not(self):
        for odd in "NaN", "Infinity", "-Infinity", "1e999":
            lines = synthetic.journal([synthetic.case(), synthetic.case(id="a.b", outcome="fail")]).replace('"ms": 1.25', '"ms": ' + odd)
            lines = re.sub(r'"wall_ms": \d+', '"wall_ms": ' + odd, lines).replace('"attempts": 1', '"attempts": ' + odd)
            lines = lines.replace('"line": 14', '"line": ' + odd)
            for option, _, _ in WRITERS:
                text = self.written(option, lines)
                shown = text[text.index("<body>"):text.index('<script type="application/json"')] if option == "html" else text
                self.assertIsNone(re.search(r"(?i)\b(nan|infinity|inf)\b", shown), option)
                if option == "html":
                    json.loads(re.search(r'id="data">(.*?)</script>', text, re.S).group(1), parse_constant=self.fail)

    def test_policy_names_this_script_and_no_network(self):
        text = self.written("html", synthetic.journal(one_of_each()))
        import base64
        import hashlib
        script = re.search(r"<script>(.*?)</script>", text, re.S).group(1)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        self.assertIn("script-src 'sha256-%s'" % digest, text)
        self.assertIn("default-src 'none'", text)
        self.assertNotIn("innerHTML", script)
        self.assertNotRegex(text.replace("http://www.w3.org/2000/svg", "").replace(ODD["link"], ""), r"(?:https?:)?//[\w.-]+\.\w+/")

    def test_unexpected_comes_before_the_matrix_and_deep_links(self):
        text = self.written("html", synthetic.journal(one_of_each()))
        self.assertLess(text.index('href="#a.fail"'), text.index('id="h-matrix"'))

    def test_denominators(self):
        text = self.written("html", synthetic.journal(one_of_each(), declared=20))
        self.assertIn("10 selected of 20 declared", text)
        self.assertIn("<b>2</b> of 9 applicable runs pass", text)
        self.assertIn("needs ipv6: none here", text)

    def test_missing_runs_are_counted(self):
        text = self.written("html", synthetic.journal([synthetic.case()], with_footer=False, selected=8))
        self.assertIn("<b>7 have no result</b>", text)

    def test_size_and_time_of_a_large_one(self):
        journal = synthetic.journal(synthetic.large(5000, ("ref", "other"), trouble=0.05))
        started = time.process_time()
        self.assertLess(len(self.written("html", journal).encode()), 6_000_000)
        self.assertLess(time.process_time() - started, 30)


class Command(Case):
    def test_all_formats_at_once_and_status(self):
        for text, status in ((synthetic.journal(one_of_each()), 0), (synthetic.journal(one_of_each(), with_footer=False), 3)):
            options = ["--%s=%s" % (option, self.path("out/" + option)) for option, _, _ in WRITERS if option != "text"]
            done = self.run_program("report", self.file(text), "--text", *options)
            self.assertEqual(done.returncode, status, done.stderr)
            for option, _, _ in WRITERS:
                if option != "text":
                    self.assertTrue(self.read("out/" + option))
            self.assertIn("10 selected of 10 declared", done.stdout.splitlines()[-1])

    def test_a_name_that_is_no_text(self):
        folder = os.fsencode(self.path("out"))
        for name in b"\xff.jsonl", b"new\nline: '\x1b[31m.jsonl":
            for text, status in ((synthetic.journal(one_of_each()), 0), (synthetic.journal(one_of_each(), with_footer=False), 3)):
                path = self.file(text, os.fsdecode(name))
                options = ["--%s=%s" % (option, self.path("out/" + option)) for option, _, _ in WRITERS if option != "text"]
                done = self.run_program("report", path, "--text", *options)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertEqual(sorted(os.listdir(folder)), sorted(option.encode() for option, _, _ in WRITERS if option != "text"))
                for option in os.listdir(self.path("out")):
                    if option != "html":
                        bad = {c for c in self.read("out/" + option) if not c.isprintable() and c not in "\n\t"}
                        self.assertEqual(bad, set(), option)
                    self.assertNotRegex(self.read("out/" + option), r"(?m)^line: ")
                    self.assertNotIn("\x1b", self.read("out/" + option))
                self.assertEqual({c for c in done.stdout + done.stderr if not c.isprintable()}, {"\n"})
                done = self.run_program("compare", path, path)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertEqual({c for c in done.stdout + done.stderr if not c.isprintable()}, {"\n"})

    def test_nothing_is_left_of_a_writer_that_fails(self):
        from commands import files

        def fails(_):
            raise KeyError("x")
        for produce in fails, lambda stream: stream.write("\udcff"):
            with self.assertRaises((KeyError, UnicodeEncodeError)):
                files.write_whole(self.path("page"), produce)
            self.assertEqual(os.listdir(self.folder), [])

    def test_errors_name_the_file(self):
        done = self.run_program("report", self.path("absent"))
        self.assertEqual((done.returncode, done.stderr), (3, "sockspec: %s: No such file or directory\n" % self.path("absent")))
        done = self.run_program("report", self.file(synthetic.journal([])), "--html", "/dev/null/x/page.html")
        self.assertEqual(done.returncode, 3)
        self.assertIn("cannot write /dev/null/x/page.html", done.stderr)
        self.assertEqual(self.run_program("report").returncode, 2)
        done = self.run_program("report", self.file("no\tjournal\n"))
        self.assertEqual(done.returncode, 3)
        self.assertIn("not a journal: line 1 is not JSON", done.stderr)

    def test_what_is_no_file_is_written_to_and_not_replaced(self):
        pipe = self.path("pipe")
        os.mkfifo(pipe)
        end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)  # room enough for the badge: nobody waits
        try:
            done = self.run_program("report", self.file(synthetic.journal(one_of_each())), "--badge", pipe)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(b"schemaVersion", os.read(end, 65536))
        finally:
            os.close(end)
        self.assertTrue(stat.S_ISFIFO(os.stat(pipe).st_mode))

    def test_the_order_of_the_journal_does_not_matter(self):
        cases = synthetic.large(40, ("ref", "other"), trouble=0.3)
        for option, _, _ in WRITERS:
            self.assertEqual(self.written(option, synthetic.journal(cases[:1] + sorted(cases[1:], key=str))),
                             self.written(option, synthetic.journal(cases[:1] + cases[:0:-1])), option)

    def test_platforms_side_by_side(self):
        text = synthetic.journal([synthetic.case()])
        report = self.report(text, text.replace("x86_64", "s390x"))
        self.assertEqual([column.label for column in report.columns], ["ref@linux-x86_64", "ref@linux-s390x"])
        report = self.report(text, text)
        self.assertEqual(len({column.label for column in report.columns}), 2)


if __name__ == "__main__":
    unittest.main()
