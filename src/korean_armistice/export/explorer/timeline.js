// The timeline: every document at its day, in true scale; marks of near days stand one above
// the other.
"use strict";

const ARMISTICE = "1953-07-27"; // the collection's abstract: signed “On July 27, 1953”
const MARK_SIZE = 24; // WCAG 2.2, 2.5.8: the smallest target
const MANY = 400; // past this, marks are thin lines, and the list is the way to a document
const HIGH = 30; // likewise past this many marks one above the other
const BETWEEN_TICKS = 6;

const KNOWN_DAYS = DOCUMENTS.flatMap((doc) => [doc.span.first, doc.span.last]).filter(Boolean).sort();
const ORIGINS = rankedOrigins();

function rankedOrigins() {
  const counts = new Map();
  for (const doc of DOCUMENTS) {
    const origin = originOf(doc);
    if (origin) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  }
  const byCount = ([one, n], [other, m]) => m - n || (ACTORS.get(one).name < ACTORS.get(other).name ? -1 : 1);
  return new Map([...counts].sort(byCount));
}

// Colour and shape say the same: neither is needed to tell two origins apart.
function symbolOf(origin) {
  const rank = [...ORIGINS.keys()].indexOf(origin);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  // From the eighth origin on a shape returns, in another colour.
  svg.setAttribute("class", `symbol ${rank < 0 ? "origin-none" : `origin-${(rank + Math.floor(rank / 7)) % 7}`}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#shape-${Math.max(rank, 0) % 7}`);
  svg.append(use);
  return svg;
}

function drawTimeline(view, found, linkOf) {
  const place = document.getElementById("timeline");
  place.closest("section").hidden = !KNOWN_DAYS.length;
  place.replaceChildren();
  if (!KNOWN_DAYS.length) return;
  const scale = { ...scaleOf(view, place.clientWidth), tick: sizeOf(el("span", { class: "tick" }, "Sep 0000"), place) };
  const chosen = new Set(found);
  const marks = DOCUMENTS.filter((doc) => overlap(doc.span, scale.days)).map((doc) => boxOf(doc, scale));
  const dense = marks.length > MANY || stack(marks, 0) > HIGH;
  const lanes = stack(marks, dense ? -MARK_SIZE + 3 : 0);
  const label = armisticeLabel();
  const base = sizeOf(label, place).height + 3 + lanes * (dense ? 4 : MARK_SIZE + 1);
  place.style.height = `${base + scale.tick.height + 9}px`;
  const list = el("ol", { class: "marks", "aria-label": "Documents found, in order of time" });
  const rest = el("div", { class: "rest", "aria-hidden": "true" });
  for (const mark of marks) {
    const drawn = dense ? thin(mark, chosen, base)
      : drawMark(mark, chosen, base, view, linkOf);
    (drawn.tagName === "LI" ? list : rest).append(drawn);
  }
  place.append(...axis(scale, base), ...armistice(scale, base, label), rest);
  if (list.children.length) place.append(list);
  // Where the whole sentence has no room, its first word has.
  if (label.isConnected && label.scrollWidth > label.clientWidth) label.textContent = "Armistice";
}

// Text is as large as the reader has it.
function sizeOf(probe, place) {
  place.append(probe);
  const { width, height } = probe.getBoundingClientRect();
  probe.remove();
  return { width, height };
}

// From the first day asked for, or known, to the last.
function scaleOf(view, width) {
  let first = KNOWN_DAYS[0];
  let last = KNOWN_DAYS[KNOWN_DAYS.length - 1];
  if (view.since || view.until) {
    try {
      const asked = readBounds(view.since, view.until);
      first = asked.first ?? (first < asked.last ? first : asked.last);
      last = asked.last ?? (last > asked.first ? last : asked.first);
    } catch (fault) {
      if (typeof fault !== "string") throw fault;
    }
  }
  const [start, end] = [dayNumber(first), dayNumber(last) + 1];
  const pad = Math.max(1, (end - start) * 0.03);
  const inner = Math.max(width - MARK_SIZE, 1);
  const x = (day) => MARK_SIZE / 2 + ((day - start + pad) / (end - start + 2 * pad)) * inner;
  return { days: { first, last }, start: start - pad, end: end + pad, x, width, perDay: x(1) - x(0) };
}

// Places are shares of the width: paper is narrower than the screen it is printed from.
function share(x, scale) {
  return `${(x / scale.width) * 100}%`;
}

// A day is a mark at its noon; a month, a year or a stretch a bar over all its days.
function boxOf(doc, scale) {
  const first = doc.span.first ? dayNumber(doc.span.first) : scale.start;
  const last = doc.span.last ? dayNumber(doc.span.last) + 1 : scale.end;
  const from = scale.x(Math.max(first, scale.start));
  const to = scale.x(Math.min(last, scale.end));
  const width = doc.span.first === doc.span.last ? MARK_SIZE : Math.max(to - from, MARK_SIZE);
  return { doc, left: (from + to - width) / 2, width, lane: 0, middle: share((from + to) / 2, scale) };
}

