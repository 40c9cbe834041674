"""The comparison in the lab, where the families are that most kernels lack. The machine outside is the guest's root, read-only:
what is compiled is made outside and copied to the guest's /tmp."""
import os
import shlex
import subprocess
import sys

import build

ROOT = os.path.dirname(os.path.dirname(build.ROOM))
PLACE = "/tmp/dropin"


def run(info, options, arguments):
    """The status of dropin.py with these arguments in the lab."""
    library = os.path.abspath(options.library)
    place = build.prepare(info, library, options.out, options.cflag)
    inside = [info["executable"], "-B", os.path.join(build.ROOM, "runner", "dropin.py"), "--python", info["executable"],
              "--library", library, "--out", PLACE] + arguments
    script = "mkdir -p %s && cp -a %s %s && cd / && exec %s" % (PLACE, shlex.quote(place), PLACE, shlex.join(inside))
    command = [sys.executable, "-B", os.path.join(ROOT, "conformance", "lab", "lab.py"), os.path.dirname(os.path.dirname(library)),
               "--limit", str(int(options.limit)), "--", "sh", "-c", script]
    return subprocess.run(command, check=False, cwd=ROOT).returncode
