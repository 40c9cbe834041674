"""Loses the last byte of what it receives."""
import honest


def request(adapter, message):
    if message.get("op") == ".recv" and message["args"][0] > 1:
        message["args"][0] = 4
        adapter.perform(message, 0)
        return True


honest.serve(request=request)
