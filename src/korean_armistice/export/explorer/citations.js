// Citations, made when they are asked for. A document and a selection are cited as by `cite()`;
// BibTeX and CSL-JSON are the same as from korean_armistice.export.citations, whose tables are used.
"use strict";

const { correspondence: CORRESPONDENCE, manuscript: MANUSCRIPT, latex: LATEX, latex_braces: LATEX_BRACES,
  bibtex_url: BIBTEX_URL, languages: LANGUAGES, qualified: QUALIFIED } = EXTRA.citations;
const SUFFIX = new RegExp(EXTRA.citations.suffix, "u");
// The characters that are white space in Python; JavaScript's \s has U+FEFF, too, and lacks some.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

function oneLine(text) {
  return text.split(SPACES).filter(Boolean).join(" ");
}

function aboutOf(doc) {
  return doc.about ?? FILE.about;
}

function holderOf(doc) {
  return [(aboutOf(doc).publisher ?? "").split(",")[0], aboutOf(doc).archive].filter(Boolean).join(" ");
}

function placeOf({ record }) {
  return [record.archive, record.reference].filter(Boolean).join(", ");
}

function urlOf(doc) {
  return doc.record.url ?? aboutOf(doc).url ?? "";
}

// --- a document, a selection ---------------------------------------------------------------------

function citationOfDocument(doc) {
  const { record } = doc;
  const when = !doc.date ? "undated" : ISO_DAY.test(doc.date) ? archivesDay(doc.date) : doc.date;
  const collection = placeOf(doc) ? "" : `collection “${aboutOf(doc).title}”`;
  const what = [`“${doc.title},” ${when}`, holderOf(doc), placeOf(doc), collection].filter(Boolean).join(", ");
  const hands = [["obtained", record.obtained_for, record.obtained_by], ["translated", record.translated_for, record.translated_by]]
    .filter(([, , name]) => name).map(([done, whom, name]) => `${done}${whom ? ` for ${whom}` : ""} by ${name}`).join(" and ");
  const url = urlOf(doc);
  return `${[what, hands.slice(0, 1).toUpperCase() + hands.slice(1)].filter(Boolean).join(". ")}.${url ? ` ${url}` : ""}`;
}

// The date in the archive's form: July 27, 1953.
function archivesDay(iso) {
  const [year, month, day] = iso.split("-");
  return `${MONTHS[month - 1]} ${day}, ${year}`;
}

function citationOf(found) {
  const whole = EXTRA.whole;
  const count = found.length === whole ? `${whole}` : `${found.length} of ${whole}`;
  const { title, edition } = FILE.about;
  const parts = [`“${title}” (${count} document${whole === 1 ? "" : "s"})`, edition ? `edition ${edition}` : "", EXTRA.witness ?? `SHA-256 ${fingerprint()}`];
  const ids = found.map((doc) => doc.id).join(", ");
  return `${parts.filter(Boolean).join(", ")}.${ids && ` Documents: ${ids}.`}`;
}

// The fingerprint of the page's file, in the form that korean_armistice.dumps writes.
const fingerprint = once(() => sha256(jsonOf(DOCUMENTS)));

// --- what the formats share ----------------------------------------------------------------------

function typesOf(doc) {
  return actorsOf(doc, "recipient").length ? CORRESPONDENCE : MANUSCRIPT;
}

function evidenceLine({ role, actor, basis, field, quote, note, reviewed_by: reviewers = [] }) {
  const told = [`${basis}, ${field}: “${quote}”`, note, ...reviewers.map((name) => `reviewed by ${name}`)];
  return oneLine(`${role}: ${ACTORS.get(actor).name} (${told.filter(Boolean).join("; ")})`);
}

// “Telegram to Georgy Malenkov”.
function kindAndRecipients(doc) {
  const names = actorsOf(doc, "recipient").map(({ name }) => name);
  const last = names.pop() ?? "";
  const to = [names.join(", "), last].filter(Boolean).join(" and ");
  const [first = "", ...rest] = doc.kind ?? (to ? "document" : "");
  return `${first.toUpperCase()}${rest.join("")}${to ? " to " : ""}${to}`;
}

