"""Answers everything, but does not go when it is asked to."""
import signal

import honest


def request(adapter, message):
    if message["do"] == "bye":
        adapter.send('{"id":%d,"ok":null}\n' % message["id"])
        signal.pause()


honest.serve(request=request)
