"""Nests its JSON 100,000 deep, as a parser's stack will not bear."""
import honest


def trigger(adapter, request):
    adapter.send('{"id":%d,"ok":%s%s,"ns":1}\n' % (request["id"], "[" * 100000, "]" * 100000))
    return True


honest.serve(trigger=trigger)
