"""Forks twice and leaves a grandchild in a session of its own, deaf to signals, with every descriptor closed."""
import os
import signal

import honest


def trigger(adapter, request):
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            os.closerange(0, 1024)
            while True:
                signal.pause()
        os._exit(0)
    os.waitpid(child, 0)


honest.serve(trigger=trigger)
