// The list of the documents found, in pages.
"use strict";

const AT_ONCE = 50; // rows of one page of the list

function documentsPage(view, { found, faults }) {
  const wrong = Object.entries(faults);
  const count = `${number(found.length)} of ${counted(DOCUMENTS.length)}`;
  const content = [heading(wrong.length ? "No answer" : count), chipsOf(view)];
  if (wrong.length) content.push(faultsOf(wrong));
  else if (!found.length) content.push(el("p", {}, DOCUMENTS.length ? "No document answers all of this. Take away one of the conditions to see more." : "There is no document in this collection."));
  else content.push(...listOf(found, view));
  const said = wrong.length ? wrong.map(([, fault]) => sentenceOf(fault)).join(" ") : count;
  return { name: "documents", content: content.filter(Boolean), found, said, wrong: wrong.length > 0 };
}

function listOf(found, view) {
  const from = Math.min(startOfList(view), lastStart(found));
  const words = litWords(view.q);
  const shown = found.slice(from, from + AT_ONCE);
  const list = el("ol", { class: "documents", start: from + 1 }, shown.map((doc) => row(doc, view, words)));
  return [list, found.length > AT_ONCE ? pagesOf(found, from, view) : null];
}

function startOfList(view) {
  return Math.floor((Number(view.from ?? 1) - 1) / AT_ONCE) * AT_ONCE;
}

function lastStart(found) {
  return Math.floor(Math.max(found.length - 1, 0) / AT_ONCE) * AT_ONCE;
}

function pagesOf(found, from, view) {
  const to = (start, label, rel) => (start >= 0 && start <= lastStart(found) && start !== from
    ? el("a", { href: addressOf({ ...asksOf(view), from: fromOf(start) }), rel }, label) : null);
  return el("nav", { class: "steps", "aria-label": "Pages of the list" },
    from > AT_ONCE ? to(0, "« First") : null,
    to(from - AT_ONCE, "← Earlier", "prev"),
    el("span", {}, `${number(from + 1)} to ${number(Math.min(from + AT_ONCE, found.length))} of ${number(found.length)}`),
    to(from + AT_ONCE, "Later →", "next"),
    from + AT_ONCE < lastStart(found) ? to(lastStart(found), "Last »") : null);
}

// The page of the list that begins at this position; the address of the first has no number.
function fromOf(place) {
  const start = Math.floor(place / AT_ONCE) * AT_ONCE;
  return start ? String(start + 1) : "";
}

// --- what is asked -------------------------------------------------------------------------

const LABELS = {
  q: "Words", within: "Sought in", since: "From", until: "To", actor: "Actor", role: "Role", origin: "Origin", kind: "Kind", basis: "Claims",
};
const WITHIN = { "": "title, summary", [EVERYWHERE]: "all texts" };

// Each condition that is set, with a button that takes it away; they are printed, too.
function chipsOf(view) {
  const set = FIELDS.filter((field) => view[field] && (field !== "within" || view.q));
  if (!set.length) return null;
  const chips = set.map((field) => el("li", {}, button(
    [`${LABELS[field]}: `, el("bdi", {}, printedChoice(field, view[field])), el("span", { class: "cross", "aria-hidden": "true" }, " ×")],
    () => clear(field), { class: "chip", "aria-label": `Take away ${LABELS[field]}: ${printedChoice(field, view[field])}` })));
  if (set.length > 1) chips.push(el("li", {}, button("Clear all", () => clear(null), { class: "chip all" })));
  return el("ul", { class: "chips", "aria-label": "Conditions that are set" }, chips);
}

function printedChoice(field, value) {
  if (value === NONE) return "not given";
  if (field === "origin") return meant(value, true)[0]?.name ?? value;
  return field === "within" ? WITHIN[value] ?? value : field === "basis" ? `${value} only` : value;
}

function clear(field) {
  applyForm();
  go(field ? { ...asksOf(readAddress()), [field]: "" } : {}, { field });
  const next = document.querySelector(".chip") ?? document.querySelector("#main h2");
  next.focus({ preventScroll: true });
}

// --- what is refused -------------------------------------------------------------------------

function sentenceOf(fault) {
  if (typeof fault === "string") return fault;
  const { sentence, suggestions } = fault;
  return suggestions.length ? `${sentence} Did you mean ${suggestions.join(", ")}?` : sentence;
}

function faultsOf(wrong) {
  return el("div", { id: "fault", class: "faults" }, wrong.map(([field, fault]) => {
    if (typeof fault === "string") return el("p", {}, fault);
    const choices = fault.suggestions.map((name) => button(name, () => choose(field, name), { class: "chip" }));
    return el("p", {}, fault.sentence, choices.length ? [" Did you mean ", joined(choices, " "), "?"] : null);
  }));
}

function choose(field, name) {
  applyForm();
  go({ ...asksOf(readAddress()), [field]: field === "origin" ? meant(name, true)[0].id : name }, { field });
  document.querySelector("#main h2").focus({ preventScroll: true });
}

// --- one row ----------------------------------------------------------------------------------

function row(doc, view, words) {
  const link = el("a", { href: addressOf({ ...asksOf(view), doc: doc.id }), id: `row-${doc.id}` }, hits(doc.title, words));
  return el("li", {},
    el("p", { class: "date" }, el("time", {}, printedDate(doc.date))),
    el("div", {},
      el("h3", {}, link),
      parties(doc),
      doc.summary ? el("p", { class: "summary" }, hits(doc.summary, words)) : null,
      view.within ? furtherHits(doc, words) : []));
}

// If excerpts and notes are searched, too: the first three of these texts in which words were found.
function furtherHits(doc, words) {
  const texts = ["excerpt", "note"].flatMap((field) => textsOf(doc, field).map((text) => [field, text]));
  return texts.filter(([, text]) => hitRanges(text, words).length).slice(0, 3)
    .map(([field, text]) => el("p", { class: "summary" }, el("span", { class: "where" }, `${WHERE[field]}: `), hits(text, words)));
}

function parties(doc) {
  const names = (role) => joined(actorsOf(doc, role).map((actor) => isolated(actor.name)), ", ");
  const [from, to, copied, met] = ["author", "recipient", "copied", "participant"].map(names);
  const sides = joined([from, to.length ? ["→ ", to] : []], " ");
  const origins = joined(originsOf(doc).map(isolated), " and ");
  const parts = [origins.length ? origins : "origin not given", sides, met.length ? ["meeting of ", met] : [],
    copied.length ? ["copies to ", copied] : [], isolated(doc.kind)];
  return el("p", { class: "parties" }, symbolsOf(doc), el("span", {}, joined(parts, " · ")));
}

// --- the words that were sought ----------------------------------------------------------------

function litWords(q) {
  if (!q) return [];
  try {
    return readSearch(q);
  } catch {
    return [];
  }
}

// The text, in which the words that the search found are marked.
function hits(text, words) {
  const ranges = words.length ? merged(hitRanges(text, words)) : [];
  if (!ranges.length) return text;
  const parts = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start), el("mark", { class: "hit" }, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

function merged(ranges) {
  const kept = [];
  for (const [start, end] of ranges.sort(([one], [other]) => one - other)) {
    const last = kept[kept.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else kept.push([start, end]);
  }
  return kept;
}
