// The shown documents, to copy or to download. A text is made when somebody asks for it.
"use strict";

const TAKES = [
  { name: "Citation", file: "citation.txt", type: "text/plain", make: (docs, page) => (page.doc ? citationOfDocument(page.doc) : citationOf(docs)) },
  { name: "Python query", file: "query.py", type: "text/x-python", make: (docs, page, view) => pythonOf(view) },
  { name: "BibTeX", file: "documents.bib", type: "application/x-bibtex", make: (docs) => bibtexOf(docs) },
  { name: "CSL-JSON", file: "documents.csl.json", type: "application/json", make: (docs) => cslOf(docs) },
  { name: "CSV", file: "documents.csv", type: "text/csv", make: (docs) => csvOf(docs) },
  { name: "JSON", file: "collection.json", type: "application/json", make: (docs) => jsonOf(docs) },
];

function drawTake(view, page) {
  const docs = page.doc ? [page.doc] : page.found;
  document.querySelector(".take").hidden = page.name === "lost" || Boolean(page.wrong);
  document.getElementById("take").replaceChildren(...TAKES.map((take) => {
    const text = once(() => take.make(docs, page, view));
    const pre = el("pre", { tabindex: "0", role: "group", "aria-label": take.name });
    const shown = el("details", {}, el("summary", {}, take.name), pre);
    shown.addEventListener("toggle", () => { pre.textContent = shown.open ? text() : ""; });
    const copy = button("Copy", () => copyText(text(), take.name, shown, copy), { "aria-label": `Copy ${take.name}` });
    const save = button("Download", () => download(text(), take), { "aria-label": `Download ${take.name}` });
    return el("li", {}, shown, el("span", { class: "ways" }, copy, save));
  }));
}

async function copyText(text, name, shown, copy) {
  let said = `${name} copied`;
  try {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  } catch {
    shown.open = true;
    const pre = shown.querySelector("pre");
    pre.textContent = text;
    getSelection().selectAllChildren(pre);
    said = `${name} selected: copy it with the keyboard`;
    copy.textContent = "Selected";
  }
  document.getElementById("said").textContent = said;
}

function download(text, { file, type }) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  el("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
