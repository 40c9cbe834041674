"use strict";
// Draws the runs from the JSON in #data (writers/page/data.py). Text goes into the page as text nodes only.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { columns, outcomes, states, texts, lists, scripts } = data;
  const PAGE = 100;
  const STEP = 4; // numbers for each step of a script: line, actor, source, template
  const MARKS = { pass: "✓", unexpected: "✗", deviation: "~", inapplicable: "○" };
  const byId = (id) => document.getElementById(id);
  const text = (index) => (index === null || index === undefined ? "" : texts[index]);
  const list = (index) => lists[index] || [];

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "on") for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat(3).filter((child) => child || child === 0));
    return element;
  }

  function unpackRun(run, column) {
    if (!run) return null;
    const [outcome, state, script, observed, ms, failed, wanted, signature, reason, blame, deviation, others, stderr, attempts, because, unexpected, note] = run;
    return {
      column, outcome: outcomes[outcome], state: states[state], script, observed, ms, failed, wanted: text(wanted),
      signature: text(signature), reason: text(reason), blame: text(blame), deviation, stderr: text(stderr), attempts,
      because: text(because), unexpected: text(unexpected), note: text(note),
      others: (others || []).map(([name, role, outcome, script, observed, failed, wanted, reason]) =>
        ({ name, role, outcome: outcomes[outcome], script, observed, failed, wanted: text(wanted), reason: text(reason) })),
    };
  }

  const cases = data.cases.map(([id, group, kind, mode, file, line, says, level, tags, clauses, erratum, runs]) => ({
    id, group: text(group), kind: text(kind), mode: text(mode), file: text(file), line, says: text(says), level: text(level),
    tags: list(tags), clauses: list(clauses), erratum: text(erratum), runs: runs.map(unpackRun), hay: null,
  }));
  const rank = (one) => Math.min(...one.runs.map((run) => (run ? states.indexOf(run.state) : states.length)));
  cases.forEach((one, index) => { one.rank = rank(one); one.order = index; });
  cases.sort((a, b) => a.rank - b.rank || a.order - b.order);
  const known = new Map(cases.map((one) => [one.id, one]));

  function hay(one) {
    if (one.hay === null) {
      const parts = [one.id, one.says, one.file, one.erratum, ...one.clauses.map(text), ...one.tags.map(text)];
      for (const run of one.runs) if (run) {
        parts.push(run.signature, run.reason, run.deviation ? run.deviation[3] : "");
        const script = scripts[run.script];
        for (let i = 2; i < script.length; i += STEP) parts.push(text(script[i]));
      }
      one.hay = parts.join("\n").toLowerCase();
    }
    return one.hay;
  }

  // ---- filter ----
  const values = (pick) => [...new Set(cases.flatMap(pick))].filter(Boolean);
  const ofRuns = (key) => (one) => one.runs.map((run) => run && run[key]);
  const FILTERS = [
    ["state", "any status", states.filter((state) => cases.some((one) => one.runs.some((run) => run && run.state === state))), true],
    ["outcome", "any outcome", outcomes.filter((outcome) => cases.some((one) => one.runs.some((run) => run && run.outcome === outcome))), true],
    ["blame", "any blame", values(ofRuns("blame")).sort(), true],
    ["level", "any level", values((one) => [one.level]), false],
    ["group", "any group", values((one) => [one.group]).sort(), false],
    ["kind", "any kind", values((one) => [one.kind]).sort(), false],
    ["mode", "any mode", values((one) => [one.mode]).sort(), false],
  ];
  const NAMES = { deviation: "expected deviation" };
  const selects = {};

  function addSelect(key, all, options) {
    const select = make("select", { "aria-label": key, on: { change: applyForm } }, make("option", { value: "" }, all),
      options.map(([value, label]) => make("option", { value }, label)));
    selects[key] = select;
    byId("selects").append(select);
  }

  function current() {
    const found = { q: byId("q").value.trim() };
    for (const key of Object.keys(selects)) found[key] = selects[key].value;
    return found;
  }

  function matches(one, wanted, words) {
    for (const key of ["level", "group", "kind", "mode"]) if (wanted[key] && one[key] !== wanted[key]) return false;
    const ok = (run, number) => run && (!wanted.column || number === Number(wanted.column)) &&
      ["state", "outcome", "blame"].every((key) => !wanted[key] || run[key] === wanted[key]);
    if (!one.runs.some(ok)) return false;
    return words.every((word) => hay(one).includes(word));
  }

  let found = [], shown = 0;
  function apply() {
    const wanted = current();
    const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    found = cases.filter((one) => matches(one, wanted, words));
    for (const select of Object.values(selects)) select.classList.toggle("set", select.value !== "");
    byId("matches").textContent = found.length === cases.length ? `${cases.length}` : `${found.length} of ${cases.length}`;
    byId("list").replaceChildren();
    shown = 0;
    if (found.length === 0) byId("list").append(make("li", { class: "none-found" }, "Nothing matches."));
    showMore();
  }

  function showMore() {
    const next = found.slice(shown, shown + PAGE);
    byId("list").append(...next.map(row));
    shown += next.length;
    byId("more").hidden = shown >= found.length;
    byId("more").textContent = `Show more (${found.length - shown} left)`;
  }

  function setHash(hash) {
    try { history.replaceState(null, "", hash || location.pathname + location.search); } catch { /* not allowed here: the page works without */ }
  }

  function applyForm() {
    const query = new URLSearchParams(Object.entries(current()).filter(([, value]) => value !== ""));
    setHash(`${query}` ? `#?${query}` : "");
    apply();
  }

  // ---- one row and its detail ----
  function row(one) {
    const button = make("button", { class: "row", type: "button", "aria-expanded": "false", on: { click: () => toggle(item) } },
      make("span", { class: "id" }, one.id), make("span", { class: "chips" }, one.runs.map((run) => run && chip(run))),
      one.says && make("span", { class: "says" }, one.says));
    const item = make("li", { "data-id": one.id }, button);
    return item;
  }

  function chip(run) {
    const label = columns[run.column].label;
    const what = run.state === "deviation" ? `${run.outcome}, expected` : run.state === "unexpected" && run.outcome === "pass" ? "unexpected pass" : run.outcome;
    const name = columns.length === 1 ? what : columns.length > 4 ? "" : label;
    return make("span", { class: `chip ${run.state}`, title: `${label}: ${what}${run.blame ? `, blame ${run.blame}` : ""}` },
      `${MARKS[run.state]} ${name}`, make("span", { class: "away" }, `${label}: ${what}`));
  }

  function toggle(item, open) {
    const button = item.firstChild;
    const wanted = open === undefined ? button.getAttribute("aria-expanded") !== "true" : open;
    button.setAttribute("aria-expanded", String(wanted));
    if (wanted && !item.lastChild.classList.contains("detail")) item.append(detail(known.get(item.dataset.id)));
    else if (!wanted && item.lastChild.classList.contains("detail")) item.lastChild.remove();
    if (open === undefined) setHash(wanted ? link(item.dataset.id) : "");
  }

  const link = (id) => "#" + encodeURIComponent(id).replace(/%5B/g, "[").replace(/%5D/g, "]").replace(/%2C/g, ",");

  function detail(one) {
    return make("div", { class: "detail" },
      one.runs.map((run) => run && run.state !== "pass" && verdict(run)),
      tables(one),
      one.runs.map((run) => run && run.stderr && [make("h3", {}, `stderr of ${columns[run.column].label}`), make("pre", { class: "stderr", tabindex: "0" }, run.stderr)]).flat(),
      make("h3", {}, "Case"), facts(one),
      make("h3", {}, "Reproduce"), commands(one).map(command));
  }

  function verdict(run) {
    const label = columns[run.column].label;
    const box = make("div", { class: `verdict ${run.state}` },
      make("p", {}, make("b", {}, `${label}: ${run.state === "unexpected" && run.outcome === "pass" ? "unexpected pass" : run.outcome}`),
        run.state === "deviation" ? " (expected)" : "", run.signature && " — ", run.signature && make("code", {}, run.signature)));
    if (run.reason && run.reason !== run.signature) box.append(make("p", {}, run.reason));
    if (run.unexpected) box.append(make("p", {}, run.unexpected));
    if (run.note) box.append(make("p", {}, run.note));
    if (run.blame) box.append(make("p", {}, make("b", {}, `Blame: ${run.blame}. `), run.because ? `${run.because[0].toUpperCase()}${run.because.slice(1)}. ` : "", make("span", { class: "dim" }, data.blameMeans[run.blame])));
    if (run.deviation) {
      const [file, line, kind, reason, url] = run.deviation;
      box.append(make("p", {}, make("b", {}, `Deviation (${kind}): `), reason, make("small", {}, ` ${file}:${line} `),
        /^https?:\/\//.test(url) && make("a", { href: url, rel: "noopener noreferrer" }, "link")));
    }
    return box;
  }

  // Who takes part: each column's own run, then the oracle and reference that were run for it, once per journal.
  function participants(one) {
    const own = [], others = new Map();
    for (const run of one.runs) if (run) {
      own.push({ ...run, name: columns[run.column].label, note: run.outcome });
      for (const other of run.others) {
        const journal = columns[run.column].journal;
        const mine = columns.filter((column) => column.journal === journal);
        const key = `${journal} ${other.name} ${other.role}`;
        if (!others.has(key)) others.set(key, { ...other, name: mine.length < columns.length ? `${other.name} (${mine[0].platform})` : other.name, note: `${other.role}, ${other.outcome}` });
      }
    }
    return [...own, ...others.values()];
  }

  // A run that fails has no steps after that, so whoever did the beginning of a list of steps shares its table.
  function tables(one) {
    const shared = [];
    const people = participants(one).filter((who) => scripts[who.script].length > 0);
    for (const who of people) {
      const mine = scripts[who.script];
      const peer = shared.find(({ script }) => begins(script, mine) || begins(mine, script));
      if (!peer) shared.push({ script: mine, people: [who] });
      else {
        peer.people.push(who);
        if (mine.length > peer.script.length) peer.script = mine;
      }
    }
    return shared.map(({ script, people }) => [make("h3", {}, "Steps"), steps(script, people)]);
  }

  const begins = (whole, part) => part.length <= whole.length && part.every((value, index) => whole[index] === value);

  function steps(script, people) {
    const severalActors = new Set(script.filter((_, index) => index % STEP === 1)).size > 1;
    const head = make("tr", {}, make("th", { scope: "col" }, "line"), make("th", { scope: "col" }, "step"),
      people.map((who) => make("th", { scope: "col" }, who.name, make("small", {}, who.note))));
    const body = [];
    for (let index = 0; index * STEP < script.length; index++) {
      const [line, actor, source, template] = script.slice(index * STEP, (index + 1) * STEP);
      const bad = people.some((who) => who.failed === index);
      const first = template !== null && (index === 0 || script[index * STEP - 1] !== template || script[(index - 1) * STEP] > line);
      body.push(make("tr", { class: bad ? "bad" : template !== null ? "quiet" : null }, make("td", { class: "no" }, String(line || "")),
        make("td", { class: "source" }, severalActors && make("span", { class: "actor mono" }, text(actor)), make("code", {}, text(source)), first && make("span", { class: "template", title: "a step of this template of the kind" }, text(template))),
        people.map((who) => observation(who, index, bad))));
    }
    return make("div", { class: "scroll steps", tabindex: "0", role: "region", "aria-label": "Steps" },
      make("table", {}, make("thead", {}, head), make("tbody", {}, body)));
  }

  function observation(who, index, bad) {
    const seen = list(who.observed)[index];
    const wrong = who.failed === index;
    const reached = seen !== null && seen !== undefined;
    return make("td", { class: wrong ? "wrong" : bad && reached ? "good" : null },
      reached ? make("code", {}, text(seen)) : make("span", { class: "dim" }, "–"),
      wrong && who.wanted && make("span", { class: "wanted" }, "wanted ", make("code", {}, who.wanted)));
  }

  function facts(one) {
    const term = (name, ...value) => [make("dt", {}, name), make("dd", {}, ...value)];
    return make("dl", {},
      one.says && term("claim", one.says), term("written in", make("code", {}, `${one.file}:${one.line}`)), term("level", one.level),
      one.kind && term("kind", one.kind), one.mode && term("mode", one.mode),
      one.clauses.length > 0 && term("clauses", one.clauses.map((index) => make("div", {}, make("code", {}, text(index)), " ", make("span", { class: "dim" }, data.clauses[text(index)] || "")))),
      one.erratum && term("erratum", one.erratum), one.tags.length > 0 && term("tags", one.tags.map(text).join(" ")),
      term("took", one.runs.filter(Boolean).map((run) => `${columns[run.column].label} ${run.ms} ms${run.attempts ? `, ${run.attempts} attempts` : ""}`).join("; ")));
  }

  const quote = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`);

  function commands(one) {
    const run = one.runs.find((each) => each && each.state === "unexpected") || one.runs.find((each) => each && each.state !== "pass") || one.runs.find(Boolean);
    const column = columns[run.column];
    return [`sockspec run --select ${quote(one.id)} --impl ${quote(`${column.name}=${column.command}`)}`,
      `sockspec explain ${quote(column.file)} ${quote(one.id)} --impl ${quote(column.name)}`,
      `sockspec repro ${quote(one.id)} --lang python`];
  }

  function command(line) {
    const button = make("button", { type: "button", on: { click: () => copy(line, button) } }, "Copy");
    return make("div", { class: "command" }, make("pre", { tabindex: "0" }, line), button);
  }

  async function copy(line, button) {
    try { await navigator.clipboard.writeText(line); button.textContent = "Copied"; }
    catch { getSelection().selectAllChildren(button.previousSibling); button.textContent = "Selected"; }
  }

  // ---- links, keys, colours ----
  function follow() {
    let hash = location.hash.slice(1);
    if (hash.startsWith("?")) {
      const query = new URLSearchParams(hash.slice(1));
      byId("q").value = query.get("q") || "";
      for (const key of Object.keys(selects)) selects[key].value = query.get(key) || "";
      apply();
      byId("runs").scrollIntoView();
      return;
    }
    try { hash = decodeURIComponent(hash); } catch { return; }
    const one = known.get(hash);
    if (!one) return;
    if (!found.includes(one)) {
      byId("q").value = "";
      for (const select of Object.values(selects)) select.value = "";
      apply();
    }
    while (!byId("more").hidden && found.indexOf(one) >= shown) showMore();
    const item = byId("list").children[found.indexOf(one)];
    toggle(item, true);
    item.scrollIntoView();
    item.firstChild.focus({ preventScroll: true });
  }

  const THEMES = ["", "light", "dark"];
  function theme(step) {
    let name = "";
    try { name = localStorage.getItem("sockspec-theme") || ""; } catch { /* no storage: as the system says */ }
    if (step) name = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme || "") + 1) % THEMES.length];
    if (THEMES.includes(name) && name) document.documentElement.dataset.theme = name; else delete document.documentElement.dataset.theme;
    try { if (step) localStorage.setItem("sockspec-theme", name); } catch { /* as above */ }
    byId("theme").setAttribute("aria-label", `Colours: ${name || "as the system"}`);
    byId("theme").textContent = { "": "◐", light: "☀", dark: "☾" }[name] || "◐";
  }

  theme(false);
  byId("theme").hidden = false;
  byId("theme").addEventListener("click", () => theme(true));
  for (const [key, all, options] of FILTERS) if (options.length > 1 || key === "state") addSelect(key, all, options.map((value) => [value, NAMES[value] || value]));
  if (columns.length > 1) addSelect("column", "any implementation", columns.map((column, number) => [String(number), column.label]));
  byId("filter").hidden = false;
  let timer = 0;
  byId("q").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(applyForm, 120); });
  byId("filter").addEventListener("submit", (event) => { event.preventDefault(); applyForm(); });
  byId("filter").addEventListener("reset", () => setTimeout(applyForm));
  byId("more").addEventListener("click", showMore);
  if ("IntersectionObserver" in window) {
    new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && !byId("more").hidden) showMore(); },
      { rootMargin: "600px" }).observe(byId("more"));
  }
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); byId("q").focus(); }
    else if (event.key === "Escape" && typing) document.activeElement.blur();
  });
  window.addEventListener("hashchange", follow);
  apply();
  follow();
})();
