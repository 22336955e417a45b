// Elements made of text alone: no text of a collection is ever read as markup.
"use strict";

function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function button(label, act, attributes = {}) {
  const made = el("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

function heading(...content) {
  return el("h2", { tabindex: "-1" }, ...content);
}

function section(title, ...content) {
  return el("section", {}, el("h3", {}, title), ...content);
}

// Only the web's own addresses become links: a collection may hold anything.
function outward(url, text) {
  return /^https?:\/\//i.test(url) ? el("a", { href: url, rel: "noopener noreferrer" }, text) : text;
}

// Writing from right to left must not change the order of the words beside it.
function isolated(text) {
  return text ? el("bdi", {}, text) : [];
}

function joined(parts, between) {
  const kept = parts.filter((part) => part !== null && part !== undefined && part.length !== 0);
  return kept.flatMap((part, at) => (at ? [between, part] : [part]));
}

function badge(basis) {
  return basis === "inferred" ? [" ", el("span", { class: "badge" }, "inferred")] : [];
}

// A symbol for each origin: colour and shape say the same, and neither is needed alone.
// From the eighth origin on a shape returns, in another colour.
function symbolOf(origin) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `symbol ${colourOf(origin)}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#shape-${Math.max(RANKS.get(origin) ?? 0, 0) % 7}`);
  svg.append(use);
  return svg;
}

const RANKS = new Map([...ORIGINS.keys()].map((id, rank) => [id, rank]));

function colourOf(origin) {
  const rank = RANKS.get(origin);
  return rank === undefined ? "origin-none" : `origin-${(rank + Math.floor(rank / 7)) % 7}`;
}

// A document of two origins has the symbols of both.
function symbolsOf(doc) {
  const symbols = (doc.origins.length ? doc.origins : [null]).map(symbolOf);
  return el("span", { class: `symbols of-${Math.min(symbols.length, 3)}` }, symbols.slice(0, 3));
}

function originsOf(doc) {
  return doc.origins.map((id) => ACTORS.get(id).name);
}
