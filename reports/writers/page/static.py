"""What of the page stands there without a script: verdict, cards, unexpected runs, matrix, reasons, environment."""

from collections import Counter
from html import escape
from urllib.parse import quote

from model import clean
from model.report import INCOMPLETE, NOTHING_APPLICABLE
from model.run import number
from model.words import BLAME_MEANS, LEVELS, LEVEL_MEANS, OUTCOME_MEANS, OUTCOMES

UNEXPECTED_SHOWN = 12
UNEXPECTED_FOLDED = 60
PROBLEMS_SHOWN = 20
STATES = ("pass", "deviation", "unexpected", "inapplicable")
STATE_NAMES = {"pass": "pass", "deviation": "expected deviation", "unexpected": "unexpected",
               "inapplicable": "inapplicable"}
COLOURS = {"expected": "%231a7f4b", "unexpected": "%23c4302b", "incomplete": "%23737780", "inapplicable": "%23737780"}


def title(report):
    return "sockspec: %s" % report.verdict()[1]


def icon(report):
    return ("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' "
            "r='7' fill='" + COLOURS[report.verdict()[0]] + "'/%3E%3C/svg%3E")


def body(report):
    return "\n".join((_bar(report), '<main id="top">', _hero(report), _cards(report), _unexpected(report), _matrix(report),
                      _list(), _reasons(report), _environment(report), "</main>", _legend()))


def _number(value):
    return "{:,}".format(value)


def _link(run_id):
    return "#" + quote(run_id, safe="[],.-_~")


def _bar(report):
    started = sorted({clean.line(journal.header.get("started")) for journal in report.journals} - {""})
    return ('<header class="bar"><a class="brand" href="#top">%s<b>sockspec</b></a><span class="sub">Conformance to the Python socket API</span><span class="when">%s</span>'
            '<button id="theme" type="button" hidden title="Colours: as the system, light or dark">◐</button></header>'
            % (LOGO, escape(_when(started[0]) + (" …" if len(started) > 1 else "")) if started else ""))


def _when(stamp):
    return stamp.replace("T", " ").replace("Z", " UTC")


LOGO = ('<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path fill="none" stroke="currentColor" '
        'stroke-width="2.2" stroke-linecap="round" d="M2 12h5M17 12h5M7 7.5v9c6 0 6-9 0-9zM17 16.5v-9c-6 0-6 9 0 9z"/></svg>')


def _hero(report):
    word = report.verdict()[0]
    head = {"expected": "Everything as expected", "unexpected": "%s unexpected" % _number(report.surprises),
            "incomplete": INCOMPLETE[0].upper() + INCOMPLETE[1:],
            "inapplicable": NOTHING_APPLICABLE[0].upper() + NOTHING_APPLICABLE[1:]}[word]
    judged = sum(len(column.runs) for column in report.columns)
    passed = sum(column.outcomes["pass"] for column in report.columns)
    applicable = sum(column.applicable for column in report.columns)
    facts = ["<b>%s</b> of %s applicable runs pass" % (_number(passed), _number(applicable)),
             "%s inapplicable" % _number(judged - applicable),
             "%s expected deviations" % _number(sum(column.states["deviation"] for column in report.columns))]
    if any(column.selected < column.declared for column in report.columns):
        facts.append("a selection of %s declared" % _number(sum(column.declared for column in report.columns)))
    missing = sum(column.missing for column in report.columns)
    if missing:
        facts.append("<b>%s without any result</b>" % _number(missing))
    problems = "".join("<li><code>%s</code> %s</li>" % (escape(journal.path), escape(text))
                       for journal, text in report.problems[:PROBLEMS_SHOWN])
    if len(report.problems) > PROBLEMS_SHOWN:
        problems += "<li>… and %d more</li>" % (len(report.problems) - PROBLEMS_SHOWN)
    problems += "".join("<li>%s</li>" % escape(text[0].upper() + text[1:]) for _, text in report.complaints)
    return ('<section class="hero %s"><div class="sign" aria-hidden="true">%s</div><div><h1>%s</h1><p>%s</p>%s</div></section>'
            % (word, {"expected": "✓", "unexpected": "✗", "incomplete": "!", "inapplicable": "○"}[word], escape(head), " · ".join(facts),
               '<ul class="problems">%s</ul>' % problems if problems else ""))


