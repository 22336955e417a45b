// The documents and actors of the page, and the values that are computed from them once.
"use strict";

const FILE = JSON.parse(document.getElementById("collection").textContent);
const DOCUMENTS = FILE.documents ?? [];
const ACTORS = new Map((FILE.actors ?? []).map((actor) => [actor.id, actor]));
const SOURCES = new Map((FILE.about.sources ?? []).map((source) => [source.id, source]));
const PLACES = new Map(DOCUMENTS.map((doc, place) => [doc.id, place]));
const { roles: ROLES, relations: RELATIONS } = EXTRA;

// Values that the file leaves out are empty here. `claimed` has the positions of each actor's claims.
const CLAIMED = new Map();
const LINKED = new Map(); // the links that lead to a document, by its id

DOCUMENTS.forEach((doc, place) => {
  doc.place = place;
  doc.claims ??= [];
  doc.links ??= [];
  doc.record ??= {};
  doc.excerpts ??= [];
  doc.notes ??= [];
  doc.span = doc.date ? spanOf(doc.date) : null;
  doc.origins = [];
  for (const claim of doc.claims) {
    if (claim.role === "origin" && !doc.origins.includes(claim.actor)) doc.origins.push(claim.actor);
    append(CLAIMED, claim.actor, { doc, claim });
  }
  doc.links.forEach((link, at) => append(LINKED, link.to, { doc, link, number: at + 1 }));
});

// All claims stand in columns of numbers, because they are counted each time a key is pressed. Those
// of a document begin at STARTS[place].
const BASES = ["stated", "inferred"];
const ACTOR_IDS = [...ACTORS.keys()];
const { STARTS, COLUMNS } = columns();

function columns() {
  const numbers = new Map(ACTOR_IDS.map((id, at) => [id, at]));
  const size = DOCUMENTS.reduce((sum, { claims }) => sum + claims.length, 0);
  const made = { actor: new Int32Array(size), role: new Int8Array(size), basis: new Int8Array(size) };
  const starts = new Int32Array(DOCUMENTS.length + 1);
  let at = 0;
  for (const doc of DOCUMENTS) {
    for (const claim of doc.claims) {
      made.actor[at] = numbers.get(claim.actor);
      made.role[at] = ROLES.indexOf(claim.role);
      made.basis[at] = BASES.indexOf(claim.basis);
      at += 1;
    }
    starts[doc.place + 1] = at;
  }
  return { STARTS: starts, COLUMNS: made };
}

function spanOf(date) {
  return ISO_DAY.test(date) ? { first: date, last: date } : readSpan(date.replace(/[~?%]/g, ""));
}

function append(lists, key, item) {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

function actorsOf(doc, role) {
  return doc.claims.filter((claim) => claim.role === role).map((claim) => ACTORS.get(claim.actor));
}

// The texts that a claim or a link may quote, by the field it names.
function textsOf(doc, field) {
  if (field === "title") return [doc.title];
  if (field === "summary") return doc.summary ? [doc.summary] : [];
  return field === "excerpt" ? doc.excerpts.map(({ words }) => words) : doc.notes.map(({ text }) => text);
}

// Where words stand: the text that has them, and the number of this text in its field.
function evidenceOf(doc, field, quote) {
  const texts = textsOf(doc, field);
  const at = texts.findIndex((text) => text.includes(quote));
  return { field, at, start: texts[at].indexOf(quote), length: quote.length };
}

function ranked(counts, name = (key) => key) {
  const order = ([one, n], [other, m]) => m - n || (name(one) < name(other) ? -1 : 1);
  return new Map([...counts].sort(order));
}

function counted(count, noun = "document") {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function number(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

const ORIGINS = rankedOrigins();

function rankedOrigins() {
  const counts = new Map();
  for (const doc of DOCUMENTS) for (const origin of doc.origins) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  return ranked(counts, (id) => ACTORS.get(id).name);
}

// A function that works once and keeps its result.
function once(make) {
  let made;
  return () => (made ??= make());
}

// A function that remembers its answers.
function kept(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
}
