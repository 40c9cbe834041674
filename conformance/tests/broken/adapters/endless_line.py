"""Writes 100 MB without a newline."""
import honest


def trigger(adapter, request):
    for _ in range(1600):
        adapter.send("x" * 65536)
    return True


honest.serve(trigger=trigger)
