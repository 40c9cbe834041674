"""Closes the protocol, and goes on running."""
import os
import signal

import honest


def trigger(adapter, request):
    os.close(adapter.ANSWERS)
    signal.pause()


honest.serve(trigger=trigger)
