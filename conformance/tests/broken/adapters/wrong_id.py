"""Answers a request that nobody made."""
import honest


def trigger(adapter, request):
    adapter.send('{"id":%d,"ok":"host","ns":1}\n' % (request["id"] + 1000))
    return True


honest.serve(trigger=trigger)
