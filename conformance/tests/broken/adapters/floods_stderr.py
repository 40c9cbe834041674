"""Writes 20 MB to stderr before it answers, rightly."""
import os

import honest


def trigger(adapter, request):
    for _ in range(320):
        os.write(2, b"noise \x1b[2J" * 6000)


honest.serve(trigger=trigger)
