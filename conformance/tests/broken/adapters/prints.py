"""Never moved the protocol away from stdout: what C code prints there lands among the answers."""
import ctypes
import os

import honest


def trigger(adapter, request):
    os.dup2(adapter.ANSWERS, 1)
    libc = ctypes.CDLL(None)
    libc.puts(b"resolving the host name ...")
    libc.fflush(None)


honest.serve(trigger=trigger)
