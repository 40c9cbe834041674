"""Forks, and leaves the child behind."""
import os
import signal

import honest


def trigger(adapter, request):
    if os.fork() == 0:
        signal.pause()


honest.serve(trigger=trigger)