def _stack(states, total, missing=0):
    """A bar of all states; widths are shares of everything that was selected."""
    parts = [(state, states[state]) for state in STATES] + [("missing", missing)]
    return '<span class="stack" aria-hidden="true">%s</span>' % "".join(
        '<i class="%s" style="flex-grow:%d"></i>' % (state, count) for state, count in parts if count and total)


def _cards(report):
    return '<section class="cards" aria-label="Implementations">%s</section>' % "".join(
        _card(number, column) for number, column in enumerate(report.columns))


def _card(number, column):
    hello = column.hello
    facts = [column.platform_text()]
    if hello.get("api"):
        facts.append("as CPython %s" % clean.line(hello["api"]))
    facts.append("oracle: %s" % (clean.line(column.journal.header.get("oracle")) or "none"))
    profile = column.journal.header.get("profile")
    if isinstance(profile, dict):
        facts.append("profile %s %s" % (clean.line(profile.get("name")), clean.line(profile.get("version"))))
    return ('<article class="card"><h2>%s <small>%s</small></h2><p class="facts">%s</p>%s%s'
            '<table class="levels"><caption class="away">Passed of applicable runs, by level</caption>%s</table>'
            '<p class="denominator">%s selected of %s declared%s</p></article>'
            % (escape(column.label), escape(column.version), escape(" · ".join(fact for fact in facts if fact)),
               _stack(column.states, column.selected, column.missing), _counts(number, column),
               "".join(_level(column, level) for level in LEVELS), _number(column.selected), _number(column.declared),
               ", <b>%s have no result</b>" % _number(column.missing) if column.missing else ""))


def _counts(number, column):
    items = []
    for state in STATES:
        count = column.states[state]
        items.append('<li><a class="count %s%s" href="#?column=%d&amp;state=%s"><b>%s</b> %s</a></li>'
                     % (state, "" if count else " none", number, state, _number(count), STATE_NAMES[state]))
    inside = ["%s %s" % (_number(column.outcomes[outcome]), outcome) for outcome in OUTCOMES
              if outcome not in ("pass", "inapplicable") and column.outcomes[outcome]]
    return '<ul class="counts">%s</ul><p class="outcomes">%s</p>' % (
        "".join(items), escape("Not passed: " + ", ".join(inside)) if inside else "No failure of any sort")


def _level(column, level):
    passed, applicable = column.of_level(level)
    if not applicable:
        return ""
    share = 100 * passed // applicable
    return ('<tr><th scope="row" title="%s">%s</th><td class="meter"><span style="width:%d%%"></span></td>'
            '<td class="num">%s<span>/%s</span></td></tr>'
            % (escape(LEVEL_MEANS[level]), level, share, _number(passed), _number(applicable)))


def _unexpected(report):
    found = report.unexpected
    if not found:
        return ""
    rows = [_surprise(report, column, run) for column, run in found[:UNEXPECTED_FOLDED]]
    more = ""
    if len(found) > UNEXPECTED_SHOWN:
        rest = '<ol class="surprises">%s</ol>' % "".join(rows[UNEXPECTED_SHOWN:])
        if len(found) > UNEXPECTED_FOLDED:
            rest += '<p class="more"><a href="#?state=unexpected">All %s</a></p>' % _number(len(found))
        more = '<details class="folded"><summary>%s more</summary>%s</details>' % (_number(len(found) - UNEXPECTED_SHOWN), rest)
    return ('<section aria-labelledby="h-unexpected"><h2 id="h-unexpected">Unexpected <small>%s</small></h2>%s'
            '<ol class="surprises">%s</ol>%s</section>'
            % (_number(len(found)), _blames(found), "".join(rows[:UNEXPECTED_SHOWN]), more))


