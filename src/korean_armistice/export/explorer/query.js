// The questions that a view asks, the documents that answer, and the same questions in Python.
"use strict";

const NONE = "?"; // in the address, for “not given”: no name folds to it
const EVERYWHERE = "everywhere"; // `within` for title, summary, excerpts and notes

// Each question has its fields in the form, a test of which documents it keeps, and its text in
// Python. The test throws a sentence, or an Unknown, where the library raises an error.
const QUESTIONS = [
  {
    fields: ["since", "until"],
    keeps({ since, until }) {
      const span = readBounds(since ?? "", until ?? "");
      return (doc) => doc.span !== null && overlap(doc.span, span);
    },
    python({ since, until }) {
      return `.by_date(${called(since && `since=${quoted(since)}`, until && `until=${quoted(until)}`)})`;
    },
  },
  {
    fields: ["actor", "role"],
    keeps({ actor, role, basis }) {
      if (role && !ROLES.includes(role)) throw `“${role}” is not a role: ${ROLES.join(", ")}.`;
      const fits = (claim) => (!role || claim.role === role) && (!basis || claim.basis === basis);
      if (!actor) return (doc) => doc.claims.some(fits);
      return keptBy((CLAIMED.get(findActor(actor).id) ?? []).filter(({ claim }) => fits(claim)));
    },
    python({ actor, role, basis }) {
      const how = [role && `role=${quoted(role)}`, basis && `basis=${quoted(basis)}`];
      return actor ? `.by_actor(${called(quoted(actor), ...how)})` : claimedPython(how);
    },
  },
  {
    fields: ["origin"],
    keeps({ origin, basis }) {
      if (origin === NONE) return (doc) => !doc.origins.length;
      const claims = CLAIMED.get(findActor(origin, true).id) ?? [];
      return keptBy(claims.filter(({ claim }) => claim.role === "origin" && (!basis || claim.basis === basis)));
    },
    python({ origin, basis }) {
      if (origin === NONE) return ".where(lambda doc: doc.origin is None)";
      return `.by_origin(${called(quoted(origin), basis && `basis=${quoted(basis)}`)})`;
    },
  },
  {
    fields: ["kind"],
    keeps({ kind }) {
      if (kind === NONE) return (doc) => !doc.kind;
      const key = fold(kind);
      if (!FOLDED_KINDS.has(key)) throw new Unknown(`No document here is a “${kind}”.`, kindsLike(kind));
      return (doc) => doc.kind && foldedOnce(doc.kind) === key;
    },
    python({ kind }) {
      return kind === NONE ? ".where(lambda doc: doc.kind is None)" : `.by_kind(${quoted(kind)})`;
    },
  },
  {
    // “Stated only” by itself; with an actor or an origin it is a part of those questions.
    fields: ["basis"],
    keeps({ actor, role, origin, basis }) {
      if (!BASES.includes(basis)) throw `“${basis}” is not a basis: stated, inferred.`;
      if (actor || role || (origin && origin !== NONE)) return () => true;
      return (doc) => doc.claims.some((claim) => claim.basis === basis);
    },
    python({ actor, role, origin, basis }) {
      if (actor || role || (origin && origin !== NONE)) return "";
      return claimedPython([`basis=${quoted(basis)}`]);
    },
  },
  {
    fields: ["q"],
    keeps({ q, within }) {
      if (within && within !== EVERYWHERE) throw `“${within}” is no place to search in.`;
      const sought = readSearch(q);
      const texts = within ? everywhere() : titlesAndSummaries();
      return (doc) => sought.every((words) => texts[doc.place].includes(words));
    },
    python({ q, within }) {
      const places = '("title", "summary", "excerpt", "note")';
      return `.search(${called(quoted(q), within && `within=${places}`)})`;
    },
  },
];
const FIELDS = [...QUESTIONS.flatMap((question) => question.fields), "within"];

const KINDS_OF_DOCUMENT = new Map();
for (const { kind } of DOCUMENTS) if (kind) KINDS_OF_DOCUMENT.set(kind, (KINDS_OF_DOCUMENT.get(kind) ?? 0) + 1);

const FOLDED_KINDS = new Set([...KINDS_OF_DOCUMENT.keys()].map(fold));
FOLDED_KINDS.delete("");
const foldedOnce = kept(fold);

function kindsLike(kind) {
  const known = [...KINDS_OF_DOCUMENT.keys()].sort(textOrder);
  const near = close(kind, known);
  return near.length ? near : known.slice(0, 5);
}

function keptBy(claims) {
  const kept = new Uint8Array(DOCUMENTS.length);
  for (const { doc } of claims) kept[doc.place] = 1;
  return (doc) => kept[doc.place] === 1;
}

function called(...args) {
  return args.filter(Boolean).join(", ");
}

function claimedPython(how) {
  return `.select(claim.document for claim in docs.claims(${called(...how)}))`;
}

// --- words -----------------------------------------------------------------------------------

// Of each document, the folded words that a search goes through.
const titlesAndSummaries = once(() => searchedTexts(["title", "summary"]));
const everywhere = once(() => searchedTexts(["title", "summary", "excerpt", "note"]));

function searchedTexts(fields) {
  return DOCUMENTS.map((doc) => searchedText(fields.flatMap((field) => textsOf(doc, field))));
}

// --- the answer --------------------------------------------------------------------------------

function asked(question, view) {
  return question.fields.some((field) => view[field]);
}

