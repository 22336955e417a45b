// The address holds the view. This file shows a view, and lets a reader change it.
"use strict";

const KEYS = [...FIELDS, "doc", "claim", "link", "about", "actors", "collection", "from"];
const PAUSE = 900; // milliseconds without a key: the reader has stopped typing
const WIDE = matchMedia("(min-width: 60rem)");

let shown = null; // the view that is drawn, and its page
let lastField = null; // the field whose changes are one step of the browser's Back
const scrolled = new Map(); // how far down each list of documents was left

function readAddress() {
  const pairs = new URLSearchParams(location.hash.slice(1));
  const view = {};
  for (const key of KEYS) if (pairs.get(key)) view[key] = pairs.get(key);
  for (const key of ["claim", "from"]) if (view[key] && !/^[1-9][0-9]{0,6}$/.test(view[key])) delete view[key];
  return view;
}

function addressOf(view) {
  const pairs = new URLSearchParams();
  for (const key of KEYS) if (view[key]) pairs.set(key, view[key]);
  return `#${pairs}`;
}

// A new condition is a step that Back undoes; what is typed into one field is one step.
function go(view, { field = null, typing = false, replaces = false } = {}) {
  const address = addressOf(view);
  if (address === (location.hash || "#")) return;
  const same = replaces || (typing && field === lastField);
  history[same ? "replaceState" : "pushState"](null, "", address);
  lastField = typing ? field : null;
  render(typing);
}

// The field in which somebody is typing is not changed.
function render(typing = false) {
  const view = readAddress();
  const found = answer(view);
  const page = pageOf(view, found);
  const name = pageName(view);
  const moved = shown && name !== shown.name;
  if (moved && shown.page.name === "documents") scrolled.set(shown.name, scrollY);
  document.body.dataset.page = page.name;
  document.getElementById("questions").hidden = page.name !== "documents";
  fillForm(view, found, typing);
  document.getElementById("main").replaceChildren(...page.content);
  // A condition that is refused changes nothing above the answer, so that nothing moves.
  if (!page.wrong || !shown) foldTimeline(view, page, moved || !shown);
  drawTake(view, page);
  document.title = page.title ? `${page.title} – ${FILE.about.title}` : FILE.about.title;
  drawNav(view, page);
  document.getElementById("said").textContent = page.said ?? "";
  const left = shown;
  shown = { view, page, name };
  if (moved) settle(page, left);
  else if (!left) document.querySelector("[aria-pressed='true'].claim")?.scrollIntoView({ block: "center" });
}

function pageName(view) {
  const { claim, link, ...rest } = view;
  if (view.doc) return `doc ${view.doc}`;
  if (view.about) return `about ${view.about}`;
  if (view.actors) return "actors";
  return view.collection ? "collection" : `documents ${view.from ?? ""}`;
}

// After a change of page, the focus is on the row of the document just left, or on the heading.
function settle(page, left) {
  const row = page.name === "documents" && left.page.doc && document.getElementById(`row-${left.page.doc.id}`);
  const target = row || document.querySelector("#main h2");
  target.focus({ preventScroll: true });
  const chosen = document.querySelector("[aria-pressed='true'].claim");
  if (chosen) chosen.scrollIntoView({ block: "center" });
  else if (!row && page.name === "documents" && left.page.name === "documents") target.scrollIntoView();
  else window.scrollTo(0, 0);
  if (!row) return;
  scrollTo(0, scrolled.get(shown.name) ?? 0);
  const { top, bottom } = row.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) row.scrollIntoView({ block: "center" });
}

function pageOf(view, found) {
  if (view.doc) {
    const doc = DOCUMENTS[PLACES.get(view.doc)];
    return doc ? documentPage(doc, view, found) : lostPage(`There is no document with the id “${view.doc}” here.`);
  }
  if (view.about) {
    const actor = ACTORS.get(view.about);
    return actor ? actorPage(actor, view) : lostPage(`There is no actor with the id “${view.about}” here.`);
  }
  if (view.actors) return actorsPage(view, found);
  return view.collection ? collectionPage(view, found) : documentsPage(view, found);
}

function lostPage(sentence) {
  const content = [heading("Not found"), el("p", {}, sentence), el("p", {}, el("a", { href: "#" }, "All documents"))];
  return { name: "lost", title: "Not found", content, found: [] };
}

