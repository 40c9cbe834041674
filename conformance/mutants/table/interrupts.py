"""Signals: what PEP 475 says, broken."""
import signal

from registry import patch


class Interrupted(Exception):
    pass


def interruptible(m, operations, interrupted):
    """In these operations a signal, after its handler, does `interrupted(call again)` instead of going on."""
    inside = [0]

    def install(number, handler):
        def wrapped(n, frame):
            handler(n, frame)
            if inside[0]:
                raise Interrupted
        return real(number, wrapped if callable(handler) else handler)
    real, signal.signal = signal.signal, install  # which the adapter calls by this name
    for operation in operations:
        was = getattr(m.socket, operation)

        def wrong(self, *args, _was=was, **kwargs):
            inside[0] += 1
            try:
                return _was(self, *args, **kwargs)
            except Interrupted:
                return interrupted(lambda: _was(self, *args, **kwargs))
            finally:
                inside[0] -= 1
        setattr(m.socket, operation, wrong)


def fails(again):
    raise InterruptedError(4, "Interrupted system call")


def once_more(again):
    """The call begins again, with its whole timeout."""
    return again()


for _name, _operation in [(n, n) for n in ("recv", "recvfrom", "recvmsg", "send", "sendall", "sendto", "sendmsg")] + [
        ("accept", "_accept")]:
    patch("interrupts", _name + "_eintr", "%s() raises InterruptedError" % _name, "method.%s.eintr-retry" % _name)(
        lambda m, operation=_operation: interruptible(m, [operation], fails))

for _operation in ("recv_into", "recvfrom_into", "recvmsg_into"):
    patch("interrupts", _operation + "_eintr", "%s() raises InterruptedError" % _operation,
          also=["interrupts.%s_retries" % _operation])(
        lambda m, operation=_operation: interruptible(m, [operation], fails))

for _name, _operation in (("recv", "recv"), ("accept", "_accept"), ("connect", "connect"), ("sendall", "sendall")):
    patch("interrupts", _name + "_restarts", "after a signal the timeout of %s() begins again" % _name,
          also=["interrupts.%s_deadline_is_absolute" % _name])(
        lambda m, operation=_operation: interruptible(m, [operation], once_more))

patch("interrupts", "connect_eintr", "connect() raises InterruptedError", "method.connect.eintr-waits",
      "method.connect.eintr-timeout")(lambda m: interruptible(m, ["connect"], fails))


@patch("interrupts", "swallows", "what a handler raises is lost", "method.connect.eintr-handler-exception")
def _(m):
    for operation in ("recv", "connect", "_accept"):
        was = getattr(m.socket, operation)

        def wrong(self, *args, _was=was):
            try:
                return _was(self, *args)
            except Exception as e:
                if isinstance(e, (OSError, TypeError, ValueError, OverflowError)):
                    raise
                raise InterruptedError(4, "Interrupted system call")
        setattr(m.socket, operation, wrong)
