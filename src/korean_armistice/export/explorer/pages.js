// The views: what is shown for the state in the address, and how a reader changes it.
"use strict";

const KEYS = [...FIELDS, "doc", "claim", "about", "actors"];
const AT_ONCE = 200; // rows shown before “Show more”
const PAUSE = 900; // milliseconds without a key: the reader has stopped typing
const KINDS = { person: "People", office: "Offices, their holders unnamed", body: "Bodies", state: "States" };
const ABOUT = {
  abstract: "The archive’s abstract", listing: "What is here, and what is not", review: "How the claims were checked",
  rights: "Rights", related: "Related collections", publisher: "Publisher", edition: "Edition of the data", url: "The archive’s page",
};
const RECORD = {
  archive: "Repository", reference: "Reference", language: "Language", classification: "Classification",
  obtained_by: "Obtained by", obtained_for: "Obtained for", translated_by: "Translated by",
  translated_for: "Translated for", donor: "Donor", record_id: "Record id",
};
const WHERE = { title: "title", summary: "summary", record: "record page", notes: "editor’s note" };
// Spellings in these scripts are said, and drawn, as these languages.
const SCRIPTS = [[/\p{Script=Hangul}/u, "ko"], [/\p{Script=Cyrillic}/u, "ru"], [/\p{Script=Han}/u, "zh"],
  [/\p{Script=Myanmar}/u, "my"]];

let shown = null;
let redraw = () => {};
let rows = AT_ONCE;

