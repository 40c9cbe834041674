"""Hangs in a step, and no signal that can be ignored ends it."""
import signal

import honest

for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
    signal.signal(number, signal.SIG_IGN)


def trigger(adapter, request):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    while True:
        signal.pause()


honest.serve(trigger=trigger)
