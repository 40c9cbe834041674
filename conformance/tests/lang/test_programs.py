"""The programs that good.case compiles to, and the schema. SOCKSPEC_BLESS=1 rewrites good.jsonl, for a person to read."""

import json
import os
import unittest

import tables

ROOT = os.path.join(tables.HERE, "..", "..", "..")
GOLDEN = os.path.join(tables.HERE, "good.jsonl")


def export(*arguments):
    return tables.run("export", *arguments, check=0).stdout


class Programs(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        with open(os.path.join(tables.HERE, "good.case"), encoding="utf-8") as file:
            self.folder = tables.Folder({"good.case": file.read()})
        self.addCleanup(self.folder.cleanup)

    def test_golden(self):
        text = export("--cases", self.folder.name)
        if os.environ.get("SOCKSPEC_BLESS"):
            with open(GOLDEN, "w", encoding="utf-8") as file:
                file.write(text)
        with open(GOLDEN, encoding="utf-8") as file:
            golden = [json.loads(line) for line in file]
        programs = [json.loads(line) for line in text.splitlines()]
        self.assertEqual([p["id"] for p in programs], [p["id"] for p in golden])
        for program, wanted in zip(programs, golden):
            with self.subTest(program["id"]):
                self.assertEqual(program, wanted)

    def test_same_bytes(self):
        """Two exports are the same to the byte, and so are the digests; another table has another digest."""
        self.assertEqual(export("--cases", self.folder.name), export("--cases", self.folder.name))
        first = export("--cases", self.folder.name, "--digest")
        self.assertRegex(first, r"^[0-9a-f]{16}\n$")
        self.assertEqual(export("--cases", self.folder.name, "--digest"), first)
        with open(os.path.join(self.folder.name, "good.case"), "a", encoding="utf-8") as file:
            file.write("case more\n  1 -> 1\n")
        self.assertNotEqual(export("--cases", self.folder.name, "--digest"), first)

    def test_template_names_stay_inside(self):
        """Names of a template do not meet those of the case, where the template's own are hidden."""
        table = 'group g\ncase c over tcp4\n  lst, addr = listener()\n  a, b = pair()\n  addr -> ANY\n'
        with tables.Folder({"x.case": table}) as folder:
            program = json.loads(export("--cases", folder))
        names = [step.get("bind") for step in program["steps"] if step["do"] == "call"]
        single = [name for name in names if isinstance(name, str)]
        self.assertEqual(single, ["lst", "addr", "pair2.lst", "pair2.addr", "a"])
        self.assertIn(["b", "_"], names)

    def test_lane_of_templates_in_templates(self):
        """All steps of a template are on the lane of its use, those of the templates that it uses, too."""
        table = 'group g\ncase c over tcp4\n  @2 a, b = pair()\n  a.send(b"x") -> 1\n'
        with tables.Folder({"x.case": table}) as folder:
            program = json.loads(export("--cases", folder))
        lanes = [(step.get("template"), step.get("lane")) for step in program["steps"]]
        self.assertEqual(lanes, [("listener", 2)] * 4 + [("pair", 2)] * 4 + [(None, None)])

    def test_keyword_columns_by_name(self):
        """The name of a column means what the row gives for it, wherever in the row that stands."""
        table = ('group g\ntable getaddrinfo(host, port)\n  then  port -> 1\n  then  host -> "a"\n'
                 '  r port=1, host="a" -> ANY\n  s "a", flags=0, port=1 -> ANY\n')
        with tables.Folder({"x.case": table}) as folder:
            programs = [json.loads(line) for line in export("--cases", folder).splitlines()]
        self.assertEqual([step.get("kwargs") for program in programs for step in program["steps"] if step["do"] == "call"],
                         [{"port": 1, "host": "a"}, {"flags": 0, "port": 1}])
        for program in programs:
            checks = [(step["value"], step["source"]) for step in program["steps"] if step["do"] == "check"]
            self.assertEqual(checks, [(1, "1 -> 1"), ("a", '"a" -> "a"')])

    def test_reasons_that_look_like_rows(self):
        """Strings and comments on a table's line of attributes do not make a row of it."""
        table = ('group g\ntable inet_aton(text)\n  since 3.8 because "maps a -> b"\n  on linux because \'who raises there\'\n'
                 '  tag slow # a -> b raises c\n  r "1" -> bytes\n')
        with tables.Folder({"x.case": table}) as folder:
            program = json.loads(export("--cases", folder))
        self.assertEqual([condition["because"] for condition in program["conditions"]], ["maps a -> b", "who raises there"])

    def test_source_of_bytes(self):
        """The prefix of bytes is no name of a column."""
        table = 'group g\ntable t(b, B)\n  test  b"x" + b + B"y" + b\'z\' + B\n  r b"1", b"2" -> b"x1yz2"\n'
        with tables.Folder({"x.case": table}) as folder:
            program = json.loads(export("--cases", folder))
        self.assertEqual(program["steps"][0]["source"], 'b"x" + b"1" + B"y" + b\'z\' + b"2" -> b"x1yz2"')


class Schema(unittest.TestCase):
    def setUp(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("the package jsonschema is not installed (Debian: python3-jsonschema)")
        with open(os.path.join(ROOT, "docs", "schema", "program.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        self.validator = jsonschema.Draft7Validator(schema)

    def hold(self, text):
        lines = text.splitlines()
        for line in lines:
            program = json.loads(line)
            for error in self.validator.iter_errors(program):
                self.fail("%s: %s: %s" % (program["id"], list(error.absolute_path), error.message[:500]))
        return len(lines)

    def test_good(self):
        with open(os.path.join(tables.HERE, "good.case"), encoding="utf-8") as file:
            with tables.Folder({"good.case": file.read()}) as folder:
                self.assertGreater(self.hold(export("--cases", folder)), 15)

    def test_all_tables(self):
        self.assertGreater(self.hold(export("--cases", os.path.join(ROOT, "conformance", "cases"))), 100)

    def test_schema_is_strict(self):
        with open(GOLDEN, encoding="utf-8") as file:
            good = json.loads(file.readline())
        self.assertTrue(self.validator.is_valid(good))
        step = good["steps"][0]
        for where, key, value in [(good, "more", 1), (good, "level", "may"), (good, "program", 2), (good, "steps", []),
                                  (step, "more", 1), (step, "do", "dance"), (step, "args", [{"var": "x", "const": "Y"}]),
                                  (step, "args", [{"bytes": "0"}]), (step, "args", [0.5]), (step, "args", [{"any": True}]),
                                  (step, "expect", {}), (step, "expect", {"value": 1, "raises": {"class": "OSError"}}),
                                  (good, "conditions", [{"subject": "api", "op": "is", "value": "3.8", "because": "x"}])]:
            with self.subTest("%s=%r" % (key, value)):
                former = where.get(key)
                where[key] = value
                self.assertFalse(self.validator.is_valid(good))
                if former is None:
                    del where[key]
                else:
                    where[key] = former


if __name__ == "__main__":
    unittest.main()
