"""Writes bytes that are no JSON, and no UTF-8."""
import honest


def trigger(adapter, request):
    adapter.write(adapter.ANSWERS, b"\x00\xff\xfe{{{ \x1b[31mgarbage\n")
    return True


honest.serve(trigger=trigger)