function asksOf(view) {
  return Object.fromEntries(FIELDS.filter((field) => view[field]).map((field) => [field, view[field]]));
}

// The last answers are kept: choosing a claim asks nothing new.
const ANSWERS = new Map();

function answer(view) {
  const key = JSON.stringify(asksOf(view));
  if (!ANSWERS.has(key)) {
    if (ANSWERS.size > 4) ANSWERS.delete(ANSWERS.keys().next().value);
    ANSWERS.set(key, newAnswer(view));
  }
  return ANSWERS.get(key);
}

// `found` has the documents of a view. `faults` has a sentence for each question that cannot be
// answered: then nothing is found, as the library raises rather than guess. `kept` has the documents
// that all questions without a fault keep. `missed` has, of each document, 0 if it is kept, the
// number of the one question that keeps it out, or -1 for several.
function newAnswer(view) {
  const faults = {};
  const missed = new Int8Array(DOCUMENTS.length);
  QUESTIONS.forEach((question, at) => {
    if (!asked(question, view)) return;
    try {
      const keeps = question.keeps(view);
      for (const doc of DOCUMENTS) {
        if (!keeps(doc)) missed[doc.place] = missed[doc.place] ? -1 : at + 1;
      }
    } catch (fault) {
      if (typeof fault !== "string" && !(fault instanceof Unknown)) throw fault;
      faults[question.fields[0]] = fault;
    }
  });
  const kept = DOCUMENTS.filter((_, place) => !missed[place]);
  return { found: Object.keys(faults).length ? [] : kept, faults, kept, missed, choices: {} };
}

// The documents that all other questions keep; a field's choices are counted in these.
function keptByOthers({ kept, missed }, field) {
  const number = QUESTIONS.findIndex((question) => question.fields.includes(field)) + 1;
  if (!missed.includes(number)) return kept;
  return DOCUMENTS.filter((_, place) => missed[place] === 0 || missed[place] === number);
}

// How many documents each choice of a field would leave, after the other questions.
function choicesOf(field, view) {
  const { choices } = answer(view);
  choices[field] ??= countChoices(field, view);
  return choices[field];
}

function countChoices(field, view) {
  const counts = new Map();
  const count = (key, many) => { if (many) counts.set(key, (counts.get(key) ?? 0) + many); };
  if (field === "basis") {
    // Actor and origin may each need a claim on the basis, so they are asked with each of the two;
    // the other questions are not asked again, because a search takes long.
    const { actor, role, origin, basis: _, ...rest } = asksOf(view);
    const others = answer(rest);
    for (const basis of BASES) {
      const { found, missed } = answer({ actor, role, origin, basis });
      const both = missed.filter((out, place) => !out && !others.missed[place]);
      if (found.length && others.found.length) count(basis, both.length);
    }
    return counts;
  }
  const docs = keptByOthers(answer(view), field);
  if (field === "kind") for (const doc of docs) count(doc.kind ?? NONE, 1);
  if (field === "origin") count(NONE, docs.filter((doc) => !doc.origins.length).length);
  const names = { origin: ACTOR_IDS, actor: ACTOR_IDS, role: ROLES }[field] ?? [];
  countClaims(docs, field, view, names.length).forEach((many, at) => count(names[at], many));
  return counts;
}

// In how many documents each actor or role has a claim that the other conditions allow.
function countClaims(docs, field, view, size) {
  const counts = new Int32Array(size);
  const last = new Int32Array(size).fill(-1); // a document counts once, however many claims it has
  const actor = field === "role" && view.actor ? ACTOR_IDS.indexOf(meant(view.actor)[0]?.id) : -1;
  const role = field === "origin" ? ROLES.indexOf("origin") : field === "actor" ? ROLES.indexOf(view.role) : -1;
  const basis = BASES.indexOf(view.basis);
  const column = COLUMNS[field === "origin" ? "actor" : field];
  if (!size) return counts;
  for (const { place } of docs) {
    for (let at = STARTS[place]; at < STARTS[place + 1]; at += 1) {
      const key = column[at];
      if (last[key] === place || (actor >= 0 && COLUMNS.actor[at] !== actor)
        || (role >= 0 && COLUMNS.role[at] !== role) || (basis >= 0 && COLUMNS.basis[at] !== basis)) continue;
      last[key] = place;
      counts[key] += 1;
    }
  }
  return counts;
}

// --- the same in Python ------------------------------------------------------------------------

// A text as Python's source has it: JSON's escapes are Python's too.
function quoted(text) {
  return JSON.stringify(text);
}

function chosenClaim(view) {
  return DOCUMENTS[PLACES.get(view.doc)]?.claims[view.claim - 1];
}

function pythonOf(view) {
  const start = EXTRA.python.join("\n");
  if (view.doc) return `${start}\ndoc = docs[${quoted(view.doc)}]${chosenClaim(view) ? `\nclaim = doc.claims[${view.claim - 1}]` : ""}`;
  if (view.about) return `${start}\nactor = docs.actor(${quoted(view.about)})\ndocs = docs.by_actor(actor)`;
  const calls = QUESTIONS.filter((question) => asked(question, view)).map((question) => question.python(view));
  const lines = calls.filter(Boolean).map((call) => `docs = docs${call}`);
  if (view.actors) lines.push("actors = docs.actors");
  if (view.collection) lines.push("print(docs.about)");
  return [start, ...lines].join("\n");
}
