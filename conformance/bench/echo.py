"""The other end of sockspec_echo with Python's json: answers each line until the input ends."""

import json
import os

while True:
    line = os.read(0, 4096)
    if not line:
        break
    request = json.loads(line)
    os.write(1, json.dumps({"id": request["id"], "ok": request["args"][0], "ns": 12345},
                           separators=(",", ":")).encode() + b"\n")
