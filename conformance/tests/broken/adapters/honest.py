"""The Python adapter of the project with a place to break it; run by itself it is unbroken.

A broken adapter gives functions to serve(): `trigger(adapter, request)` is called for the operation that the case
`broken.trigger` uses, `line(text)` changes each line that is written, `request(adapter, message)` sees each request.
A function that returns True has dealt with its request; the adapter does nothing more.
"""
import importlib.util
import json
import os
import sys

TRIGGER = "gethostname"
PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "adapters", "python", "adapter.py")


def load():
    """The adapter as a module. It takes stdin and stdout, as it does when it is run."""
    spec = importlib.util.spec_from_file_location("adapter", PATH)
    adapter = importlib.util.module_from_spec(spec)
    sys.argv, sys.dont_write_bytecode = sys.argv[:1], True
    spec.loader.exec_module(adapter)
    return adapter


def serve(trigger=None, line=None, request=None):
    adapter = load()
    handle, send = adapter.handle, adapter.send

    def broken_handle(text):
        message = json.loads(text.decode())
        if request and request(adapter, message):
            return True
        if trigger and message.get("op") == TRIGGER and trigger(adapter, message):
            return True
        return handle(text)

    adapter.handle = broken_handle
    if line:
        adapter.send = lambda text: send(line(text))
    os._exit(adapter.serve())


if __name__ == "__main__":
    serve()
