"""Answers one request twice."""
import honest


def trigger(adapter, request):
    for _ in range(2):
        adapter.send('{"id":%d,"ok":"host","ns":1}\n' % request["id"])
    return True


honest.serve(trigger=trigger)
