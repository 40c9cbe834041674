"""Writes the first half of an answer, and is gone, with a status of 0."""
import os

import honest


def trigger(adapter, request):
    adapter.write(adapter.ANSWERS, b'{"id":%d,"o' % request["id"])
    os._exit(0)


honest.serve(trigger=trigger)
