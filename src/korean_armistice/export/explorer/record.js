// One document: its words, the claims and links with the words that prove them, its record.
"use strict";

const RECORD = {
  archive: "Repository", reference: "Reference", language: "Language", classification: "Classification",
  obtained_by: "Obtained by", obtained_for: "Obtained for", translated_by: "Translated by",
  translated_for: "Translated for", donor: "Donor", record_id: "Record id",
};
const WHERE = { title: "title", summary: "summary", excerpt: "excerpt", note: "editor’s note" };
const SOURCE_KINDS = { archive: "the archive’s own page", mirror: "a mirror", copy: "a copy", edition: "a printed edition" };
const AROUND = 70; // characters shown on either side of the words that prove a claim

function documentPage(doc, view, { found }) {
  const lit = litOf(doc, view);
  const content = [
    steps(doc, view, found),
    el("article", { class: "document" },
      el("div", { class: "words" },
        heading(litText(doc, "title", 0, lit)),
        el("p", { class: "meta" }, el("time", {}, printedDate(doc.date)),
          doc.covers ? ` · covers ${printedDate(doc.covers)}` : ""),
        parties(doc),
        doc.summary ? el("p", { class: "text" }, litText(doc, "summary", 0, lit)) : el("p", { class: "aside" }, "The catalogue gives no summary.")),
      el("div", { class: "proofs" }, claimsSection(doc, view), linksSection(doc, view)),
      el("div", { class: "rest" }, excerptsOf(doc, lit), notesOf(doc, lit), recordOf(doc))),
  ];
  const said = lit ? `Marked in the ${WHERE[lit.field]}: “${lit.quote}”` : "";
  return { name: "document", title: doc.title, content, found: found.includes(doc) ? found : [...found, doc], said, doc };
}

function steps(doc, view, found) {
  const at = found.indexOf(doc);
  const to = (other, label, rel) => other && el("a", { href: addressOf({ ...asksOf(view), doc: other.id }), rel, title: other.title }, label);
  return el("nav", { class: "steps", "aria-label": "Within the documents found" },
    el("a", { href: addressOf({ ...asksOf(view), from: fromOf(Math.max(at, 0)) }) }, `Back to the ${counted(found.length)} found`),
    at >= 0 ? to(found[at - 1], "← Earlier", "prev") : null,
    at >= 0 ? to(found[at + 1], "Later →", "next") : null);
}

// The words to mark: those of the chosen claim, or of this document's side of the chosen link.
function litOf(doc, view) {
  const claim = doc.claims[view.claim - 1];
  if (claim) return proofOf(doc, claim);
  const chosen = linksAt(doc).find(({ key }) => key === view.link);
  return chosen ? chosen.here : null;
}

function proofOf(doc, { field, quote }) {
  return { ...evidenceOf(doc, field, quote), quote };
}

// A text with the words of all claims and links underlined, and those of the chosen one marked.
function litText(doc, field, at, lit) {
  const text = textsOf(doc, field)[at];
  const proofs = proofsOf(doc).filter((proof) => proof.field === field && proof.at === at);
  if (!lit || lit.field !== field || lit.at !== at) return underlined(text, 0, text.length, proofs);
  const end = lit.start + lit.length;
  return [
    ...underlined(text, 0, lit.start, proofs),
    el("mark", { class: "evidence" }, text.slice(lit.start, end)),
    ...underlined(text, end, text.length, proofs),
  ];
}

