"""Started by a .pth file in each interpreter of an environment: puts the drop-in in the place of _socket, if the
environment has one, and with sockspec_full.py a part of the module socket as well; and notes in the environment's file `processes` which module is in use."""
import _frozen_importlib_external as external
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MODULE = os.path.join(HERE, "_socket_dropin.so")  # under another name it cannot be found by accident


FULL = os.path.exists(os.path.join(HERE, "sockspec_full.py"))


class Loader(external.SourceFileLoader):
    """Of the module socket in the second mode."""

    def exec_module(self, module):
        super().exec_module(module)
        import sockspec_full
        sockspec_full.apply(module)


class Finder:
    """Before the finders of builtin modules and of files, so that _socket is ours also when imported anew."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in ("_socket", "_sockspec_full"):
            return external.spec_from_file_location(name, MODULE)
        if name == "socket" and FULL:
            spec = external.PathFinder.find_spec(name, path, target)
            spec.loader = Loader(name, spec.origin)
            return spec
        return None


def note(text):
    try:
        fd = os.open(os.path.join(sys.prefix, "processes"), os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    except OSError:
        return  # a run that keeps no notes
    try:
        os.write(fd, ("socket\t%d\t%s\n" % (os.getpid(), text)).encode())
    finally:
        os.close(fd)


if os.path.exists(MODULE):
    sys.meta_path.insert(0, Finder)
import _socket  # noqa: E402

note(getattr(_socket, "__file__", "built in"))
