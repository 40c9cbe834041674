"""The journals that these tests are made with are those of the published schema, as far as there is a validator."""

import json
import os
import unittest

from tests import synthetic
from tests.helpers import ROOT

SCHEMA = os.path.join(os.path.dirname(ROOT), "docs", "schema", "journal.schema.json")


class Schema(unittest.TestCase):
    def test_synthetic_journals_are_valid(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("no module jsonschema (python3-jsonschema) to validate with")
        if not os.path.exists(SCHEMA):
            self.skipTest("docs/schema/journal.schema.json is not in this tree")
        with open(SCHEMA, encoding="utf-8") as file:
            schema = json.load(file)
        validator = jsonschema.validators.validator_for(schema)(schema)
        text = synthetic.journal(synthetic.large(60, ("ref", "other"), trouble=0.5))
        for line in text.splitlines():
            validator.validate(json.loads(line))
        with self.assertRaises(jsonschema.ValidationError):
            validator.validate(dict(json.loads(text.splitlines()[1]), outcome="perhaps"))


if __name__ == "__main__":
    unittest.main()
