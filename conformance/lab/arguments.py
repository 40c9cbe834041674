"""The command line of the lab."""
import collections

# `suite` are options of `sockspec run`; `command` is what to run instead, or None; `mutants`: the known-wrong implementations
# are to run instead; `journals` is the folder for them, or None; `whole`: nothing was selected, so that every family is asked for;
# `usual`: nor was everything.
Options = collections.namedtuple("Options", "limit journals command suite usual mutants whole")

USUAL_LIMIT, LONG_LIMIT = 1200, 4 * 3600  # seconds
USUAL = ["--no-tag", "slow", "--no-tag", "big"]
SELECTING = ("--select", "--kind", "--level", "--tag", "--no-tag", "--shard", "--profile")


class Mistake(Exception):
    """A command line that is none."""


def take(words, name):
    """The value of `--name VALUE` or `--name=VALUE`, which is taken out of the words; None: it is not there."""
    for at, word in enumerate(words):
        if word == name:
            if at + 1 == len(words):
                raise Mistake("%s needs a value" % name)
            del words[at]
            return words.pop(at)
        if word.startswith(name + "="):
            return words.pop(at)[len(name) + 1:]
    return None


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
    if any(word.split("=")[0] == "--journal" for word in words):
        raise Mistake("the lab names its journals: --journals FOLDER says where")
    limit, journals = take(words, "--limit"), take(words, "--journals")
    number = seconds(limit) if limit else None
    everything, mutants = "--all" in words, "--mutants" in words
    words = [word for word in words if word not in ("--all", "--mutants")]
    if mutants and (command or words or everything):
        raise Mistake("--mutants makes no sense with anything but --limit")
    if command and words:
        raise Mistake("options of sockspec run make no sense with a command: %s" % " ".join(words))
    selected = any(word.split("=")[0] in SELECTING for word in words)
    usual = not (everything or selected)
    return Options(number or (LONG_LIMIT if everything else USUAL_LIMIT), journals, command,
                   words + (USUAL if usual else []), usual, mutants, not selected)
