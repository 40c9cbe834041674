"""In the lab, as root: bring Bluetooth and RDS up, run the commands of SHARE/job.json, leave their exit status in SHARE/exit.

    start.py SHARE

job.json is {"commands": [[words]], "folder": where, "environment": {…}}. What they print goes to SHARE/output.
"""
import json
import os
import subprocess
import sys

import controllers
import hci
import rds
import rfcomm


def write(path, text):
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + ".new", path)


def play(words, job, output):
    """The exit status of a command, as a shell has it: 127 if there is none of that name, 126 if it cannot be run."""
    try:
        status = subprocess.call(words, cwd=job["folder"], env=job["environment"], stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    except OSError as error:
        output.write(b"lab: %s: %s\n" % (os.fsencode(words[0]), error.strerror.encode()))
        return 127 if isinstance(error, FileNotFoundError) else 126
    return status if status >= 0 else 128 - status


def worst(statuses):
    """One exit status for several, as of `sockspec run`: 77, nothing applicable, only if all say so."""
    bad = [status for status in statuses if status not in (0, 77)]
    return max(bad, default=0 if 0 in statuses else 77)


def bluetooth():
    """(why there is none or not all of it, or None; what is to be kept open)."""
    problem, held = controllers.start(), ()
    if problem is None:
        try:
            held = rfcomm.hold(*controllers.ADDRESSES)
        except (ImportError, OSError) as error:
            problem = "no RFCOMM connection to hold the session: %s" % error
    return problem, held


def main(share):
    with open(os.path.join(share, "job.json"), encoding="utf-8") as file:
        job = json.load(file)
    problem, held = bluetooth()
    print("lab: Bluetooth: %s" % (problem or " and ".join(map(hci.text, controllers.ADDRESSES))), flush=True)
    problem = rds.connect()
    if problem is not None:
        print("lab: RDS: %s" % problem, flush=True)
    write(os.path.join(share, "ready"), "")
    with open(os.path.join(share, "output"), "ab") as output:
        statuses = [play(words, job, output) for words in job["commands"]]
    for sock in held:
        sock.close()
    write(os.path.join(share, "exit"), "%d\n" % worst(statuses))


if __name__ == "__main__":
    main(sys.argv[1])
