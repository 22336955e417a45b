// The selection as files: the table of documents as korean_armistice.export.to_csv writes it, and
// the collection's own format, as korean_armistice.dumps writes it.
"use strict";

const FORMULA = /^[^\p{L}\p{N}_]*?[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−]/u;
const RECORD_COLUMNS = ["url", "record_id", "archive", "reference", "language", "classification", "donor",
  "obtained_by", "obtained_for", "translated_by", "translated_for"];

function csvOf(docs) {
  const rows = docs.map(csvRow);
  const names = Object.keys(csvRow({ claims: [], origins: [], record: {} }, 0));
  return `\ufeff${[names, ...rows.map((row) => Object.values(row).map(guarded))].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`;
}

function csvRow(doc, at) {
  const covers = doc.covers ? spanOf(doc.covers) : {};
  return {
    number: at + 1, id: doc.id,
    date: doc.date, date_first: doc.span?.first, date_last: doc.span?.last,
    title: doc.title, summary: doc.summary, kind: doc.kind,
    covers: doc.covers, covers_first: covers.first, covers_last: covers.last,
    origin: doc.origins[0], collection: aboutOf(doc).title,
    ...Object.fromEntries(RECORD_COLUMNS.map((name) => [name, doc.record[name]])),
    subjects: doc.record.subjects?.join(" | "), source: doc.record.source,
    extra: doc.extra && pythonJson(doc.extra),
  };
}

// An apostrophe before a text keeps a spreadsheet from running it as a formula.
function guarded(value) {
  const text = String(value ?? "");
  return typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
}

function csvCell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

// JSON in one line with a space after each comma and colon, as Python writes it.
function pythonJson(value) {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item)}`).join(", ")}}`;
}

// The file is read anew, because the page has added to its own copy.
function jsonOf(docs) {
  const file = JSON.parse(document.getElementById("collection").textContent);
  if (docs.length < DOCUMENTS.length) {
    const here = new Set(docs.map(({ id }) => id));
    const named = new Set(docs.flatMap(({ claims }) => claims.map(({ actor }) => actor)));
    for (const id of [...named]) if (ACTORS.get(id).affiliation) named.add(ACTORS.get(id).affiliation);
    file.actors = file.actors.filter(({ id }) => named.has(id));
    file.documents = file.documents.filter(({ id }) => here.has(id));
    const away = file.documents.flatMap(({ links = [] }) => links.map(({ to }) => to)).filter((id) => !here.has(id));
    delete file.elsewhere;
    if (away.length) file.elsewhere = [...new Set(away)].sort(textOrder);
  }
  return `${JSON.stringify(file, null, 2)}\n`;
}
