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
        statuses = [subprocess.call(words, cwd=job["folder"], env=job["environment"], stdin=subprocess.DEVNULL,
                                    stdout=output, stderr=output) for words in job["commands"]]
    for sock in held:
        sock.close()
    write(os.path.join(share, "exit"), "%d\n" % worst([status if status >= 0 else 128 - status for status in statuses]))


if __name__ == "__main__":
    main(sys.argv[1])
