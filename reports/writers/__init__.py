"""The formats of a report. A new one is a new file and a new row here.

A writer is a module with `write(report, out)`: `report` is a model.report.Report, `out` a text stream.
Every writer starts with model.report.INCOMPLETE when a journal was cut short or does not add up.
"""

# option, module, what it is
WRITERS = (
    ("html", "writers.html_page", "one self-contained page: matrix, steps side by side, search"),
    ("junit", "writers.junit", "JUnit XML, a test suite for each implementation and group"),
    ("tap", "writers.tap", "TAP 14, a test point for each run"),
    ("markdown", "writers.markdown", "a summary to show in a CI"),
    ("badge", "writers.badge", "endpoint JSON of shields.io"),
    ("text", "writers.text", "a table of groups and a line of totals"),
)
