"""The command line of the lab."""
import collections
import os
import shlex

# `suite` are options of `sockspec run`; `command` is what to run instead, or None; `mutants`: the known-wrong implementations
# are to run instead; `journals` is the folder for them, or None; `whole`: nothing was selected, so that every family is asked for;
# `usual`: nor was everything.
Options = collections.namedtuple("Options", "limit journals command suite usual mutants whole")

# Seconds from the start of the machine to its end: until it is stopped, and what a usual lab is to take at the most where nothing
# else is at work (tools/nightly.sh has that as its limit).
USUAL_LIMIT, LONG_LIMIT = 1200, 4 * 3600
BUDGET = 300
USUAL = ["--no-tag", "slow", "--no-tag", "big"]
# Options, with how many values each has: the lab's own, and those of `sockspec run` (conformance/src/cli/run_options.c).
OWN = {"limit": 1, "journals": 1, "all": 0, "mutants": 0}
RUNNER = {"interop": 2}
RUNNER.update(dict.fromkeys("resume no-namespaces host-network quiet count help".split(), 0))
RUNNER.update(dict.fromkeys((
    "cases impl oracle oracle-cmd jobs deviations journal repeat shuffle trace profile deadline-scale loopback-delay recording "
    "select kind no-kind level tag no-tag shard").split(), 1))
VALUES = {**RUNNER, **OWN}
SELECTING = {"cases", "select", "kind", "no-kind", "level", "tag", "no-tag", "shard", "profile"}
SENSELESS = {"journal": "the lab names its journals: --journals FOLDER says where",
             "resume": "--resume makes no sense: the lab begins its journals anew",
             "count": "--count makes no sense in the lab: ./run sockspec run has it"}
FILES = {"cases", "deviations", "recording", "trace"}  # options of a file or a folder
COMMANDS = {"impl": "=", "oracle-cmd": None}  # options of a command, and what it comes after
EMPTY = ("/tmp", "/run", "/var/tmp")  # folders that the guest has of its own (guest/init)


class Mistake(Exception):
    """A command line that is none."""


def meant(word):
    """The option that a word is, or None. One of the runner's may be cut short, down to where another begins so (getopt_long(3))."""
    if not word.startswith("--"):
        return "help" if word.startswith("-h") else None
    name, equals, _ = word[2:].partition("=")
    if name not in VALUES:
        found = [known for known in RUNNER if known.startswith(name)]
        name = found[0] if len(found) == 1 else None
    return None if equals and not VALUES.get(name) else name


def split(words):
    """The options among the words, as the runner reads them: [(name or None, its values, the words that it is made of)]."""
    rest, found = list(words), []
    while rest:
        word = rest.pop(0)
        name = meant(word)
        values = [word.partition("=")[2]] if name and "=" in word else []
        more = VALUES.get(name, 0) - len(values)
        found.append((name, values + rest[:more], [word] + rest[:more]))
        del rest[:more]
    return found


def asks_for_help(words):
    return any(name == "help" for name, _, _ in split(words[:words.index("--")] if "--" in words else words))


def seconds(text):
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < 1e6:
        raise Mistake("--limit takes seconds, not '%s'" % text)
    return number


def parse(words):
    """Options; Mistake if the words are wrong. What is for sockspec is left to it."""
    words, command = list(words), None
    if "--" in words:
        at = words.index("--")
        words, command = words[:at], words[at + 1:]
        if not command:
            raise Mistake("there is no command after --")
    suite, names, own = [], set(), {}
    for name, values, taken in split(words):
        if name in SENSELESS:
            raise Mistake(SENSELESS[name])
        if name not in OWN:
            names.add(name)
            suite += taken
        elif len(values) < OWN[name]:
            raise Mistake("--%s needs a value" % name)
        else:
            own[name] = "".join(values)
    limit = seconds(own["limit"]) if "limit" in own else None
    if own.get("journals") == "":
        raise Mistake("--journals takes a folder, not ''")
    everything, mutants = "all" in own, "mutants" in own
    if mutants and (command or suite or everything):
        raise Mistake("--mutants makes no sense with anything but --limit")
    if command and suite:
        raise Mistake("options of sockspec run make no sense with a command: %s" % " ".join(suite))
    selected = not SELECTING.isdisjoint(names)
    usual = not (everything or selected)
    return Options(limit or (LONG_LIMIT if everything else USUAL_LIMIT), own.get("journals"), command,
                   suite + (USUAL if usual else []), usual, mutants, not selected)


def hidden(path, project):
    """Whether the guest does not see a path, which is from the top of the project: what is in a folder that it has of its own, but
    for the project. By the names that were given, and by where they lead to."""
    def within(inner, outer):
        return os.path.commonpath([inner, outer]) == outer

    path = os.path.join(project, path)
    return any(within(where, folder) and not within(where, top) for folder in EMPTY for where, top in (
        (os.path.abspath(path), project), (os.path.realpath(path), os.path.realpath(project))))


def words_of(command):
    try:
        return shlex.split(command)
    except ValueError:  # the runner says so
        return []


def refuse_hidden(words, project):
    """Mistake if one of the options names a file that is here and not in the guest."""
    for name, values, taken in split(words):
        paths = []
        if values and name in FILES:
            paths = values
        elif values and name in COMMANDS:
            command = values[0].partition(COMMANDS[name])[2] if COMMANDS[name] else values[0]
            # A word that is no file here may be one that is made there.
            paths = [word for word in words_of(command) if word not in EMPTY and os.path.exists(os.path.join(project, word))]
        for path in paths:
            if hidden(path, project):
                raise Mistake("%s: the lab does not have %s: its %s are its own, and empty" % (
                    taken[0].partition("=")[0], path, " and ".join(EMPTY)))
