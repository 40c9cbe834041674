"""The schema of the protocol accepts what docs/protocol.md shows and rejects what it forbids; that of the journal accepts what
docs/journal.md shows."""
import json
import os
import re
import unittest

import jsonschema
from protocol_client import ROOT, SCHEMA

ACCEPTED = """
{"started":7}
{"id":7,"ok":null,"ns":0}
{"id":7,"ok":{"tuple":[{"handle":"c"},{"tuple":["::1",1,0,0]}]},"ns":12,"warnings":[{"class":"W","text":""}]}
{"id":7,"ok":[{"int":"18446744073709551615"},{"float":"-inf"},{"float":"1e-05"},{"wtf8":"00"},{"bytes":""}],"ns":1}
{"id":7,"ok":{"digest":{"len":65537,"crc32":0}},"ns":1}
{"id":7,"ok":{"object":"socket"},"ns":1}
{"id":7,"raised":{"class":"timeout","bases":["timeout","OSError","Exception"],"args":["timed out"],"text":"timed out"},"ns":1}
{"id":7,"raised":{"class":"gaierror","bases":["gaierror"],"code":"EAI_NONAME","number":-2,"text":"x"},"ns":1}
{"do":"call","id":7,"op":".send","on":"a","args":[{"fill":{"seed":1,"len":9}}],"bind":"_","lane":1,"begin":true}
{"do":"call","id":7,"op":"socketpair","args":[],"kwargs":{"family":{"enum":"AddressFamily.AF_UNIX","value":1}},"bind":["a","b"]}
""".strip().splitlines()

REJECTED = """
{}
[]
{"id":7}
{"id":-1,"ok":null}
{"id":7,"ok":null,"ns":1.5}
{"id":7,"ok":1}
{"id":7,"ok":0.5,"ns":1}
{"id":7,"ok":9007199254740993,"ns":1}
{"id":7,"ok":"nul \\u0000","ns":1}
{"id":7,"ok":{"bytes":"4"},"ns":1}
{"id":7,"ok":{"bytes":"4A"},"ns":1}
{"id":7,"ok":{"bytes":"4a","more":1},"ns":1}
{"id":7,"ok":{"fill":{"seed":1,"len":9}},"ns":1}
{"id":7,"ok":{"float":0.5},"ns":1}
{"id":7,"ok":{"int":5},"ns":1}
{"id":7,"ok":{"digest":{"len":1,"crc32":0}},"ns":1}
{"id":7,"ok":null,"ns":1,"raised":{}}
{"id":7,"ok":null,"ns":1,"warnings":[]}
{"id":7,"raised":{"class":"OSError","bases":["OSError"],"errno":"EBADF","text":"no number"},"ns":1}
{"id":7,"raised":{"class":"OSError","bases":["OSError"],"errno":9,"number":9,"text":""},"ns":1}
{"id":7,"raised":{"class":"OSError","bases":["OSError"],"errno":"EBADF","code":"EAI_FAIL","number":9,"text":""},"ns":1}
{"id":7,"raised":{"class":"OSError","bases":[],"text":""},"ns":1}
{"id":7,"unsupported":""}
{"do":"call","id":7,"op":"recv"}
{"do":"call","id":7,"op":".recv","args":[{"object":"socket"}]}
{"do":"call","id":7,"op":".recv","args":[{"digest":{"len":65537,"crc32":0}}]}
{"do":"call","id":7,"op":"no way","args":[]}
{"do":"hello","id":0,"protocol":2}
{"do":"reset","id":9,"why":"x"}
{"id":0,"hello":{"protocol":1}}
""".strip().splitlines()


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lines = jsonschema.Draft7Validator(SCHEMA)

    def test_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_accepts(self):
        for line in ACCEPTED:
            with self.subTest(line):
                self.lines.validate(json.loads(line))

    def test_rejects(self):
        for line in REJECTED:
            with self.subTest(line):
                self.assertFalse(self.lines.is_valid(json.loads(line)))

    def test_accepts_the_lines_of_the_documentation(self):
        with open(os.path.join(ROOT, "docs", "protocol.md"), encoding="utf-8") as page:
            text = page.read()
        found = re.findall(r'`(\{"(?:do|id|started)":[^`]*\})`', text) + re.findall(r"```json\n(.*?)```", text, re.S)
        found = [f for f in found if "VALUE" not in f and "{…}" not in f]
        self.assertGreaterEqual(len(found), 8)
        for line in found:
            with self.subTest(line):
                self.lines.validate(json.loads(line))


class Journal(unittest.TestCase):
    def test_accepts_the_lines_of_the_documentation(self):
        with open(os.path.join(ROOT, "docs", "schema", "journal.schema.json"), encoding="utf-8") as schema:
            lines = jsonschema.Draft7Validator(json.load(schema))
        with open(os.path.join(ROOT, "docs", "journal.md"), encoding="utf-8") as page:
            found = re.findall(r"```json\n(.*?)```", page.read(), re.S)
        shown = [json.loads(line) for line in found]
        self.assertEqual([line["type"] for line in shown], ["header", "case", "footer"])
        for line in shown:
            with self.subTest(line["type"]):
                self.assertEqual([error.message for error in lines.iter_errors(line)], [])
        header, case, footer = shown
        self.assertIn(case["impl"], [one["name"] for one in header["implementations"]])
        self.assertEqual({sum(counts.values()) for counts in footer["totals"].values()}, {header["suite"]["selected"]})


if __name__ == "__main__":
    unittest.main()
