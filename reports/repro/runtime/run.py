# ---- the script's side ----

class Actor:
    """A process that plays one part."""

    def __init__(self, name):
        self.name = name
        self.process = subprocess.Popen([sys.executable, os.path.abspath(__file__), "--actor", name],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.pending = {}  # lane -> (number, bind)
        self.messages = {}  # number -> messages so far
        self.changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while True:
                message = pickle.load(self.process.stdout)
                with self.changed:
                    self.messages.setdefault(message[0], []).append(message)
                    self.changed.notify_all()
        except (EOFError, pickle.UnpicklingError, OSError):
            with self.changed:
                self.messages[None] = ["gone"]
                self.changed.notify_all()

    def wait(self, number, what, seconds):
        """The message of that sort, or None if there is none in time."""
        def found():
            for message in self.messages.get(number, ()):
                if message[1] == what:
                    return message
            return "gone" if None in self.messages else None
        with self.changed:
            self.changed.wait_for(found, seconds)
            return found()

    def ask(self, number, lane, source, names, bind):
        self.pending[lane] = number, bind
        pickle.dump((number, lane, source, names, bind), self.process.stdin)
        self.process.stdin.flush()

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()


class Stop(Exception):
    """The case is decided."""

    def __init__(self, code):
        super().__init__()
        self.code = code


class Run:
    """Does the steps one by one, and says of each what was observed."""

    def __init__(self, file, level, deadline):
        self.file, self.level, self.deadline = file, level, deadline
        self.folder = tempfile.mkdtemp(prefix="repro-")
        self.names = {"TMP": self.folder, "TOKEN": os.path.basename(self.folder)}
        self.actors = {}
        self.number = 0

    def start(self, *actors):
        for name in actors:
            self.actors[name] = Actor(name)

    def call(self, line, actor, source, bind=None, lane=0, **expect):
        self.begin(line, actor, source, bind, lane, quiet=True)
        self.end(line, actor, lane, source=source, **expect)

    def begin(self, line, actor, source, bind=None, lane=0, quiet=False):
        self.number += 1
        # An object to be dropped is not looked up: that would be one more reference to it.
        used = {name: value for name, value in self.names.items()
                if re.search(r"\b%s\b" % re.escape(name), source) and not source.startswith("sys_drop(")}
        try:
            self.actors[actor].ask(self.number, lane, source, used, bind)
        except OSError:
            self.differs(line, actor, source, "the process is gone", "an answer")
        message = self.actors[actor].wait(self.number, "started", self.deadline)
        if message is None:
            self.differs(line, actor, source, "not even started after %g s" % self.deadline, "to start")
        if not quiet:
            self.say("begun", line, actor, source, "")

    def blocked(self, line, actor, lane=0):
        number, _ = self.actors[actor].pending[lane]
        message = self.actors[actor].wait(number, "done", BLOCKED_AFTER)
        if message is not None:
            self.differs(line, actor, "blocked", message if message == "gone" else "returned: %r" % (message[2],), "to be waiting")
        self.say("ok", line, actor, "blocked", "is waiting")

    def end(self, line, actor, lane=0, source="end", returns=None, raises=None, code=(), exactly=False, text=None, args=None,
            warns=(), least_ms=None, most_ms=None):
        number, bind = self.actors[actor].pending.pop(lane)
        message = self.actors[actor].wait(number, "done", self.deadline)
        if message is None:
            self.differs(line, actor, source, "no answer after %g s" % self.deadline, "an answer")
        if message == "gone":
            self.differs(line, actor, source, "the process has died", "an answer")
        _, _, result, took, warned = message
        if raises is None:
            if isinstance(result, Raised):
                self.differs(line, actor, source, show(result), returns or "to return")
            if returns is not None and not matches(self.value(returns), result):
                self.differs(line, actor, source, show(result), repr(self.value(returns)))
            self.bind(bind, result, line, actor, source)
        else:
            self.compare_error(line, actor, source, result, raises, code, exactly, text, args)
        self.compare_rest(line, actor, source, took, warned, warns, least_ms, most_ms)
        self.say("ok", line, actor, source, show(result))

    def compare_error(self, line, actor, source, result, raises, code, exactly, text, args):
        wanted = " ".join([raises, "|".join(code)]).strip()
        if not isinstance(result, Raised):
            self.differs(line, actor, source, show(result), "to raise " + wanted)
        good = result.names[0] == raises or (not exactly and raises in result.names)
        if code:
            good = good and any(same_code(name, result.code) for name in code)
        if text is not None:
            good = good and matches(self.value(text), result.text)
        if args is not None:
            good = good and matches(self.value(args), result.args)
        if not good:
            self.differs(line, actor, source, show(result), "to raise %s%s" % (
                wanted, "".join(" with %s" % each for each in (text, args) if each)))

    def compare_rest(self, line, actor, source, took, warned, warns, least_ms, most_ms):
        if least_ms is not None and took < least_ms:
            self.differs(line, actor, source, "after %.1f ms" % took, "not before %g ms" % least_ms)
        if most_ms is not None and took > most_ms:
            self.differs(line, actor, source, "after %.1f ms" % took, "before %g ms" % most_ms)
        for name in warns:
            if name not in warned:
                self.differs(line, actor, source, "warnings: %s" % (warned or "none"), "the warning " + name)
        if self.level != "must" and set(warned) - set(warns):
            self.differs(line, actor, source, "warnings: %s" % warned, "no other warning than %s" % (list(warns) or "none"))

    def bind(self, bind, result, line, actor, source):
        if isinstance(bind, str):
            self.names[bind] = result
        elif bind:
            if not isinstance(result, (tuple, list)) or len(result) != len(bind):
                self.differs(line, actor, source, show(result), "%d values" % len(bind))
            self.names.update(zip(bind, result))

    def value(self, source):
        return eval(source, globals(), dict(self.names))

    def let(self, name, source):
        self.names[name] = self.value(source)

    def check(self, line, source, returns):
        seen = self.value(source)
        if not matches(self.value(returns), seen):
            self.differs(line, "", source, show(seen), repr(self.value(returns)))
        self.say("ok", line, "", source, show(seen))

    def signal(self, line, actor, name):
        self.actors[actor].process.send_signal(getattr(signal, "SIG" + name))
        self.say("sent", line, actor, "SIG" + name, "")

    def kill(self, line, actor):
        self.actors[actor].process.kill()
        self.actors[actor].process.wait()
        self.say("killed", line, actor, "", "")

    def say(self, word, line, actor, source, seen):
        where = line if isinstance(line, str) else "%s:%d" % (self.file, line)  # a template's lines have its name
        print("%-7s %-14s %s  %s%s" % (word, where, actor, source, "  ->  " + seen if seen else ""))

    def differs(self, line, actor, source, seen, wanted):
        self.say("DIFFERS", line, actor, source, "")
        print("        observed  %s\n        wanted    %s" % (seen, wanted))
        if OUTSIDE:
            does_not_apply("the suite's sandbox provides %s, so outside of it this says nothing" % ", ".join(OUTSIDE))
        raise Stop(DIFFERS)

    def end_all(self):
        for actor in self.actors.values():
            actor.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def same_code(wanted, seen):
    alike = {"EWOULDBLOCK": "EAGAIN", "ENOTSUP": "EOPNOTSUPP", "EDEADLOCK": "EDEADLK", "NO_ADDRESS": "NO_DATA"}
    return alike.get(wanted, wanted) == alike.get(seen, seen)


def show(value):
    if isinstance(value, Raised):
        return "raised %s %s: %s" % (value.names[0], value.code or "", value.text)
    text = ascii(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 200 else text[:199] + "…"