def _surprise(report, column, run):
    who = '<span class="who">%s</span>' % escape(column.label) if len(report.columns) > 1 else ""
    blame = ('<span class="blame" title="%s">%s</span>' % (escape(run.blame_reason or BLAME_MEANS.get(run.blame, "")), escape(run.blame))
             if run.blame else "")
    return ('<li><a href="%s"><span class="kind"><span class="chip">%s</span></span><span class="main"><code>%s</code>%s'
            '<span class="what">%s</span></span>%s</a></li>'
            % (_link(run.id), escape(run.outcome), escape(run.id), who, escape(clean.shorten(run.what, 160)), blame))


def _blames(found):
    counts = Counter(run.blame for _, run in found if run.blame)
    return '<p class="blames">Blame: %s</p>' % " ".join(
        '<a class="blame" href="#?state=unexpected&amp;blame=%s" title="%s">%s <b>%d</b></a>'
        % (quote(blame, safe=""), escape(BLAME_MEANS.get(blame, "")), escape(blame), count)
        for blame, count in counts.most_common()) if counts else ""


def _matrix(report):
    groups = [column.groups() for column in report.columns]
    head = "".join('<th scope="col"><b>%s</b><small>%s</small></th>' % (escape(column.label), escape(column.platform_text()))
                   for column in report.columns)

    def order(group):
        return -sum(states.get(group, Counter())["unexpected"] for states in groups), group

    rows = "".join('<tr><th scope="row"><a href="#?group=%s">%s</a></th>%s</tr>'
                   % (quote(group, safe=""), escape(group),
                      "".join(_cell(group, number, states.get(group)) for number, states in enumerate(groups)))
                   for group in sorted(report.groups(), key=order))
    return ('<section aria-labelledby="h-matrix"><h2 id="h-matrix">Groups <small>%d</small></h2>'
            '<p class="hint">Passed of applicable runs. Groups with something unexpected come first.</p>'
            '<div class="scroll" tabindex="0" role="region" aria-labelledby="h-matrix"><table class="matrix"><thead><tr>'
            '<th scope="col">group</th>%s</tr></thead><tbody>%s</tbody></table></div></section>'
            % (len(report.groups()), head, rows))


def _cell(group, number, states):
    if not states:
        return '<td class="empty">–</td>'
    total = sum(states.values())
    applicable = total - states["inapplicable"]
    worst = "unexpected" if states["unexpected"] else "deviation" if states["deviation"] else \
        "pass" if applicable else "inapplicable"
    mark = {"unexpected": "✗", "deviation": "~", "pass": "✓", "inapplicable": "○"}[worst]
    said = ", ".join("%d %s" % (states[state], STATE_NAMES[state]) for state in STATES if states[state])
    return ('<td><a class="cell %s" href="#?group=%s&amp;column=%d" title="%s"><span class="mark" aria-hidden="true">%s</span>'
            '<span class="num">%s<span>/%s</span></span>%s<span class="away">%s</span></a></td>'
            % (worst, quote(group, safe=""), number, escape(said), mark, _number(states["pass"]), _number(applicable),
               _stack(states, total), escape(said)))


def _list():
    return ('<section id="runs" aria-labelledby="h-runs"><h2 id="h-runs">Runs <small id="matches"></small></h2>'
            '<noscript><p class="hint">The steps of each run need JavaScript; the tables above do not.</p></noscript>'
            '<form id="filter" hidden><input id="q" type="search" placeholder="Search …  ( / )" '
            'aria-label="Search id, claim, clause, step, error" title="id, claim, clause, step, error; key /" autocomplete="off" spellcheck="false"><span id="selects"></span>'
            '<button type="reset">Clear</button></form><ol id="list"></ol><p class="more">'
            '<button id="more" type="button" hidden>Show more</button></p></section>')