function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function button(label, act, attributes = {}) {
  const made = el("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

// Only the web's own addresses become links: a collection may hold anything.
function outward(url, text) {
  return /^https?:\/\//i.test(url) ? el("a", { href: url, rel: "noopener noreferrer" }, text) : text;
}

function readAddress() {
  const pairs = new URLSearchParams(location.hash.slice(1));
  const view = {};
  for (const key of KEYS) if (pairs.get(key)) view[key] = pairs.get(key);
  if (view.claim && !/^[1-9][0-9]{0,5}$/.test(view.claim)) delete view.claim;
  return view;
}

function addressOf(view) {
  const pairs = new URLSearchParams();
  for (const key of KEYS) if (view[key]) pairs.set(key, view[key]);
  return `#${pairs}`;
}

function asksOf(view) {
  return Object.fromEntries(FIELDS.filter((field) => view[field]).map((field) => [field, view[field]]));
}

function go(view, typing = false) {
  history.replaceState(null, "", addressOf(view));
  render(typing);
}

// While somebody types, the field they are in is theirs.
function render(typing = false) {
  const view = readAddress();
  const { found, faults } = answer(asksOf(view));
  const page = pageOf(view, found, faults);
  const moved = shown && pageName(view) !== pageName(shown);
  document.body.dataset.page = page.name;
  document.getElementById("questions").hidden = page.name !== "documents";
  fillForm(view, faults, typing);
  document.getElementById("main").replaceChildren(...page.content);
  redraw = () => drawTimeline(view, page.found, (doc) => addressOf({ ...asksOf(view), doc: doc.id }));
  redraw();
  drawTake(view, page);
  document.title = page.title ? `${page.title} – ${FILE.about.title}` : FILE.about.title;
  const nav = { documents: document.getElementById("to-documents"), actors: document.getElementById("to-actors") };
  nav.documents.href = addressOf(asksOf(view));
  nav.actors.href = addressOf({ ...asksOf(view), actors: "all" });
  for (const [name, link] of Object.entries(nav)) {
    if (name === page.name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.getElementById("said").textContent = page.said ?? "";
  if (moved) settle(page, shown.doc);
  if (moved || !shown) document.getElementById("evidence")?.scrollIntoView({ block: "center" });
  shown = view;
}

function pageName(view) {
  return view.doc ? `doc ${view.doc}` : view.about ? `about ${view.about}` : view.actors ? "actors" : "documents";
}

// After a change of page, the keyboard goes on where the eye does.
function settle(page, left) {
  const back = page.name === "documents" && left && document.getElementById(`row-${left}`);
  const target = back || document.querySelector("#main h2");
  target.focus({ preventScroll: Boolean(back) });
  if (back) target.scrollIntoView({ block: "center" });
  else window.scrollTo(0, 0);
}

function pageOf(view, found, faults) {
  if (view.doc) {
    const doc = DOCUMENTS[PLACES.get(view.doc)];
    return doc ? documentPage(doc, view, found) : lostPage(`There is no document with the id “${view.doc}” here.`);
  }
  if (view.about) {
    const actor = ACTORS.get(view.about);
    return actor ? actorPage(actor, view) : lostPage(`There is no actor with the id “${view.about}” here.`);
  }
  return view.actors ? actorsPage(view) : documentsPage(view, found, faults);
}

function lostPage(sentence) {
  const content = [heading("Not found"), el("p", {}, sentence), el("p", {}, el("a", { href: "#" }, "All documents"))];
  return { name: "lost", title: "Not found", content, found: [] };
}

function heading(...content) {
  return el("h2", { tabindex: "-1" }, ...content);
}

// --- the documents -------------------------------------------------------------------------

function documentsPage(view, found, faults) {
  const wrong = Object.values(faults);
  const count = `${found.length} of ${DOCUMENTS.length} document${DOCUMENTS.length === 1 ? "" : "s"}`;
  const part = found.length > rows ? `, the first ${rows} listed` : "";
  const said = wrong.length ? `No answer: ${wrong.join(" ")}` : count + part;
  const list = el("ol", { class: "documents" }, found.slice(0, rows).map((doc) => row(doc, view)));
  const content = [heading(wrong.length ? "No answer" : count), askedOf(view)];
  if (wrong.length) content.push(el("p", {}, wrong.join(" ")));
  else if (!found.length) content.push(el("p", {}, "No document answers all of this. Clear a field to see more."));
  else content.push(list);
  if (found.length > rows) content.push(button(`Show ${Math.min(AT_ONCE, found.length - rows)} more`, showMore));
  return { name: "documents", content: content.filter(Boolean), found, said, wrong: wrong.length > 0 };
}

// The keyboard goes on at the first of the new rows.
function showMore() {
  const next = rows;
  rows += AT_ONCE;
  render();
  document.querySelectorAll(".documents h3 a")[next].focus();
}

// On paper there is no form: the questions are printed instead.
function askedOf(view) {
  const questions = Object.entries(asksOf(view)).map(([field, text]) => {
    const label = document.querySelector(`label[for="${field}"]`).textContent;
    return el("li", {}, `${label}: `, el("bdi", {}, text));
  });
  return questions.length ? el("ul", { class: "asked" }, questions) : null;
}

function row(doc, view) {
  const link = el("a", { href: addressOf({ ...asksOf(view), doc: doc.id }), id: `row-${doc.id}` }, doc.title);
  return el("li", {},
    el("p", { class: "date" }, el("time", {}, printedDate(doc.date))),
    el("div", {},
      el("h3", {}, link),
      parties(doc),
      doc.summary ? el("p", { class: "summary" }, doc.summary) : null));
}

function parties(doc) {
  const origin = originOf(doc);
  const names = (role) => joined(actorsOf(doc, role).map((actor) => isolated(actor.name)), ", ");
  const [from, to, met] = ["author", "recipient", "participant"].map(names);
  const sides = joined([from, to.length ? ["→ ", to] : []], " ");
  const meeting = met.length ? ["meeting of ", met] : [];
  const parts = [origin ? isolated(ACTORS.get(origin).name) : "origin not given", sides, meeting, isolated(doc.kind)];
  return el("p", { class: "parties" }, symbolOf(origin), el("span", {}, joined(parts, " · ")));
}

// Writing from right to left must not turn round the words that stand beside it.
function isolated(text) {
  return text ? el("bdi", {}, text) : [];
}

function joined(parts, between) {
  return parts.filter((part) => part.length !== 0).flatMap((part, at) => (at ? [between, part] : [part])).flat(Infinity);
}

// --- one document --------------------------------------------------------------------------

function documentPage(doc, view, found) {
  const claim = doc.claims[view.claim - 1];
  const lit = claim && evidenceOf(doc, claim);
  const content = [
    steps(doc, view, found),
    el("article", { class: "document" },
      el("div", { class: "words" },
        heading(litText(doc, "title", 0, lit)),
        el("p", { class: "meta" }, el("time", {}, printedDate(doc.date)),
          doc.covers ? ` · covers ${doc.covers}` : ""),
        parties(doc),
        doc.summary ? el("p", { class: "text" }, litText(doc, "summary", 0, lit)) : el("p", {}, "The catalogue gives no summary."),
        recordOf(doc, lit),
        texts(doc, "record", "Words on the record page", lit),
        texts(doc, "notes", "Editor’s notes", lit)),
      claimsOf(doc, view)),
  ];
  const said = claim ? `Lit in the ${WHERE[claim.field]}: “${claim.quote}”` : "";
  return { name: "document", title: doc.title, content, found: found.includes(doc) ? found : [...found, doc], said, doc };
}

function steps(doc, view, found) {
  const at = found.indexOf(doc);
  const to = (other, label, rel) => other && el("a", { href: addressOf({ ...asksOf(view), doc: other.id }), rel, title: other.title }, label);
  return el("nav", { class: "steps", "aria-label": "Within the documents found" },
    el("a", { href: addressOf(asksOf(view)) }, `Back to the ${counted(found.length)} found`),
    at >= 0 ? to(found[at - 1], "← Earlier", "prev") : null,
    at >= 0 ? to(found[at + 1], "Later →", "next") : null);
}

// A text with the words of all claims underlined, and those of the chosen claim marked.
function litText(doc, field, at, lit) {
  const text = textsOf(doc, field)[at];
  const proofs = doc.claims.map((claim) => evidenceOf(doc, claim)).filter((proof) => proof.field === field && proof.at === at);
  if (!lit || lit.field !== field || lit.at !== at) return underlined(text, 0, text.length, proofs);
  const end = lit.start + lit.length;
  return [
    ...underlined(text, 0, lit.start, proofs),
    el("mark", { id: "evidence" }, text.slice(lit.start, end)),
    ...underlined(text, end, text.length, proofs),
  ];
}

function underlined(text, from, to, proofs) {
  const ends = proofs.flatMap(({ start, length }) => [start, start + length]).filter((at) => at > from && at < to);
  const cuts = [...new Set([from, ...ends, to])].sort((one, other) => one - other);
  return cuts.slice(1).map((cut, at) => {
    const part = text.slice(cuts[at], cut);
    const proves = proofs.some(({ start, length }) => start <= cuts[at] && cut <= start + length);
    return proves ? el("span", { class: "proof" }, part) : part;
  });
}

function recordOf(doc, lit) {
  const rows = Object.entries(RECORD).filter(([key]) => doc.record[key])
    .flatMap(([key, label]) => [el("dt", {}, label), el("dd", {}, doc.record[key])]);
  if (doc.record.url) rows.push(el("dt", {}, "The archive’s page"), el("dd", {}, outward(doc.record.url, doc.record.url)));
  return rows.length ? el("section", {}, el("h3", {}, "Record"), el("dl", {}, rows)) : null;
}

function texts(doc, field, title, lit) {
  const items = (textsOf(doc, field) ?? []).map((_, at) => el("li", {}, litText(doc, field, at, lit)));
  return items.length ? el("section", {}, el("h3", {}, title), el("ul", { class: "texts" }, items)) : null;
}

function claimsOf(doc, view) {
  const items = doc.claims.map((claim, at) => claimItem(doc, claim, at + 1, view));
  return el("section", { class: "claims", "aria-labelledby": "claims-title" },
    el("h3", { id: "claims-title" }, `${items.length} claim${items.length === 1 ? "" : "s"}`),
    items.length ? el("p", { class: "hint" }, "Choose one: the words that prove it light up.") : el("p", {}, "None was made of this document."),
    el("ul", {}, items));
}

function claimItem(doc, claim, number, view) {
  const pressed = String(number) === view.claim;
  const actor = ACTORS.get(claim.actor);
  const choose = () => {
    go({ ...asksOf(view), doc: doc.id, claim: pressed ? "" : String(number) });
    document.querySelectorAll(".claim")[number - 1].focus({ preventScroll: true });
    document.getElementById("evidence")?.scrollIntoView({ block: "nearest" });
  };
  const inferred = claim.basis === "inferred";
  const face = [
    el("span", { class: "role" }, claim.role), " ",
    el("span", { class: "name" }, actor.name), " ",
    inferred ? el("span", { class: "badge" }, "inferred") : null, " ",
    el("span", { class: "line" }, el("span", { class: "quote" }, `“${claim.quote}”`), " ",
      el("span", { class: "where" }, WHERE[claim.field])),
  ];
  return el("li", { class: inferred ? "inferred" : "stated" },
    button(face, choose, { class: "claim", "aria-pressed": String(pressed) }),
    claim.note ? el("p", { class: "reason" }, inferred ? el("b", {}, "Inferred: ") : null, claim.note) : null,
    el("p", { class: "more" }, el("a", { href: addressOf({ ...asksOf(view), about: actor.id }) }, `About ${actor.name}`)));
}

// --- the actors ----------------------------------------------------------------------------

function actorsPage(view) {
  const counts = new Map();
  for (const doc of DOCUMENTS) {
    for (const id of new Set(doc.claims.map((claim) => claim.actor))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const byCount = (one, other) => counts.get(other.id) - counts.get(one.id) || (one.name < other.name ? -1 : 1);
  const named = [...counts.keys()].map((id) => ACTORS.get(id)).sort(byCount);
  const sections = Object.entries(KINDS).map(([kind, title]) => {
    const items = named.filter((actor) => actor.kind === kind).map((actor) => el("li", {},
      el("a", { href: addressOf({ ...asksOf(view), about: actor.id }) }, actor.name),
      " ", el("span", { class: "years" }, yearsOf(actor)), " ",
      el("span", { class: "count" }, counted(counts.get(actor.id)))));
    return items.length ? el("section", {}, el("h3", {}, title), el("ul", {}, items)) : null;
  });
  const content = [heading(`${named.length} actors`), el("div", { class: "actors" }, sections)];
  return { name: "actors", title: "Actors", content, found: DOCUMENTS };
}

function counted(count) {
  return `${count} document${count === 1 ? "" : "s"}`;
}

function yearsOf(actor) {
  return actor.born || actor.died ? `(${actor.born ?? ""}–${actor.died ?? ""})` : "";
}

function actorPage(actor, view) {
  const found = DOCUMENTS.filter((doc) => doc.claims.some((claim) => claim.actor === actor.id));
  const state = ACTORS.get(actor.affiliation);
  const links = [
    actor.wikidata ? outward(`https://www.wikidata.org/wiki/${actor.wikidata}`, `Wikidata ${actor.wikidata}`) : null,
    el("a", { href: addressOf({ actor: actor.id }) }, `Filter by ${actor.name}`),
  ];
  const content = [
    heading(actor.name),
    el("p", { class: "meta" }, [actor.kind, yearsOf(actor)].filter(Boolean).join(" "),
      state ? [" · acts for ", el("a", { href: addressOf({ ...asksOf(view), about: state.id }) }, state.name)] : null),
    actor.note ? el("p", {}, actor.note) : null,
    el("ul", { class: "links" }, links.filter(Boolean).map((link) => el("li", {}, link))),
    el("section", {}, el("h3", {}, "All spellings"), el("ul", { class: "spellings" }, [actor.name, ...(actor.aliases ?? [])].map(spelling))),
    ...ROLES.map((role) => inRole(actor, role, view)),
  ];
  return { name: "actor", title: actor.name, content: content.filter(Boolean), found, actor };
}

function spelling(text) {
  return el("li", { lang: SCRIPTS.find(([script]) => script.test(text))?.[1] }, text);
}

function inRole(actor, role, view) {
  const claims = DOCUMENTS.flatMap((doc) => doc.claims
    .map((claim, at) => ({ doc, claim, number: at + 1 }))
    .filter(({ claim }) => claim.actor === actor.id && claim.role === role));
  const items = claims.map(({ doc, claim, number }) => el("li", { class: claim.basis },
    el("time", {}, printedDate(doc.date)), " ",
    el("a", { href: addressOf({ ...asksOf(view), doc: doc.id, claim: number }) }, doc.title),
    el("p", { class: "quote" }, `“${claim.quote}”`, claim.basis === "inferred" ? [" ", el("span", { class: "badge" }, "inferred")] : null)));
  return items.length ? el("section", {}, el("h3", {}, `As ${role} (${items.length})`), el("ul", { class: "roles" }, items)) : null;
}

// --- taking it along -----------------------------------------------------------------------

function drawTake(view, page) {
  const docs = page.doc ? [page.doc] : page.found;
  const cited = page.doc ? EXTRA.cite[PLACES.get(page.doc.id)] : citationOf(docs);
  const bibtex = EXTRA.bibtex && docs.map((doc) => EXTRA.bibtex[PLACES.get(doc.id)]).join("\n");
  const parts = page.name === "lost" || page.wrong ? [] : [
    sample("Citation", cited),
    bibtex ? sample("BibTeX", bibtex) : null,
    sample("Python query", pythonOf(view)),
    EXTRA.bibtex ? null : el("p", {}, "BibTeX is not in this page: it was made without the extra “citations”."),
  ];
  document.getElementById("take").replaceChildren(...parts.filter(Boolean));
  document.querySelector(".take").hidden = !parts.length;
}

function sample(label, text) {
  const pre = el("pre", { tabindex: "0", role: "group", "aria-label": label }, text);
  const copy = button(`Copy ${label}`, () => copyFrom(pre, label, copy));
  return el("details", {}, el("summary", {}, label), pre, copy);
}

async function copyFrom(pre, label, copy) {
  let said = `${label} copied`;
  try {
    await navigator.clipboard.writeText(pre.textContent);
  } catch {
    getSelection().selectAllChildren(pre);
    said = `${label} selected: copy it with the keyboard`;
  }
  copy.textContent = said;
  document.getElementById("said").textContent = said;
}

// --- the form ------------------------------------------------------------------------------

function fillForm(view, faults, typing) {
  for (const field of FIELDS) {
    const input = document.getElementById(field);
    if (!typing || document.activeElement !== input) input.value = choiceOf(field, view[field] ?? "");
  }
  for (const { fields: [field] } of QUESTIONS) {
    const line = document.getElementById(`fault-${field}`);
    if (!line) continue;
    line.textContent = faults[field] ?? "";
    document.getElementById(field).setAttribute("aria-invalid", String(field in faults));
  }
}

// A state may be given in the address by any spelling; the list knows it by its id.
function choiceOf(field, value) {
  if (field !== "origin" || !value || value === NONE) return value;
  try {
    return findActor(value, true).id;
  } catch {
    return "";
  }
}

function readForm() {
  const pairs = FIELDS.map((field) => [field, document.getElementById(field).value.trim()]);
  return Object.fromEntries(pairs);
}

function options(id, any, choices) {
  const made = choices.map(([value, label]) => el("option", { value }, label));
  document.getElementById(id).replaceChildren(el("option", { value: "" }, any), ...made);
}

function drawForm() {
  options("role", "any", ROLES.map((role) => [role, role]));
  const origins = [...ORIGINS].map(([id, count]) => [id, `${ACTORS.get(id).name} (${count})`]);
  options("origin", "any", withNone(origins, (doc) => !originOf(doc)));
  const kinds = new Map();
  for (const doc of DOCUMENTS) if (doc.kind) kinds.set(doc.kind, (kinds.get(doc.kind) ?? 0) + 1);
  options("kind", "any", withNone([...kinds].sort().map(([kind, count]) => [kind, `${kind} (${count})`]), (doc) => !doc.kind));
  const spellings = [...ACTORS.values()].flatMap((actor) => [actor.name, ...(actor.aliases ?? [])].map((text) => [text, actor.name]));
  document.getElementById("spellings").append(...spellings.map(([value, name]) => el("option", { value }, value === name ? "" : name)));
}

function withNone(choices, without) {
  const count = DOCUMENTS.filter(without).length;
  return count ? [...choices, [NONE, `not given (${count})`]] : choices;
}

function drawAbout() {
  const { about } = FILE;
  const value = (key) => (key === "url" ? outward(about.url, about.url) : key === "related" ? about.related.join("; ") : about[key]);
  const pairs = Object.entries(ABOUT).filter(([key]) => about[key]?.length).map(([key, label]) => [el("dt", {}, label), el("dd", {}, value(key))]);
  document.getElementById("about").append(...pairs.flat());
  const holder = [about.publisher?.split(",")[0], about.archive].filter(Boolean).join(" ");
  const count = DOCUMENTS.length === EXTRA.whole ? EXTRA.whole : `a selection, ${DOCUMENTS.length} of ${EXTRA.whole}`;
  const first = DOCUMENTS.find((doc) => doc.span.first)?.date;
  const last = DOCUMENTS.find((doc) => doc.span.last === KNOWN_DAYS[KNOWN_DAYS.length - 1])?.date;
  const reach = first && last ? `, ${printedDate(first)} to ${printedDate(last)}` : "";
  document.getElementById("subtitle").append(...joined([isolated(holder), `${count} catalogue records${reach}`], ": "));
  document.getElementById("foot").textContent = EXTRA.foot;
}

function start() {
  drawAbout();
  drawForm();
  drawLegend();
  const form = document.getElementById("questions");
  // Half a name is not a wrong name: what would be refused waits for a pause, or for Enter.
  // Leaving a field changes nothing at once: the press of the mouse that leaves it is on a
  // link, which must still be there when the mouse is released.
  let waiting;
  const changed = () => { clearTimeout(waiting); rows = AT_ONCE; go(readForm(), true); };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    if (Object.keys(answer(readForm()).faults).length) waiting = setTimeout(changed, PAUSE);
    else changed();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) changed();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    go({});
    document.getElementById("q").focus();
  });
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("#main h2").focus();
  });
  window.addEventListener("hashchange", () => { clearTimeout(waiting); render(); });
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    const held = document.activeElement.closest("#timeline a")?.getAttribute("href");
    redraw();
    if (held) document.querySelector(`#timeline a[href="${held}"]`).focus();
  }).observe(document.getElementById("timeline"));
  render();
}

start();
