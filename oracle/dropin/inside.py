#!/usr/bin/env python3
"""Runs the tests of the folder inside/ on the stock module and on the drop-in in its second mode. They say what Python does
where CPython's own tests say nothing, so each must pass on both: the stock module is the oracle of the test itself. The
interpreters are those of `./run dropin` that are here, else the oldest that is.

Usage: inside.py --library LIBREFSOCK.A --out FOLDER [--root FOLDER]. Exit status 0, 1 a test fails, 3 a run proved nothing, 77
no interpreter."""
import argparse
import os
import subprocess
import sys

ROOM = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(ROOM, "runner"))
import build  # noqa: E402
import pythons  # noqa: E402
import root  # noqa: E402

# What the tests of the folder certainly use.
USED = set("rs_open rs_socketpair rs_bind rs_listen rs_accept rs_connect rs_close rs_recv rs_recv_into rs_recvmsg rs_send rs_sendall "
           "rs_dup rs_fromfd rs_create_connection rs_create_server rs_sendfile rs_send_fds rs_recv_fds rs_getfqdn rs_makefile "
           "rs_stream_read rs_stream_peek rs_stream_readline rs_stream_readlines rs_stream_write "
           "rs_stream_flush rs_stream_close rs_stream_reconfigure".split())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", required=True, help="librefsock.a, compiled with -finstrument-functions")
    parser.add_argument("--out", required=True)
    parser.add_argument("--python", metavar="VERSION|PATH", help="this one alone")
    parser.add_argument("tests", nargs="*", help="of unittest (default: all)")
    root.add_option(parser)
    options = parser.parse_args()
    chosen, missing = pythons.here([options.python] if options.python else ())
    statuses = [run(info, options) for info in chosen] + root.run_missing(missing, "tested", options, os.path.abspath(__file__), options.tests)
    if not statuses:
        print("no CPython with headers and tests was found", file=sys.stderr)
        return 77
    return max(statuses)


def run(info, options):
    """The exit status for one interpreter."""
    which = options.tests or ["discover", "-t", ROOM, "-s", os.path.join(ROOM, "inside")]
    stock, dropin = build.build(info, options.library, os.path.abspath(options.out), full=True)
    status = 0
    for name, environment in (("stock", stock), ("drop-in", dropin)):
        print("python %s, %s" % (info["version"], name), flush=True)
        done = subprocess.run([environment.python, "-B", "-X", "faulthandler", "-W", "error", "-m", "unittest", *which], cwd=ROOM,
                              timeout=100, check=False)
        status = status or int(done.returncode != 0)
    called = {name for name, count in dropin.counters().items() if count}
    missing = [] if options.tests else sorted(USED - called)
    if missing or not called - dropin.at_import():
        print("librefsock was not called (%s): this proves nothing" % " ".join(missing or ["no test called a function"]))
        return 3
    return status


if __name__ == "__main__":
    sys.exit(main())
