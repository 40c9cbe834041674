# ---- the actor: a process of its own that evaluates one expression after the other ----

OBJECTS = {}
LANES = {}
SOCKET_OR_FILE = (socket.socket, io.IOBase)


class Buffer:
    """Marks a buffer made on purpose, since one of kind bytes looks like a value."""

    def __init__(self, value):
        self.value = value


def kind_of(value):
    for kind, types in (("socket", socket.socket), ("file", io.IOBase), ("buffer", (Buffer, bytearray, memoryview, array.array)),
                        ("class", type), ("exception", BaseException)):
        if isinstance(value, types):
            return kind
    return "function" if callable(value) else type(value).__name__


def keep(actor, name, value):
    """The value as it goes to the script; an object stays here, under its name."""
    if kind_of(value) in ("socket", "file", "buffer") and name not in (None, "_"):
        former = OBJECTS.get(name)
        OBJECTS[name] = value.value if isinstance(value, Buffer) else value
        if isinstance(former, SOCKET_OR_FILE) and not any(former is other for other in OBJECTS.values()):
            former.close()
        return Handle(actor, name, kind_of(value))
    if isinstance(value, (tuple, list)):
        return type(value)(keep(actor, None, member) for member in value) if type(value) in (tuple, list) else tuple(value)
    if value is None or isinstance(value, (int, float, str, bytes)):
        return value
    if isinstance(value, SOCKET_OR_FILE) and not any(value is other for other in OBJECTS.values()):
        value.close()
    return Loose(kind_of(value))


def kept(actor, bind, value):
    if isinstance(bind, list) and isinstance(value, (tuple, list)) and len(value) == len(bind):
        return type(value)(keep(actor, name, member) for name, member in zip(bind, value))
    return keep(actor, bind if isinstance(bind, str) else None, value)


def class_names(cls):
    """The names under which a handler would catch it, as the specification has them: socket.timeout is always timeout."""
    names = []
    for each in cls.__mro__:
        if each is socket.timeout:
            names.append("timeout")
        if each not in (object, BaseException) and not (each is socket.timeout and each.__name__ != "TimeoutError"):
            names.append(each.__name__)
    return list(dict.fromkeys(names))


def described(error):
    number, code = getattr(error, "errno", None) if isinstance(error, OSError) else None, None
    if isinstance(number, int):
        if isinstance(error, socket.gaierror):
            code = next((name for name in dir(socket) if name.startswith("EAI_") and getattr(socket, name) == number), None)
        elif isinstance(error, socket.herror):
            code = {1: "HOST_NOT_FOUND", 2: "TRY_AGAIN", 3: "NO_RECOVERY", 4: "NO_DATA"}.get(number)
        else:
            code = errno.errorcode.get(number)
        code = code or str(number)
    text = str(error.strerror) if code else str(error)
    return Raised(class_names(type(error)), code, text, keep(None, None, tuple(error.args)))


class SignalRaised(Exception):
    """Raised by a signal handler that is to raise."""


SIGNALS = {"counts": {}, "actions": {}, "in_call": False}


def on_signal(number, _frame):
    SIGNALS["counts"][number] = SIGNALS["counts"].get(number, 0) + 1
    if SIGNALS["actions"].get(number) == "raise" and SIGNALS["in_call"]:
        SIGNALS["in_call"] = False
        raise SignalRaised(signal.Signals(number).name)


WARNED = {}


def on_warning(_message, category, *_rest, **_more):
    WARNED.setdefault(threading.get_ident(), []).append(category.__name__)


def perform(answer, actor, number, lane, source, names, bind):
    scope = {name: OBJECTS[value.name] if isinstance(value, Handle) else value for name, value in names.items()}
    code = compile(source, "<step>", "eval")
    WARNED.pop(threading.get_ident(), None)
    started = 0.0
    try:
        try:
            answer((number, "started"))
            SIGNALS["in_call"] = SIGNALS["in_call"] or lane == 0
            started = time.perf_counter()
            value = eval(code, globals(), scope)
        finally:
            took = time.perf_counter() - started
            if lane == 0:
                SIGNALS["in_call"] = False
        result = kept(actor, bind, value)
        del value
    except BaseException as error:
        result = described(error)
    scope.clear()
    answer((number, "done", result, took * 1000, WARNED.pop(threading.get_ident(), [])))


def act(actor):
    """The main loop of an actor's process. Ends with the end of its input."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    lock = threading.Lock()

    def answer(message):
        with lock:
            pickle.dump(message, answers)
            answers.flush()

    def work(jobs):
        while True:
            perform(answer, actor, *jobs.get())

    warnings.simplefilter("always")
    warnings.showwarning = on_warning
    while True:
        try:
            request = pickle.load(requests)
        except EOFError:
            os._exit(0)
        lane = request[1]
        if lane == 0:
            perform(answer, actor, *request)
            continue
        if lane not in LANES:
            LANES[lane] = queue.Queue()
            threading.Thread(target=work, args=(LANES[lane],), daemon=True).start()
        LANES[lane].put(request)
