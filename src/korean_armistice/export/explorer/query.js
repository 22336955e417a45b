// The questions: what a view asks, which documents answer, and the same in Python.
"use strict";

const FILE = JSON.parse(document.getElementById("collection").textContent);
const EXTRA = JSON.parse(document.getElementById("extra").textContent);
const DOCUMENTS = FILE.documents ?? [];
const ACTORS = new Map((FILE.actors ?? []).map((actor) => [actor.id, actor]));
const PLACES = new Map(DOCUMENTS.map((doc, place) => [doc.id, place]));
const ROLES = ["author", "recipient", "participant", "mentioned", "origin"];
const NONE = "?"; // in the address, for “not given”: no name folds to it

for (const doc of DOCUMENTS) {
  doc.claims ??= [];
  doc.record ??= {};
  doc.span = readSpan(doc.date);
  doc.words = foldWords(`${doc.title} ${doc.summary ?? ""}`).map((word) => ` ${word}`).join("");
}

const SPELLINGS = new Map();
for (const actor of ACTORS.values()) {
  const keys = new Set([actor.name, ...(actor.aliases ?? []), actor.id].map(fold));
  keys.delete("");
  for (const key of keys) SPELLINGS.set(key, [...(SPELLINGS.get(key) ?? []), actor]);
}

// An id or an exact folded spelling; nothing is guessed. Throws a sentence where the library
// raises UnknownNameError.
function findActor(name, isState = false) {
  let found = ACTORS.has(name) ? [ACTORS.get(name)]
    : name.length <= LONGEST_NAME ? SPELLINGS.get(fold(name)) ?? [] : [];
  const states = found.filter((actor) => actor.kind === "state");
  if (isState && states.length) found = states;
  if (!found.length) throw `No actor of this collection is spelled “${name}”.${suggestion(name)}`;
  if (found.length > 1) {
    throw `Several actors are spelled “${name}”: ${found.map((actor) => actor.name).join("; ")}.`;
  }
  if (isState && found[0].kind !== "state") throw `${found[0].name} is not a state.`;
  return found[0];
}

function suggestion(name) {
  const start = fold(name).slice(0, 4);
  const near = Array.from(ACTORS.values()).filter((actor) => start.length > 2
    && [actor.name, ...(actor.aliases ?? [])].some((text) => foldWords(text).some((word) => word.startsWith(start))));
  return near.length ? ` Spelled alike: ${near.slice(0, 5).map((actor) => actor.name).join("; ")}.` : "";
}

// Each question, by its field in the form: which documents it keeps (it throws a sentence for
// what the library refuses), and how it is written in Python.
const QUESTIONS = [
  {
    fields: ["since", "until"],
    keeps({ since, until }) {
      const span = readBounds(since, until);
      return (doc) => overlap(doc.span, span);
    },
    python({ since, until }) {
      const bounds = [since && `since=${quoted(since)}`, until && `until=${quoted(until)}`];
      return `.by_date(${bounds.filter(Boolean).join(", ")})`;
    },
  },
  {
    fields: ["actor", "role"],
    keeps({ actor, role }) {
      if (!actor) throw "A role goes with an actor: choose one.";
      const { id } = findActor(actor);
      if (role && !ROLES.includes(role)) throw `“${role}” is not a role.`;
      return (doc) => doc.claims.some((claim) => claim.actor === id && (!role || claim.role === role));
    },
    python({ actor = "", role }) {
      return `.by_actor(${quoted(actor)}${role ? `, role=${quoted(role)}` : ""})`;
    },
  },
  {
    fields: ["origin"],
    keeps({ origin }) {
      if (origin === NONE) return (doc) => !originOf(doc);
      const { id } = findActor(origin, true);
      return (doc) => doc.claims.some((claim) => claim.role === "origin" && claim.actor === id);
    },
    python({ origin }) {
      if (origin === NONE) return ".where(lambda doc: doc.origin is None)";
      return `.by_origin(${quoted(origin)})`;
    },
  },
  {
    fields: ["kind"],
    keeps({ kind }) {
      if (kind !== NONE && !DOCUMENTS.some((doc) => doc.kind === kind)) throw `No document here is a “${kind}”.`;
      return (doc) => (kind === NONE ? !doc.kind : doc.kind === kind);
    },
    python({ kind }) {
      return `.where(lambda doc: doc.kind ${kind === NONE ? "is None" : `== ${quoted(kind)}`})`;
    },
  },
  {
    fields: ["q"],
    keeps({ q }) {
      const words = foldWords(q).map((word) => ` ${word}`);
      if (!words.length) throw "There is no word in it: give at least one letter or digit.";
      return (doc) => words.every((word) => doc.words.includes(word));
    },
    python({ q }) {
      return `.search(${quoted(q)})`;
    },
  },
];
const FIELDS = QUESTIONS.flatMap((question) => question.fields);

function asked(question, view) {
  return question.fields.some((field) => view[field]);
}

// Returns the documents of a view, and a sentence for each question that cannot be answered:
// then there are no documents, as the library raises rather than guess.
function answer(view) {
  const faults = {};
  let found = DOCUMENTS;
  for (const question of QUESTIONS.filter((question) => asked(question, view))) {
    try {
      found = found.filter(question.keeps(view));
    } catch (fault) {
      if (typeof fault !== "string") throw fault;
      faults[question.fields[0]] = fault;
    }
  }
  return { found: Object.keys(faults).length ? [] : found, faults };
}

function originOf(doc) {
  return doc.claims.find((claim) => claim.role === "origin")?.actor;
}

function actorsOf(doc, role) {
  return doc.claims.filter((claim) => claim.role === role).map((claim) => ACTORS.get(claim.actor));
}

// Where a claim's words stand: the text they are in, and its place among the texts of the field.
function textsOf(doc, field) {
  const texts = { title: [doc.title], summary: [doc.summary], record: doc.record.seen, notes: doc.notes };
  return texts[field] ?? [];
}

function evidenceOf(doc, claim) {
  const texts = textsOf(doc, claim.field);
  const at = texts.findIndex((text) => text.includes(claim.quote));
  return { field: claim.field, at, start: texts[at].indexOf(claim.quote), length: claim.quote.length };
}

// A text as Python's source has it: JSON's escapes are Python's too.
function quoted(text) {
  return JSON.stringify(text);
}

function isClaim(view) {
  return view.claim && view.claim <= DOCUMENTS[PLACES.get(view.doc)].claims.length;
}

function pythonOf(view) {
  const lines = QUESTIONS.filter((question) => asked(question, view)).map((question) => question.python(view));
  const whole = EXTRA.python.join("\n");
  if (view.doc) return `${whole}\ndoc = docs[${quoted(view.doc)}]${isClaim(view) ? `\nclaim = doc.claims[${view.claim - 1}]` : ""}`;
  if (view.about) return `${whole}\nactor = docs.actor(${quoted(view.about)})\ndocs = docs.by_actor(actor)`;
  if (view.actors) return `${whole}\nactors = docs.actors`;
  return [whole, ...lines.map((line) => `docs = docs${line}`)].join("\n");
}

// The citation of a selection, as Collection.cite() writes it.
function citationOf(found) {
  const count = found.length === EXTRA.whole ? `${EXTRA.whole}` : `${found.length} of ${EXTRA.whole}`;
  const ids = found.map((doc) => doc.id).join(", ");
  return `“${FILE.about.title}” (${count}${EXTRA.cited}${ids && ` Documents: ${ids}.`}`;
}
