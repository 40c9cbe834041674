"""What the benchmarks share: running a program and counting, generated tables, the rows of the report."""

import os
import re
import statistics
import subprocess
import sys
import time


class Row:
    """One line of the report. `budget` is a text like ">= 0.50" or "< 10 s", None where there is none."""

    def __init__(self, what, measured, unit="", budget=None, note=""):
        self.what, self.measured, self.unit, self.budget, self.note = what, measured, unit, budget, note

    def met(self):
        if self.budget is None or self.measured is None:
            return None
        sign, limit = self.budget.split()[:2]
        return self.measured >= float(limit) if sign == ">=" else self.measured < float(limit)


class Ended:
    def __init__(self, status, output, wall, usage):
        self.status, self.output, self.wall = status, output, wall
        self.cpu = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024  # of the largest process


def pin(count):
    """Keep to the last `count` of the processors that are allowed: for what is started with preexec_fn."""
    def keep():
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-count:])
    return keep


def run(command, processors=None, limit=600, **options):
    """Run to the end. Wall in s, CPU in s of it and all it waited for. None if it takes more than `limit` s."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               preexec_fn=pin(processors) if processors else None, start_new_session=True, **options)
    try:
        output = process.stdout.read() if limit is None else read_until(process, start + limit)
    except TimeoutError:
        os.killpg(process.pid, 9)
        process.wait()
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status) if hasattr(os, "waitstatus_to_exitcode") else status
    return Ended(process.returncode, output.decode("utf-8", "replace"), time.monotonic() - start, usage)


def read_until(process, deadline):
    import selectors
    chunks = []
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimeoutError
            chunk = os.read(process.stdout.fileno(), 1 << 16)
            if not chunk:
                return b"".join(chunks)
            chunks.append(chunk)


class Sockspec:
    """The built runner."""

    def __init__(self, build, source):
        self.program = os.path.join(build, "conformance", "sockspec")
        self.echo = os.path.join(build, "conformance", "bench", "sockspec_echo")
        self.adapter = "%s %s" % (sys.executable, os.path.join(source, "conformance/adapters/python/adapter.py"))
        self.environment = dict(os.environ)
        self.environment.setdefault("SOCKSPEC_DATA", source)

    def __call__(self, *arguments, processors=None, statuses=(0,)):
        ended = run([self.program, *map(str, arguments)], processors, env=self.environment)
        if ended is None or ended.status not in statuses:
            sys.exit("bench.py: sockspec %s: %s" % (" ".join(map(str, arguments)),
                                                   ended.output[-2000:] if ended else "takes more than ten minutes"))
        return ended

    def run(self, *arguments, **options):
        """(runs that were made, Ended)"""
        ended = self("run", "--quiet", *arguments, **options)
        total = re.search(r"^total (\d+):", ended.output, re.M)
        return int(total.group(1)), ended


def table_of_steps(folder, cases, steps):
    """Cases of many steps: what a step costs."""
    with open(os.path.join(folder, "steps.case"), "w") as file:
        file.write("group steps\n")
        for number in range(cases):
            file.write("case c%d\n" % number)
            for i in range(steps):
                file.write("  htons(%d) -> %d\n" % (i, (i & 255) << 8 | i >> 8))


def table_of_rows(folder, count):
    """Rows of one step: what a case costs."""
    with open(os.path.join(folder, "rows.case"), "w") as file:
        file.write("group rows\ntable inet_aton(text)\n")
        for i in range(count):
            packed = i.to_bytes(4, "big")
            file.write('  r%d "%d.%d.%d.%d" -> b"%s"\n' % ((i, *packed, "".join("\\x%02x" % byte for byte in packed))))


def median(values):
    return statistics.median(values)
