"""In the lab, as root: bring Bluetooth up, run the command of SHARE/job.json, leave its exit status in SHARE/exit.

    start.py SHARE

job.json is {"command": [words], "folder": where, "environment": {…}}. What the command prints goes to SHARE/output.
"""
import json
import os
import subprocess
import sys

import controllers
import hci


def write(path, text):
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + ".new", path)


def main(share):
    with open(os.path.join(share, "job.json"), encoding="utf-8") as file:
        job = json.load(file)
    problem = controllers.start()
    print("lab: Bluetooth: %s" % (problem or " and ".join(map(hci.text, controllers.ADDRESSES))), flush=True)
    write(os.path.join(share, "ready"), "")
    with open(os.path.join(share, "output"), "ab") as output:
        status = subprocess.call(job["command"], cwd=job["folder"], env=job["environment"], stdin=subprocess.DEVNULL,
                                 stdout=output, stderr=output)
    write(os.path.join(share, "exit"), "%d\n" % status)


if __name__ == "__main__":
    main(sys.argv[1])
