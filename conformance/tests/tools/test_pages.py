"""tools/pages.sh: no page is written from an export that failed."""
import os
import unittest

from scripts import PROJECT, Test

SOCKSPEC = r"""
command=$1
shift
case $command in
export) echo '{"program":1}'; exit "$STATUS" ;;
errata) for word in "$@"; do case $word in *.tsv | *.md) ;; *) [ ! -f "$word" ] || cp "$word" "$FOLDER/read" ;; esac; done ;;
esac
echo "$command" >>"$FOLDER/calls"
"""


class Pages(Test):
    def pages(self, status):
        words = ["sh", os.path.join(PROJECT, "tools/pages.sh"), self.stub("sockspec", SOCKSPEC), "--check"]
        found, said = self.run_script(*words, FOLDER=self.folder, STATUS=str(status))
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("tmp.")], [])
        return found, self.read("calls") if os.path.exists(self.path("calls")) else "", said

    def test_good(self):
        self.assertEqual(self.pages(0), (0, "errata\nknowndiff\n", ""))
        self.assertIn('{"program":1}\n', self.read("read"))

    def test_export_fails(self):
        self.assertEqual(self.pages(2), (2, "", ""))


if __name__ == "__main__":
    unittest.main()
