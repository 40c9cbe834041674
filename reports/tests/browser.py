"""Not in the default tier: a hostile report in headless Chromium must show its runs, and run nothing that came with them.

    python3 -m tests.browser [CHROMIUM]        (from the folder reports/)
"""

import os
import subprocess
import sys
import tempfile

from tests.helpers import PROGRAM
from tests.test_writers import hostile

ARGUMENTS = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
             "--enable-logging=stderr --virtual-time-budget=3000 --dump-dom").split()


def main(chromium="chromium"):
    with tempfile.TemporaryDirectory() as folder:
        journal, page = os.path.join(folder, "journal.jsonl"), os.path.join(folder, "page.html")
        with open(journal, "w", encoding="utf-8") as file:
            file.write(hostile().replace("alert(1)", "document.title='broken out'"))
        subprocess.run([sys.executable, PROGRAM, "report", journal, "--html", page], check=True)
        done = subprocess.run([chromium] + ARGUMENTS + ["--user-data-dir=" + os.path.join(folder, "profile"), "file://%s#x.run0" % page],
                              capture_output=True, encoding="utf-8", timeout=60, check=True)
    dom = done.stdout
    wrong = [text for text, good in (
        ("the title was changed", "<title>sockspec: 72 unexpected</title>" in dom),
        ("there are other scripts than its own", dom.count("<script") == 2),
        ("the runs are not shown", dom.count("<li data-id=") >= 100),
        ("the linked run is not open", dom.count('class="detail"') == 1),
        ("the console has errors", "CONSOLE" not in done.stderr)) if not good]
    print("\n".join(wrong) or "inert, and complete")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
