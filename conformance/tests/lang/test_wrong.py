"""Every mistake of wrong.txt is told at its place and in its words, nothing else is, and nothing is compiled."""

import os
import re
import unittest

import tables

LINE = re.compile(r"^(?:([^:\s]+):(\d+:\d+)|sockspec): error: (.*)$")


def sections():
    with open(os.path.join(tables.HERE, "wrong.txt"), encoding="utf-8") as file:
        text = file.read()
    for section in re.split(r"^== ", text, flags=re.M)[1:]:
        title, rest = section.split("\n", 1)
        table, expected = re.split(r"^--\n", rest, flags=re.M)
        yield title, table, [line for line in expected.split("\n") if line]


def errors(stderr):
    for line in stderr.split("\n"):
        match = LINE.match(line)
        if match:
            yield match.groups()


class Wrong(unittest.TestCase):
    def test_tables(self):
        count = 0
        for title, table, expected in sections():
            with self.subTest(title), tables.Folder({"x.case": table}) as folder:
                done = tables.run("export", "--cases", folder)
                told = ["%s: %s" % (place, message) for _, place, message in errors(done.stderr)]
                self.assertEqual(sorted(told), sorted(expected))
                self.assertEqual((done.returncode, done.stdout), (2, ""))
            count += 1
        self.assertGreater(count, 30)

    def test_form(self):
        """The form of a message, with characters of several bytes before its place."""
        table = 'group g\ncase c\n  let é = 3\n  let x = "ééé" + nothing\n  1 -> 1\n'
        with tables.Folder({"x.case": table}) as folder:
            done = tables.run("list", "--cases", folder)
        self.assertEqual(done.stderr, """x.case:3:7: error: unexpected character
   3 |   let é = 3
     |       ^
1 error
""")
        with tables.Folder({"x.case": table.replace("let é", "let e")}) as folder:
            done = tables.run("list", "--cases", folder)
        self.assertEqual(done.stderr, """x.case:4:19: error: the name 'nothing' is not bound here
   4 |   let x = "ééé" + nothing
     |                   ^
1 error
""")

    def test_files(self):
        """Mistakes of several files are told in the order of the files, each once, whatever the number of kinds."""
        bad = "group %s\ncase c over every\n  x.close() -> 1\n"
        with tables.Folder({"b.case": bad % "b", "a.case": bad % "a", "c.txt": "not a table"}) as folder:
            done = tables.run("list", "--cases", folder)
        self.assertEqual([place[:2] for place in errors(done.stderr)], [("a.case", "3:3"), ("b.case", "3:3")])
        self.assertIn("2 errors", done.stderr)

    def test_characters(self):
        for name, text, place in [("tab", b"group g\n\tclause x\n", "2:1"), ("tab in a string", b'group g\ncase c\n  "a\tb" -> 1\n', "3:5"),
                                  ("not UTF-8", b"group g\n# \xff\n", "2:3"), ("NUL", b"group g\0\n", "1:8"),
                                  ("surrogate", b"# \xed\xa0\x80", "1:3"), ("overlong", b"# \xc0\x80", "1:3"),
                                  ("cut", b"# \xe2\x82", "1:3"), ("lone CR", b"group g\r", "1:8"),
                                  ("escape", b"group g # \x1b[31m", "1:11")]:
            with self.subTest(name), tables.Folder({"x.case": text}) as folder:
                done = tables.run("list", "--cases", folder)
                self.assertEqual([(file, where) for file, where, _ in errors(done.stderr)], [("x.case", place)])
                self.assertEqual(done.returncode, 2)
                self.assertNotIn("\x1b", done.stderr)

    def test_lines_of_windows(self):
        table = 'group g\r\ncase c\r\n  says two words\r\n  (1,\r\n   2) -> (1, 2)\r\n'
        with tables.Folder({"x.case": table}) as folder:
            done = tables.run("export", "--cases", folder, check=0)
        self.assertIn('"says":"two words"', done.stdout)
        self.assertIn('"source":"(1, 2) -> (1, 2)"', done.stdout)

    def test_unreadable_kinds_hide_no_mistake_and_make_none(self):
        with tables.Folder({"kinds.case": b"kind tcp4\n\tlet a = 3\n", "x.case": "group g\ncase c over tcp4\n  1 -> 1\n"}) as folder:
            done = tables.run("list", "--cases", folder)
        self.assertEqual([(file, where) for file, where, _ in errors(done.stderr)], [("kinds.case", "2:1")])

    def test_folder(self):
        for tables_in, word in [({"x.txt": ""}, "no *.case files")]:
            with tables.Folder(tables_in, kinds=False) as folder:
                done = tables.run("list", "--cases", folder)
                self.assertIn(word, done.stderr)
                self.assertEqual(done.returncode, 2)
        done = tables.run("list", "--cases", "/nonexistent")
        self.assertIn("cannot read the folder /nonexistent", done.stderr)
        self.assertEqual(done.returncode, 2)

    def test_name_of_file(self):
        """A table whose name can't stand in a program is refused; other names may have all letters."""
        table = "group g\ncase c\n  1 -> 1\n"
        with tables.Folder({b"x\xff\x1b.case": table}) as folder:
            done = tables.run("list", "--json", "--cases", folder, check=2)
        self.assertEqual(done.stderr, "sockspec: error: the name of the table %s/x??.case is not UTF-8: give it another\n1 error\n" % folder)
        with tables.Folder({"é.case": table}) as folder:
            self.assertIn('"file":"é.case"', tables.run("export", "--cases", folder, check=0).stdout)

    def test_nesting(self):
        for text in ["(" * 5000, "-" * 5000 + "1", "[" * 70 + "1" + "]" * 70, "+".join("1" * 5000), "x" + "[0]" * 3000]:
            with self.subTest(text[:10]), tables.Folder({"x.case": "group g\ncase c\n  1 -> %s\n" % text}) as folder:
                done = tables.run("list", "--cases", folder)
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr, "nested too deep|too long")

    def test_growth(self):
        """What doubles with each name, template or set is refused, once, and soon."""
        lets = "kind k\n  let a0 = 1\n  let b0 = AF_INET\n" + "".join(
            "  let %s%d = $%s%d | $%s%d\n" % (name, i + 1, name, i, name, i) for name in "ab" for i in range(35))
        templates = "kind k\n  template t0\n    sys.pid()\n" + "".join(
            "  template t%d gives x\n%s    let x = 1\n" % (i + 1, "    t%d()\n" % i * 10) for i in range(7))
        sets = "kind k\n  let x = 1\nset s0 k\n" + "".join("set s%d%s\n" % (i + 1, " s%d" % i * 10) for i in range(12))
        case = "group g\ncase c over %s\n  %s\n  x -> 1\n"
        too_many = "the names and templates of kinds come to more than 10000"
        for kinds, over, step, told in [(lets, "k", "let x = $a35", too_many), (lets, "k", "let x = $b35", too_many),
                                        (templates, "k", "x = t7()", too_many), (sets, "s12", "let x = 1", "comes to 10000 kinds")]:
            with self.subTest(step), tables.Folder({"kinds.case": kinds, "x.case": case % (over, step)}) as folder:
                done = tables.run("list", "--cases", folder, check=2)
                messages = [message for _, _, message in errors(done.stderr)]
                self.assertGreater(len(messages), 0)
                self.assertEqual([message for message in messages if told not in message], [])
                self.assertEqual(len(set(messages)), len(messages))

    def test_many(self):
        """Not more than a hundred are shown, but all are counted."""
        table = "group g\n" + "".join("case c%d\n  x -> 1\n" % i for i in range(300))
        with tables.Folder({"x.case": table}) as folder:
            done = tables.run("list", "--cases", folder)
        self.assertEqual(len(list(errors(done.stderr))), 100)
        self.assertIn("300 errors (only the first are shown)", done.stderr)


if __name__ == "__main__":
    unittest.main()
