"""How a mutant is written: a decorator that says what is wrong and which clauses that violates, over the wrong code.

    @method("recv_into", "ignores_nbytes", "nbytes is not looked at", "method.recv_into.limit")
    def _(was, self, buffer, nbytes=0, flags=0):
        return was(self, buffer, 0, flags)

`was` is the right implementation. The mutant's name is `socket.recv_into.ignores_nbytes`. Of the clauses named, each alone is
violated: a case that holds it has to fail.
"""

MUTANTS = {}


class Mutant:
    """One wrong implementation: `apply(m)` makes the fresh copy `m` of the socket module wrong."""

    def __init__(self, topic, name, wrong, clauses, apply, also):
        self.name, self.wrong, self.clauses, self.apply, self.also = topic + "." + name, wrong, clauses, apply, also
        if self.name in MUTANTS:
            raise ValueError("two mutants named " + self.name)
        MUTANTS[self.name] = self


def patch(topic, name, wrong, *clauses, also=()):
    """The decorated function gets the module and changes it as it likes.

    Without clauses the mutant violates what the page leaves to other words: `also` are the globs of the cases to run.
    """
    def register(function):
        Mutant(topic, name, wrong, clauses, function, also)
        return function
    return register


def function(operation, name, wrong, *clauses, also=()):
    """The decorated function replaces a function of the module."""
    def register(wrong_one):
        def apply(m):
            was = getattr(m, operation)
            setattr(m, operation, lambda *args, **kwargs: wrong_one(was, *args, **kwargs))
        Mutant(operation, name, wrong, clauses, apply, also)
        return wrong_one
    return register


def method(operation, name, wrong, *clauses, also=()):
    """The decorated function replaces a method of the socket class."""
    def register(wrong_one):
        def apply(m):
            was = getattr(m.socket, operation)
            setattr(m.socket, operation, lambda self, *args, **kwargs: wrong_one(was, self, *args, **kwargs))
        Mutant("socket." + operation.strip("_"), name, wrong, clauses, apply, also)
        return wrong_one
    return register


def attribute(name, mutant, wrong, *clauses, also=()):
    """The decorated function computes an attribute of a socket from the right value."""
    def register(wrong_one):
        def apply(m):
            was = getattr(m.socket, name)
            setattr(m.socket, name, property(lambda self: wrong_one(was.__get__(self))))
        Mutant("socket." + name, mutant, wrong, clauses, apply, also)
        return wrong_one
    return register


def constant(name, value, *clauses, also=()):
    """The constant has another value, or with None is not there."""
    def apply(m):
        if value is None:
            m.__dict__.pop(name, None)  # this Python may lack it anyway
        else:
            setattr(m, name, value)
    wrong = "%s is not there" % name if value is None else "%s is %r" % (name, value)
    Mutant("constants", name.lower() + ("_absent" if value is None else "_other"), wrong, clauses, apply, also)