function collectionOf(doc) {
  return placeOf(doc) ? "" : aboutOf(doc).title;
}

// Splits a name into the part that is sorted first, the rest, and a suffix. A name that begins with
// the family name (Kim Il Sung, Mao Zedong) is not split; nor are bodies, offices and states.
function partedName(actor) {
  const [name, family] = [oneLine(actor.name), oneLine(actor.family ?? "")];
  const suffix = family ? SUFFIX.exec(name)?.[0] ?? "" : "";
  const bare = name.slice(0, name.length - suffix.length);
  const at = family ? ` ${bare} `.indexOf(` ${family} `) : 0;
  if (at <= 0) return [name, "", ""];
  return [family, oneLine(bare.slice(0, at) + bare.slice(at + family.length)), suffix.replace(/^[, ]+/, "")];
}

function languageOf({ record }) {
  const code = Object.hasOwn(LANGUAGES, record.language ?? "") ? LANGUAGES[record.language] : "";
  return [code, code ? record.language.toLowerCase() : ""];
}

// --- dates ---------------------------------------------------------------------------------------

// The numbers of a date: one list, or two for a stretch; an open end is an empty list.
function endsInNumbers(doc) {
  return shortest(doc.span).split("/").map((end) => (end === ".." ? [] : end.split("-").map(Number)));
}

// The shortest text of a stretch, without marks: a year, a month, a day, or both ends.
function shortest({ first, last }) {
  if (first === null || last === null) return `${first ?? ".."}/${last ?? ".."}`;
  const [year, month] = first.split("-");
  const last_day = isoDay(year, month, daysIn(year, Number(month)));
  if (first === `${year}-01-01` && last === `${year}-12-31`) return year;
  if (first === `${year}-${month}-01` && last === last_day) return `${year}-${month}`;
  return first === last ? first : `${first}/${last}`;
}

// The EDTF mark of a date; if its two sides have different marks, both.
function markOf(date) {
  const marks = date.split("/").map((end) => /[~?%]$/.exec(end)?.[0] ?? "");
  const open = date.split("/").map((end) => end === "..");
  if (marks.length === 1 || marks[0] === marks[1]) return marks[0];
  if (open[0] || open[1]) return `${marks[0]}/${marks[1]}`;
  return marks.join("/");
}

function inWords(doc) {
  const [since, until] = endsInNumbers(doc);
  const words = until === undefined ? englishEnd(since) : !since.length ? `until ${englishEnd(until)}`
    : !until.length ? `from ${englishEnd(since)}` : `${englishEnd(since)} to ${englishEnd(until)}`;
  // A stretch may have a mark on one side alone, or two that differ.
  const mark = markOf(doc.date).replace("/", "");
  return (QUALIFIED[mark] ?? QUALIFIED["%"]).replace("{}", () => words);
}

function englishEnd([year, month, day]) {
  return [month && MONTHS[month - 1], day && `${day},`, String(year)].filter(Boolean).join(" ");
}

// --- BibTeX ----------------------------------------------------------------------------------------

function bibtexOf(docs) {
  const entries = docs.map(bibtexFields);
  const times = new Map();
  for (const entry of entries) times.set(printedFields(entry), (times.get(printedFields(entry)) ?? 0) + 1);
  return entries.map((entry, at) => {
    // Two documents must not be printed alike.
    const alike = times.get(printedFields(entry)) > 1;
    return bibtexEntry(docs[at], alike ? { ...entry, note: [entry.note, docs[at].id].filter(Boolean).join(", ") } : entry);
  }).join("\n");
}