function drawNav(view, page) {
  const targets = { documents: {}, actors: { actors: "all" }, collection: { collection: "all" } };
  for (const [name, target] of Object.entries(targets)) {
    const link = document.getElementById(`to-${name}`);
    link.href = addressOf({ ...asksOf(view), ...target });
    if (name === page.name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// --- the timeline's fold -------------------------------------------------------------------------

let redraw = () => {};

// A change of page opens the timeline only above the list, and only on a wide screen.
function foldTimeline(view, page, moved) {
  const fold = document.getElementById("timeline-fold");
  const section = fold.closest("section");
  section.hidden = !DATED.length || page.name === "lost" || page.name === "collection";
  if (moved) fold.open = WIDE.matches && page.name === "documents";
  redraw = () => {
    if (!fold.open || section.hidden) return;
    drawTimeline(view, page.found, (doc) => addressOf({ ...asksOf(view), doc: doc.id }));
    drawLegend(view);
  };
  redraw();
}

// --- the form ----------------------------------------------------------------------------------------

function fillForm(view, found, typing) {
  for (const field of ["role", "origin", "kind", "basis"]) drawChoices(field, view);
  for (const field of FIELDS) {
    const input = document.getElementById(field);
    if (!typing || document.activeElement !== input) input.value = choiceOf(field, view[field] ?? "");
    input.setAttribute("aria-invalid", String(field in found.faults));
  }
  const set = FIELDS.filter((field) => view[field] && field !== "q").length;
  document.getElementById("filters-set").textContent = set ? ` (${set} set)` : "";
}

// A state may be given in the address by any spelling; the list knows it by its id.
function choiceOf(field, value) {
  if (field !== "origin" || !value || value === NONE) return value;
  return meant(value, true).find(({ kind }) => kind === "state")?.id ?? "";
}

function drawChoices(field, view) {
  const counts = choicesOf(field, view);
  const choices = CHOICES[field].map(([value, label]) => el("option", { value }, `${label} (${number(counts.get(value) ?? 0)})`));
  document.getElementById(field).replaceChildren(el("option", { value: "" }, "any"), ...choices);
}

const CHOICES = {
  role: ROLES.map((role) => [role, role]),
  origin: withNone([...ORIGINS.keys()].map((id) => [id, ACTORS.get(id).name]), (doc) => !doc.origins.length),
  kind: withNone([...KINDS_OF_DOCUMENT.keys()].sort().map((kind) => [kind, kind]), (doc) => !doc.kind),
  basis: [["stated", "stated only"], ["inferred", "inferred only"]],
};

function withNone(choices, without) {
  return DOCUMENTS.some(without) ? [...choices, [NONE, "not given"]] : choices;
}

// The actors whose spelling begins like what is typed, those of most documents first.
function drawActorsAlike() {
  const typed = foldWords(document.getElementById("actor").value);
  const counts = ranked(choicesOf("actor", readAddress()), (id) => ACTORS.get(id).name);
  const alike = [];
  for (const [id, count] of counts) {
    const actor = ACTORS.get(id);
    const spelling = spellingsOf(actor).find((text) => typed.every((start) => foldWords(text).some((word) => word.startsWith(start))));
    if (spelling === undefined) continue;
    const label = [spelling === actor.name || spelling === id ? "" : spelling, counted(count)].filter(Boolean).join(", ");
    alike.push(el("option", { value: saidOf(actor), label }));
    if (alike.length === 30) break;
  }
  document.getElementById("actors-alike").replaceChildren(...alike);
}

function readForm() {
  return Object.fromEntries(FIELDS.map((field) => [field, document.getElementById(field).value.trim()]));
}

// Examples are of this collection, and say that they are examples.
function drawForm() {
  document.getElementById("within").replaceChildren(...Object.entries(WITHIN).map(([value, label]) => el("option", { value }, label)));
  const example = (field, text) => { if (text) document.getElementById(field).placeholder = `e.g. ${text}`; };
  const days = DATED.map(({ date }) => date.slice(0, 7)).filter((date) => /^[0-9]{4}-[0-9]{2}$/.test(date));
  const name = [...CLAIMED].sort(([, one], [, other]) => other.length - one.length).map(([id]) => ACTORS.get(id)).find(({ kind }) => kind === "person")?.name;
  example("since", days[0]);
  example("until", days.length ? printedDay(days[days.length - 1]) : "");
  example("actor", name);
}

// --- what a reader does ------------------------------------------------------------------------------

let waiting = null; // the field in which something was typed that is not asked yet

function applyForm() {
  if (!waiting) return;
  const { field, timer } = waiting;
  clearTimeout(timer);
  waiting = null;
  go(readForm(), { field, typing: true });
}

function listenToForm() {
  const form = document.getElementById("questions");
  // A value that is refused waits for a pause, or for Enter, because half a name is not wrong
  // yet. Leaving a field changes nothing at once, because the mouse may be pressing a link,
  // which must still be there when the button is released.
  form.addEventListener("input", ({ target }) => {
    if (target.id === "actor") drawActorsAlike();
    clearTimeout(waiting?.timer);
    waiting = { field: target.id, timer: setTimeout(applyForm, PAUSE) };
    if (!Object.keys(answer(readForm()).faults).length) applyForm();
  });
  form.addEventListener("focusin", ({ target }) => { if (target.id === "actor") drawActorsAlike(); });
  form.addEventListener("focusout", () => { lastField = null; });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) applyForm();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    clearTimeout(waiting?.timer);
    waiting = null;
    lastField = null;
    render();
  });
}

function listenToPage() {
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("#main h2").focus();
  });
  const fold = document.getElementById("timeline-fold");
  fold.addEventListener("toggle", () => redraw());
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    redraw();
  }).observe(document.getElementById("timeline"));
  setUpStretches();
  // On paper the citation stands under what is shown.
  const printed = document.getElementById("printed");
  const cite = () => { printed.textContent = shown.page.wrong ? "" : `Cite as: ${TAKES[0].make(shown.page.found, shown.page)}`; };
  addEventListener("beforeprint", cite);
  matchMedia("print").addEventListener("change", ({ matches }) => { if (matches) cite(); });
}

function start() {
  document.getElementById("subtitle").append(...subtitle().flat(Infinity));
  document.getElementById("filters").open = WIDE.matches;
  drawForm();
  listenToForm();
  listenToPage();
  render();
  document.getElementById("plain").remove();
  // The words are folded now, so that the first key in the search field need not wait for it.
  setTimeout(titlesAndSummaries, 50);
}

start();
