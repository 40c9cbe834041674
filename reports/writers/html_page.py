"""One self-contained HTML page: no network, and a policy in the page itself that forbids any script but its own."""

import base64
import hashlib
import os

from writers.page import data, static

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page")

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '{hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="{icon}">
<style>
{style}</style>
</head>
<body>
{body}
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def write(report, out):
    script = _part("page.js")
    out.write(PAGE.format(
        hash="sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        title=static.title(report), icon=static.icon(report), style=_part("style.css"), script=script,
        body=static.body(report), data=data.pack(report)))


def _part(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()
