"""Says its own address when it is asked for the peer's."""
import honest

peers = set()


def request(adapter, message):
    if message.get("op") == ".getpeername":
        message["op"] = ".getsockname"
        adapter.perform(message, 0)
        return True


honest.serve(request=request)
