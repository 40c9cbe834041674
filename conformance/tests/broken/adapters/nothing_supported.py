"""Answers "unsupported" to every call: it must not pass for a conformant implementation."""
import honest


def request(adapter, message):
    if message["do"] == "call":
        adapter.send('{"id":%d,"unsupported":"not today"}\n' % message["id"])
        return True


honest.serve(request=request)
