"""Sends HTML and terminal escapes wherever text goes: a result, an error, a reason, a warning, stderr."""
import sys

import honest

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> \x1b]0;title\x07\x1b[31m\x9b2J\u202e \r]]> &amp; </pre>"


def trigger(adapter, request):
    sys.stderr.write(EVIL + "\n")
    text = adapter.quote(EVIL)
    adapter.send('{"id":%d,"raised":{"class":%s,"bases":[%s],"errno":%s,"number":1,"text":%s,"args":[%s]},"ns":1,'
                 '"warnings":[{"class":%s,"text":%s}]}\n' % ((request["id"],) + (text,) * 7))
    return True


honest.serve(trigger=trigger)