function proofsOf(doc) {
  doc.proofs ??= [...doc.claims.map((claim) => proofOf(doc, claim)), ...linksAt(doc).map(({ here }) => here)];
  return doc.proofs;
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

// The words that prove, marked, with some words around them, so that a small screen also shows claim
// and evidence together.
function inPlace(doc, proof) {
  const text = textsOf(doc, proof.field)[proof.at];
  const end = proof.start + proof.length;
  const before = text.slice(0, proof.start);
  const after = text.slice(end);
  const from = before.length > AROUND + 20 ? before.indexOf(" ", before.length - AROUND) + 1 || before.length - AROUND : 0;
  const upTo = after.length > AROUND + 20 ? after.lastIndexOf(" ", AROUND) : after.length;
  return [from ? "… " : "", before.slice(from), el("mark", { class: "evidence" }, text.slice(proof.start, end)),
    after.slice(0, upTo < 0 ? AROUND : upTo), upTo === after.length ? "" : " …"];
}

// --- claims --------------------------------------------------------------------------------------

function claimsSection(doc, view) {
  const items = doc.claims.map((claim, at) => claimItem(doc, claim, at + 1, view));
  return section(counted(items.length, "claim"),
    el("p", { class: "hint" }, items.length ? "Choose one, and the words that prove it are marked." : "No claim was made about this document."),
    el("ul", { class: "claims" }, items));
}

function claimItem(doc, claim, at, view) {
  const pressed = String(at) === view.claim;
  const actor = ACTORS.get(claim.actor);
  const face = [
    el("span", { class: "role" }, claim.role), " ",
    el("span", { class: "name" }, actor.name), badge(claim.basis),
  ];
  return proofItem(claim, face, { pressed, choose: () => chooseProof(doc, view, { claim: pressed ? "" : String(at) }) },
    quoteLine(doc, proofOf(doc, claim), pressed),
    reasonOf(claim),
    el("p", { class: "more" }, el("a", { href: addressOf({ ...asksOf(view), about: actor.id }) }, `About ${actor.name}`)));
}

function proofItem({ basis }, face, { pressed, choose }, quote, ...more) {
  return el("li", { class: basis }, button([face, quote], choose, { class: "claim", "aria-pressed": String(pressed) }), more);
}

function quoteLine(doc, proof, pressed) {
  const words = pressed ? inPlace(doc, proof) : [`“${proof.quote}”`];
  return el("span", { class: "line" }, el("span", { class: "quote" }, words), " ", el("span", { class: "where" }, WHERE[proof.field]));
}

function reasonOf({ basis, note, reviewed_by: reviewers = [] }) {
  return [
    note ? el("p", { class: "reason" }, basis === "inferred" ? el("b", {}, "Inferred: ") : null, note) : null,
    reviewers.length ? el("p", { class: "reason" }, `Reviewed by ${reviewers.join(", ")}.`) : null,
  ];
}

// The page stays where it is, if the claim is seen whole with its words.
function chooseProof(doc, view, chosen) {
  const buttons = () => [...document.querySelectorAll("button.claim")];
  const at = buttons().indexOf(document.activeElement);
  const topOf = (button) => button.getBoundingClientRect().top;
  const before = at < 0 ? 0 : topOf(document.activeElement);
  go({ ...asksOf(view), doc: doc.id, ...chosen }, { replaces: true });
  if (at < 0) return;
  const button = buttons()[at];
  button.focus({ preventScroll: true });
  scrollBy(0, topOf(button) - before); // the claim that was open above it has closed
  button.scrollIntoView({ block: "nearest" });
}

// --- links ---------------------------------------------------------------------------------------

// Links from this document are numbered; a link that leads here is known by its document and number.
function linksAt(doc) {
  const away = doc.links.map((link, at) => ({ key: String(at + 1), link, verb: RELATIONS[link.relation][0],
    id: link.to, here: proofOf(doc, link), there: { field: link.to_field, quote: link.to_quote } }));
  const back = (LINKED.get(doc.id) ?? []).map(({ doc: other, link, number: at }) => ({ key: `${other.id}:${at}`, link,
    verb: RELATIONS[link.relation][1], id: other.id, here: proofOf(doc, { field: link.to_field, quote: link.to_quote }),
    there: { field: link.field, quote: link.quote } }));
  return [...away, ...back];
}

function linksSection(doc, view) {
  const links = linksAt(doc);
  if (!links.length) return null;
  return section(`${counted(links.length, "link")} to other documents`, el("ul", { class: "claims" }, links.map((one) => linkItem(doc, one, view))));
}

function linkItem(doc, { key, link, verb, id, here, there }, view) {
  const other = DOCUMENTS[PLACES.get(id)];
  const pressed = key === view.link;
  const face = [el("span", { class: "role" }, verb), " ",
    el("span", { class: "name" }, other ? `${other.title} (${printedDate(other.date)})` : id), badge(link.basis)];
  const farLine = el("span", { class: "line" }, el("span", { class: "where" }, "There: "),
    el("span", { class: "quote" }, pressed && other ? inPlace(other, proofOf(other, there)) : `“${there.quote}”`), " ",
    el("span", { class: "where" }, WHERE[there.field]));
  return proofItem(link, face, { pressed, choose: () => chooseProof(doc, view, { link: pressed ? "" : key }) },
    [quoteLine(doc, here, pressed), farLine],
    reasonOf(link),
    el("p", { class: "more" }, other
      ? el("a", { href: addressOf({ ...asksOf(view), doc: id, link: keyThere(doc, key) }) }, "Go to that document")
      : "That document is not in this selection."));
}

// The key of the same link at the document at its other end.
function keyThere(doc, key) {
  return key.includes(":") ? key.slice(key.lastIndexOf(":") + 1) : `${doc.id}:${key}`;
}

// --- the record ------------------------------------------------------------------------------------

function excerptsOf(doc, lit) {
  const words = ({ part }, at) => [el("span", { class: "role" }, part), " ", el("span", { class: "exact" }, litText(doc, "excerpt", at, lit))];
  return doc.excerpts.length ? section("Exact words of the document or its record", bySource(doc.excerpts, words)) : null;
}

function notesOf(doc, lit) {
  const text = (_, at) => el("span", { class: "exact" }, litText(doc, "note", at, lit));
  return doc.notes.length ? section("Editor’s notes", bySource(doc.notes, text)) : null;
}

// The texts grouped by source, and under each group its source.
function bySource(items, face) {
  const lists = new Map();
  items.forEach((item, at) => append(lists, item.source, el("li", {}, face(item, at))));
  return [...lists].map(([id, made]) => [el("ul", { class: "texts" }, made), SOURCES.has(id) ? el("p", { class: "source" }, "Read in: ", sourceOf(id)) : null]);
}

function sourceOf(id) {
  const { url = "", name, kind, seen } = SOURCES.get(id);
  return [outward(url, name), ` (${SOURCE_KINDS[kind]}${seen ? `, read on ${printedDate(seen)}` : ""})`];
}

function recordOf(doc) {
  const rows = Object.entries(RECORD).filter(([key]) => doc.record[key])
    .flatMap(([key, label]) => [el("dt", {}, label), el("dd", {}, doc.record[key])]);
  if (doc.record.subjects?.length) rows.push(el("dt", {}, "Subjects"), el("dd", {}, doc.record.subjects.join("; ")));
  if (doc.record.url) rows.push(el("dt", {}, "The archive’s page"), el("dd", {}, outward(doc.record.url, doc.record.url)));
  if (doc.about) rows.push(el("dt", {}, "Collection"), el("dd", {}, outward(doc.about.url ?? "", doc.about.title)));
  const seen = doc.record.source ? el("p", { class: "source" }, "Read in: ", sourceOf(doc.record.source)) : null;
  return rows.length ? section("Record", el("dl", {}, rows), seen) : null;
}