def _reasons(report):
    inapplicable = _table_of(report, "inapplicable", lambda run: (run.reason or "no reason given",))
    deviations = _table_of(report, "deviation", lambda run: (
        run.deviation.reason, run.deviation.kind, "%s:%s" % (run.deviation.file, run.deviation.line),
        run.deviation.link) if run.deviation else ("no reason given",))
    found = ""
    if deviations:
        found += "<details open><summary>Expected deviations, by reason</summary>%s</details>" % deviations
    if inapplicable:
        found += "<details><summary>Why runs are inapplicable</summary>%s</details>" % inapplicable
    return '<section class="reasons" aria-label="Reasons">%s</section>' % found if found else ""


def _table_of(report, state, key):
    counts = {}
    for number, column in enumerate(report.columns):
        for run in column.runs:
            if run.state == state:
                counts.setdefault(key(run), Counter())[number] += 1
    if not counts:
        return ""
    head = "".join('<th scope="col" class="num">%s</th>' % escape(column.label) for column in report.columns)
    rows = "".join("<tr><td>%s</td>%s</tr>" % (_reason(texts), "".join(
        '<td class="num">%s</td>' % (_number(by[number]) if by[number] else "–") for number in range(len(report.columns))))
        for texts, by in sorted(counts.items(), key=lambda item: -sum(item[1].values())))
    return ('<div class="scroll" tabindex="0"><table class="plain"><thead><tr><th scope="col">reason</th>%s</tr></thead>'
            '<tbody>%s</tbody></table></div>' % (head, rows))


def _reason(texts):
    shown = escape(texts[0])
    if len(texts) > 1:
        shown += ' <small class="dim">%s · %s</small>' % (escape(texts[1]), escape(texts[2]))
        if texts[3].startswith(("https://", "http://")):
            shown += ' <a rel="noopener noreferrer" href="%s">link</a>' % escape(texts[3])
    return shown


def _environment(report):
    return "".join("<details class=\"environment\"><summary>Environment of %s</summary>%s</details>"
                   % (escape(journal.path.rsplit("/", 1)[-1]), _facts(journal)) for journal in report.journals)


def _facts(journal):
    suite = journal.suite
    rows = [("sockspec", clean.line(journal.header.get("sockspec"))),
            ("suite", "%s cases, %s runs, digest %s" % tuple(clean.line(suite.get(key)) for key in ("cases", "runs", "digest"))),
            ("selection", clean.line(suite.get("selection"))),
            ("platform", " ".join(journal.platform.values())),
            ("oracle", " ".join(filter(None, (clean.line(journal.header.get("oracle")),
                                              clean.line(journal.header.get("oracle_note")))))),
            ("deviations", clean.line(journal.header.get("deviations"))), ("options", clean.line(journal.header.get("options")))]
    for one in journal.implementations:
        hello = one.get("hello") if isinstance(one.get("hello"), dict) else {}
        rows.append(("%s (%s)" % (clean.line(one.get("name")), clean.line(one.get("role"))),
                     "%s · %s · digest %s" % (clean.line(hello.get("version") or one.get("reason")), clean.line(one.get("command")),
                                             clean.line(one.get("digest")))))
    found = journal.header.get("capabilities")
    for name, state in (found.items() if isinstance(found, dict) else ()):
        state = state if isinstance(state, dict) else {}
        rows.append(("has %s" % clean.line(name), "yes" if state.get("available") is True else
                     "no: %s" % (clean.line(state.get("reason")) or "no reason given")))
    if journal.footer:
        rows.append(("took", "%.1f s, %.1f s of processor" % tuple(
            number(journal.footer.get(key)) / 1000 for key in ("wall_ms", "cpu_ms"))))
    return '<div class="scroll" tabindex="0"><table class="plain"><tbody>%s</tbody></table></div>' % "".join(
        '<tr><th scope="row">%s</th><td>%s</td></tr>' % (escape(key), escape(value)) for key, value in rows)


def _legend():
    return ('<footer><details><summary>What the words mean</summary><dl>%s</dl></details>'
            '<p>Made from the journal alone. Text from an implementation is shown with whatever is not printable escaped.</p></footer>'
            % "".join("<dt>%s</dt><dd>%s</dd>" % (escape(word), escape(means)) for table in
                      (OUTCOME_MEANS, BLAME_MEANS, LEVEL_MEANS) for word, means in table.items()))