function stack(marks, gap) {
  const ends = [];
  for (const mark of marks.sort((one, other) => one.left - other.left)) {
    const free = ends.findIndex((end) => end <= mark.left);
    mark.lane = free < 0 ? ends.length : free;
    ends[mark.lane] = mark.left + mark.width + gap;
  }
  return ends.length;
}

function drawMark({ doc, middle, width, lane }, chosen, base, view, linkOf) {
  const kept = chosen.has(doc);
  const origin = originOf(doc);
  const face = width > MARK_SIZE
    ? el("span", { class: `bar ${symbolOf(origin).getAttribute("class")}` }) : symbolOf(origin);
  const inner = kept ? el("a", { href: linkOf(doc), "aria-label": `${printedDate(doc.date)}: ${doc.title}` }, face) : face;
  const mark = el(kept ? "li" : "span", { class: "mark" }, inner);
  if (kept && doc.id === view.doc) inner.setAttribute("aria-current", "true");
  if (kept) readOut(inner, doc);
  Object.assign(mark.style, { left: middle, width: `${width}px`, top: `${base - (lane + 1) * (MARK_SIZE + 1)}px` });
  return mark;
}

function thin({ doc, middle, lane }, chosen, base) {
  const mark = el("span", { class: chosen.has(doc) ? "thin chosen" : "thin" });
  Object.assign(mark.style, { left: middle, top: `${base - (lane + 1) * 4}px` });
  return mark;
}

function readOut(link, doc) {
  const line = document.getElementById("readout");
  for (const event of ["mouseenter", "focus"]) {
    link.addEventListener(event, () => { line.textContent = `${printedDate(doc.date)}: ${doc.title}`; });
  }
  for (const event of ["mouseleave", "blur"]) {
    link.addEventListener(event, () => { line.textContent = ""; });
  }
}

function axis(scale, base) {
  const line = el("div", { class: "axis", "aria-hidden": "true" });
  line.style.top = `${base}px`;
  const labels = ticks(scale).map(([iso, text]) => {
    const tick = el("span", { class: "tick" }, text);
    tick.style.left = share(scale.x(dayNumber(iso)), scale);
    tick.style.top = `${base}px`;
    return tick;
  });
  const box = el("div", { "aria-hidden": "true" }, line, ...labels);
  return [box];
}

// Days, months or years, as closely as their labels have room.
function ticks(scale) {
  const needed = scale.tick.width + BETWEEN_TICKS;
  const room = needed / scale.perDay; // days a label needs
  const made = room <= 7 ? dayTicks(scale, Math.ceil(room)) : monthTicks(scale, Math.ceil(room / 28));
  return made.filter(([iso]) => scale.x(dayNumber(iso)) <= scale.width - needed);
}

function dayTicks(scale, step) {
  const made = [];
  for (let day = Math.ceil(scale.start); day < scale.end; day += step) {
    const iso = new Date(day * DAY).toISOString().slice(0, 10);
    made.push([iso, `${Number(iso.slice(8))} ${MONTHS[iso.slice(5, 7) - 1].slice(0, 3)}`]);
  }
  return made;
}

function monthTicks(scale, least) {
  const step = [1, 2, 3, 6].find((months) => months >= least) ?? Math.ceil(least / 12) * 12;
  const first = new Date(scale.start * DAY);
  const made = [];
  let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step;
  for (; ; month += step) {
    const year = Math.floor(month / 12);
    const iso = isoDay(String(year).padStart(4, "0"), (month % 12) + 1, 1);
    if (year > 9999 || dayNumber(iso) >= scale.end) return made;
    const text = step % 12 ? `${MONTHS[month % 12].slice(0, 3)} ${year}` : `${year}`;
    if (dayNumber(iso) >= scale.start) made.push([iso, text]);
  }
}

function armisticeLabel() {
  return el("p", { class: "armistice-label" }, "Armistice signed, 27 July 1953");
}

function armistice(scale, base, label) {
  const day = dayNumber(ARMISTICE);
  if (day < scale.start || day > scale.end) return [];
  const at = scale.x(day + 0.5);
  const line = el("div", { class: "armistice" });
  Object.assign(line.style, { left: share(at, scale), height: `${base}px` });
  Object.assign(label.style, at > scale.width / 2 ? { right: share(scale.width - at, scale), maxWidth: share(at, scale) }
    : { left: share(at, scale), maxWidth: share(scale.width - at, scale) });
  return [line, label];
}

function drawLegend() {
  const entries = [...ORIGINS].map(([id, count]) => el("li", {}, symbolOf(id), `${ACTORS.get(id).name} (${count})`));
  const without = DOCUMENTS.filter((doc) => !originOf(doc)).length;
  if (without) entries.push(el("li", {}, symbolOf(null), `origin not given (${without})`));
  document.getElementById("legend").replaceChildren(...entries);
}