function bibtexEntry(doc, fields) {
  const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},\n`);
  return `@${typesOf(doc).bibtex}{${doc.id},\n${lines.join("")}}\n`;
}

// The text that BibTeX's plain styles print.
function printedFields({ author, title, year, month, date, howpublished, note }) {
  return JSON.stringify([author, title, year, month, date, howpublished, note].map((text) => text ?? null));
}

function bibtexFields(doc) {
  const collection = collectionOf(doc);
  const source = [holderOf(doc), placeOf(doc), collection && `collection “${collection}”`];
  const authors = actorsOf(doc, "author");
  const kind = kindAndRecipients(doc);
  // pandoc reads no LaTeX in `type`.
  const alone = !actorsOf(doc, "recipient").length && kind === latex(kind);
  return {
    author: authors.map(bibtexName).join(" and "),
    title: `{${oneLine(latex(doc.title)).split(" ").map(capitalsKept).join(" ")}}`,
    key: authors.length ? "" : latex(oneLine(doc.title).split(" ").slice(0, 5).join(" ")),
    ...bibtexDate(doc),
    [alone ? "type" : "howpublished"]: latex(kind),
    note: latex(source.filter(Boolean).join(", ")),
    langid: languageOf(doc)[1],
    url: replaced(urlOf(doc), BIBTEX_URL),
    abstract: latex(doc.summary ?? ""),
    annote: latex(doc.claims.map(evidenceLine).join("; ")),
  };
}

// Zotero ignores braces around a whole title, so each word with capitals has its own.
function capitalsKept(word) {
  return word.toLowerCase() === word ? word : `{${word}}`;
}

// A year in words has no `date` beside it, because other programs would read a certain day from it.
function bibtexDate(doc) {
  if (!doc.date) return {};
  const words = inWords(doc);
  const ends = endsInNumbers(doc);
  if (markOf(doc.date) || !ends.every((end) => end.length)) return { year: words };
  if (ends.length > 1) return { year: words, month: "", date: doc.date };
  const at = words.lastIndexOf(" ");
  return { year: words.slice(at + 1), month: words.slice(0, Math.max(at, 0)).replace(/,+$/, ""), date: doc.date };
}

function bibtexName(actor) {
  const [family, given, suffix] = partedName(actor).map(latex);
  // Braces keep a name from being split, but hide its initials from styles that abbreviate.
  const parts = /[^\p{L}\p{N}_.' -]|(?<![\p{L}\p{N}_])and(?![\p{L}\p{N}_])/iu.test(given);
  return [`{${family}}`, suffix, parts ? `{${given}}` : given].filter(Boolean).join(", ");
}

function latex(text) {
  return replaced(oneLine(text), bracesMatch(text) ? LATEX : { ...LATEX, ...LATEX_BRACES });
}

// Whether each brace has its partner.
function bracesMatch(text) {
  let open = 0;
  for (const char of text) {
    open += char === "{" ? 1 : char === "}" ? -1 : 0;
    if (open < 0) return false;
  }
  return open === 0;
}

function replaced(text, table) {
  return Array.from(text, (char) => (Object.hasOwn(table, char) ? table[char] : char)).join("");
}

// --- CSL -------------------------------------------------------------------------------------------

function cslOf(docs) {
  return `${JSON.stringify(docs.map(cslItem), null, 2)}\n`;
}

function cslItem(doc) {
  const evidence = doc.claims.map(evidenceLine);
  const item = {
    id: doc.id,
    type: typesOf(doc).csl,
    title: oneLine(doc.title),
    author: actorsOf(doc, "author").map(cslName),
    recipient: actorsOf(doc, "recipient").map(cslName),
    issued: doc.date ? cslDate(doc) : null,
    genre: doc.kind,
    abstract: doc.summary,
    archive: holderOf(doc),
    archive_collection: collectionOf(doc),
    archive_location: placeOf(doc),
    language: languageOf(doc)[0],
    URL: urlOf(doc),
    custom: evidence.length ? { evidence } : null,
  };
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value && value.length !== 0));
}

function cslName(actor) {
  const [family, given, suffix] = partedName(actor);
  if (!given) return { literal: family };
  return suffix ? { family, given, suffix } : { family, given };
}

function cslDate(doc) {
  const ends = endsInNumbers(doc);
  if (!ends.every((end) => end.length)) return { literal: inWords(doc) };
  return markOf(doc.date) ? { "date-parts": ends, circa: true } : { "date-parts": ends };
}
