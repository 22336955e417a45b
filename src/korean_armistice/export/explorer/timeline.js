// The timeline, in true scale. Few documents are marks, one above the other where their days are
// near, so the height of a stack is its count. Many are bars over round stretches of time.
"use strict";

const TARGET = 24; // WCAG 2.2, 2.5.8: the smallest target
const HIGH = 12; // marks one above the other, before bars take their place
const MANY = 300; // marks in all, before bars take their place
const BARS_HIGH = 120;
const LANES = 3; // for dates that are longer than a day
const BETWEEN_TICKS = 8;
// Round stretches, each beginning where a calendar does. A week begins on Monday.
const STRETCHES = [["day", 1], ["day", 7], ["month", 1], ["month", 2], ["month", 3], ["month", 6],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((years) => ["year", years])];

const PLACE = document.getElementById("timeline");
const DATED = DOCUMENTS.filter((doc) => doc.span);
for (const doc of DATED) {
  doc.from = doc.span.first === null ? -Infinity : dayNumber(doc.span.first);
  doc.to = doc.span.last === null ? Infinity : dayNumber(doc.span.last) + 1;
}
const DAYS = (() => {
  let [first, last] = [Infinity, -Infinity];
  for (const { from, to } of DATED) {
    for (const day of [from, to - 1]) if (Number.isFinite(day)) [first, last] = [Math.min(first, day), Math.max(last, day)];
  }
  return { first, last };
})();

let current = null; // the stops of the keyboard, and where it is among them

function drawTimeline(view, found, linkTo) {
  const held = document.activeElement.closest("#timeline a")?.dataset.key;
  const extent = extentOf(view);
  const kept = new Uint8Array(DOCUMENTS.length);
  for (const doc of found) kept[doc.place] = 1;
  PLACE.replaceChildren();
  readOut();
  const inSight = DATED.filter((doc) => doc.from <= extent.last && doc.to > extent.first);
  const days = inSight.filter((doc) => doc.to - doc.from === 1);
  const room = roomOf();
  let scale = scaleOf(extent, room);
  const stacks = days.length > MANY ? null : stacksOf(days, scale);
  const bins = stacks?.every(({ docs }) => docs.length <= HIGH) ? null : binsOf(scale, roundStretch(scale, TARGET));
  if (bins) scale = scaleOf({ first: bins[0].from, last: bins[bins.length - 1].to - 1 }, room);
  const drawing = { extent, scale, kept, view, linkTo, stops: [] };
  const events = EXTRA.events.filter(({ date }) => dayNumber(date) >= scale.first && dayNumber(date) <= scale.last);
  const high = bins ? BARS_HIGH + scale.line : Math.max(...stacks.map(({ docs }) => docs.length), 1) * TARGET;
  const base = (events.length ? scale.line : 0) + high + 4;
  drawAxis(scale, base);
  const loose = bins ? drawBars(inSight, bins, drawing, base) : inSight.filter((doc) => doc.to - doc.from > 1);
  stacks?.forEach((stack) => { if (!bins) drawStack(stack, drawing, base); });
  const lanes = drawLoose(loose, drawing, base + scale.line + 12);
  for (const event of events) drawEvent(event, scale, base);
  PLACE.style.height = `${base + scale.line + 2 + (lanes ? 12 + lanes * TARGET : 0)}px`;
  settleStops(drawing, held);
  document.getElementById("undrawn").textContent = [undrawn(lanes ? [] : loose, "with longer or open dates"),
    undrawn(DOCUMENTS.filter((doc) => !doc.span), "without a date")].join(" ").trim();
}

function undrawn(docs, which) {
  return docs.length ? `${counted(docs.length)} ${which} ${docs.length === 1 ? "is" : "are"} not drawn.` : "";
}

// From the first day asked for, or known, to the last.
function extentOf(view) {
  const { first, last } = DAYS;
  try {
    const asked = readBounds(view.since ?? "", view.until ?? "");
    const [since, until] = [asked.first && dayNumber(asked.first), asked.last && dayNumber(asked.last)];
    return { first: since ?? Math.min(first, until ?? first), last: until ?? Math.max(last, since ?? last) };
  } catch (fault) {
    if (typeof fault !== "string") throw fault;
    return { first, last }; // nothing is asked, or what is asked is refused
  }
}

// The available width, and the size of a label, because the reader may have enlarged the text.
function roomOf() {
  const width = PLACE.clientWidth;
  const probe = place(el("span", { class: "tick" }, "Sep 0000"), { width }, { x: 0 });
  const size = probe.getBoundingClientRect();
  probe.remove();
  return { width, line: Math.ceil(size.height), label: size.width };
}

// x() gives the position of a day in pixels, dayAt() the day at a position.
function scaleOf({ first, last }, room) {
  const pad = TARGET / 2;
  const inner = Math.max(room.width - 2 * pad, 1);
  const perDay = inner / (last + 1 - first);
  return {
    ...room, first, last, perDay,
    x: (day) => pad + (day - first) * perDay,
    dayAt: (x) => Math.min(Math.max(Math.floor(first + (x - pad) / perDay), first), last),
  };
}

// Positions are shares of the width, because paper is narrower than the screen.
function share(x, scale) {
  return `${(x / scale.width) * 100}%`;
}

function place(made, scale, { x, width, top, height }) {
  made.style.left = share(x, scale);
  if (width !== undefined) made.style.width = share(width, scale);
  if (top !== undefined) made.style.top = `${top}px`;
  if (height !== undefined) made.style.height = `${height}px`;
  PLACE.append(made);
  return made;
}

// --- stops for the keyboard --------------------------------------------------------------------

// One of them is reached by Tab; from there the arrow keys lead to all others.
function stop(drawing, link, { key, from, to, column, text }) {
  link.tabIndex = -1;
  link.dataset.key = key;
  link.setAttribute("aria-label", text);
  drawing.stops.push({ link, from, to, column });
  for (const event of ["mouseenter", "focus"]) link.addEventListener(event, () => readOut(text));
  for (const event of ["mouseleave", "blur"]) link.addEventListener(event, () => readOut());
  return link;
}

function readOut(text = "Drag over a stretch of time to choose it.") {
  document.getElementById("readout").textContent = text;
}

function settleStops({ stops, scale }, held) {
  const at = stops.findIndex(({ link }) => link.dataset.key === held);
  const chosen = stops.findIndex(({ link }) => link.hasAttribute("aria-current"));
  current = { stops, scale, at: Math.max(at, chosen, 0), stretch: null };
  if (stops.length) stops[current.at].link.tabIndex = 0;
  if (held !== undefined && stops.length) stops[current.at].link.focus({ preventScroll: true });
}

function goToStop(at) {
  const { stops } = current;
  stops[current.at].link.tabIndex = -1;
  current.at = Math.min(Math.max(at, 0), stops.length - 1);
  stops[current.at].link.tabIndex = 0;
  stops[current.at].link.focus();
}

// Up and down stay in the stack; right and left go to the ground of the next.
function nextStop(key) {
  const { stops, at } = current;
  const { column } = stops[at];
  if (key === "Home") return 0;
  if (key === "End") return stops.length - 1;
  if (key === "ArrowUp") return stops[at + 1]?.column === column ? at + 1 : at;
  if (key === "ArrowDown") return stops[at - 1]?.column === column ? at - 1 : at;
  if (key === "ArrowRight") return stops.findIndex((one, place) => place > at && one.column !== column);
  const before = stops.slice(0, at).filter((one) => one.column !== column).pop();
  return before ? stops.findIndex((one) => one.column === before.column) : -1;
}

// --- marks and stacks ------------------------------------------------------------------------------

// Documents whose marks would lie upon one another make one stack, in the middle of their days.
function stacksOf(docs, scale) {
  const stacks = [];
  for (const doc of docs) {
    const x = scale.x(doc.from + 0.5);
    const last = stacks[stacks.length - 1];
    if (last && x - last.first < TARGET) Object.assign(last, { last: x, docs: [...last.docs, doc] });
    else stacks.push({ first: x, last: x, docs: [doc] });
  }
  stacks.forEach((stack, at) => {
    const middle = (stack.first + stack.last) / 2;
    stack.x = at ? Math.max(middle, stacks[at - 1].x + TARGET) : middle;
  });
  return stacks;
}

// The documents found stand on the ground, the others, faint, above them.
function drawStack({ docs, x }, drawing, base) {
  const { scale, kept, view, linkTo } = drawing;
  const order = [...docs.filter((doc) => kept[doc.place]), ...docs.filter((doc) => !kept[doc.place])];
  order.forEach((doc, lane) => {
    const box = { x, width: TARGET, top: base - (lane + 1) * TARGET, height: TARGET };
    if (!kept[doc.place]) {
      place(el("span", { class: "mark other", "aria-hidden": "true" }, symbolsOf(doc)), scale, box);
      return;
    }
    const link = el("a", { class: "mark", href: linkTo(doc), "aria-current": doc.id === view.doc ? "true" : null }, symbolsOf(doc));
    place(stop(drawing, link, { key: doc.id, from: doc.from, to: doc.to, column: x, text: saidInTime(doc) }), scale, box);
  });
}

function saidInTime(doc) {
  const origins = originsOf(doc);
  return `${printedDate(doc.date)}: ${doc.title} (origin ${origins.length ? origins.join(" and ") : "not given"})`;
}

// A month, a year or an open stretch is a bar over all its days, below the axis.
function drawLoose(docs, drawing, top) {
  const { scale, kept, view, linkTo } = drawing;
  const ends = [];
  const bars = docs.map((doc) => {
    const from = scale.x(Math.max(doc.from, scale.first));
    const to = scale.x(Math.min(doc.to, scale.last + 1));
    const left = Math.min(from, scale.width - TARGET);
    const width = Math.max(to - from, TARGET);
    let lane = ends.findIndex((end) => end <= left);
    if (lane < 0) lane = ends.length;
    ends[lane] = left + width;
    return { doc, x: left, width, lane };
  });
  if (ends.length > LANES) return 0;
  for (const { doc, lane, ...box } of bars) {
    const found = kept[doc.place] === 1;
    const open = [doc.from === -Infinity ? "from-before" : "", doc.to === Infinity ? "goes-on" : ""];
    const face = striped(el("span", { class: ["bar", colourOf(doc.origins[0]), ...open].join(" ").trim() }), doc.origins);
    const made = found ? el("a", { class: "loose", href: linkTo(doc), "aria-current": doc.id === view.doc ? "true" : null }, face)
      : el("span", { class: "loose other", "aria-hidden": "true" }, face);
    if (found) stop(drawing, made, { key: doc.id, from: Math.max(doc.from, scale.first), to: Math.min(doc.to, scale.last + 1), column: `loose ${doc.id}`, text: saidInTime(doc) });
    place(made, scale, { ...box, top: top + lane * TARGET, height: TARGET });
  }
  return ends.length;
}

// --- bars over round stretches -----------------------------------------------------------------------

function drawBars(docs, bins, drawing, base) {
  const { scale, kept } = drawing;
  const loose = [];
  let at = 0;
  for (const doc of docs) { // they are in the order of their first days
    while (at < bins.length - 1 && doc.from >= bins[at].to) at += 1;
    const bin = bins[at];
    if (doc.from < bin.from || doc.to > bin.to) loose.push(doc);
    else bin[kept[doc.place] ? "found" : "others"].push(doc);
  }
  const most = Math.max(...bins.map(({ found, others }) => found.length + others.length), 1);
  bins.forEach((bin) => drawBar(bin, drawing, base, BARS_HIGH / most));
  return loose;
}

// A bar's parts are its origins, each as high as its count; documents of two origins are striped.
function drawBar({ from, to, found, others }, drawing, base, perDocument) {
  if (!found.length && !others.length) return;
  const { scale, extent, view } = drawing;
  const [left, right] = [scale.x(from), scale.x(to)];
  const parts = [...partsOf(found)].map(([key, count]) => part(key.split("\n"), count * perDocument));
  if (others.length) parts.push(el("span", { class: "part other" }));
  if (others.length) parts[parts.length - 1].style.height = `${others.length * perDocument}px`;
  const box = { x: left, width: right - left, top: base - BARS_HIGH - scale.line, height: BARS_HIGH + scale.line };
  const count = el("span", { class: "sum" }, found.length ? number(found.length) : "");
  if (!found.length) {
    place(el("span", { class: "column", "aria-hidden": "true" }, count, parts.reverse()), scale, box);
    return;
  }
  const [since, until] = [isoOf(Math.max(from, extent.first)), isoOf(Math.min(to - 1, extent.last))];
  const link = el("a", { class: "column", href: addressOf({ ...asksOf(view), since, until }) }, count, parts.reverse());
  const origins = [...partsOf(found)].map(([key, many]) => `${number(many)} ${key.split("\n").map((id) => ACTORS.get(id)?.name ?? "origin not given").join(" and ")}`);
  const text = `${printedStretch(since, until)}: ${counted(found.length)} (${origins.join(", ")})`;
  place(stop(drawing, link, { key: since, from, to, column: left, text }), scale, box);
}

function partsOf(docs) {
  const counts = new Map();
  for (const doc of docs) {
    const key = (doc.joint ??= doc.origins.join("\n"));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].sort(([one], [other]) => rankOf(one) - rankOf(other)));
}

function rankOf(key) {
  return RANKS.get(key.split("\n")[0]) ?? RANKS.size;
}

function part(origins, height) {
  const made = striped(el("span", { class: `part ${colourOf(origins[0])}` }), origins);
  made.style.height = `${height}px`;
  return made;
}

function striped(made, origins) {
  const colours = origins.map((id) => `var(--${colourOf(id).replace("origin-", "o")})`);
  const stripes = colours.map((colour, at) => `${colour} ${at * 5}px, ${colour} ${(at + 1) * 5}px`);
  if (origins.length > 1) made.style.background = `repeating-linear-gradient(45deg, ${stripes.join(", ")})`;
  return made;
}

function printedStretch(since, until) {
  const [y, m, d] = since.split("-");
  const next = isoOf(dayNumber(until) + 1);
  if (since === until) return printedDay(since);
  if (d === "01" && next.endsWith("-01-01") && m === "01") return y === until.slice(0, 4) ? y : `${y} to ${until.slice(0, 4)}`;
  if (d === "01" && next.endsWith("-01")) return since.slice(0, 7) === until.slice(0, 7) ? printedDay(since.slice(0, 7)) : `${printedDay(since.slice(0, 7))} to ${printedDay(until.slice(0, 7))}`;
  return `${printedDay(since)} to ${printedDay(until)}`;
}

// The shortest round stretch that is at least so many pixels wide.
function roundStretch(scale, pixels) {
  const days = { day: 1, month: 28, year: 365 };
  return STRETCHES.find(([unit, count]) => days[unit] * count * scale.perDay >= pixels) ?? STRETCHES[STRETCHES.length - 1];
}

function binsOf(scale, [unit, count]) {
  const bins = [];
  for (let from = beginning(scale.first, unit, count); from <= scale.last;) {
    const to = following(from, unit, count);
    bins.push({ from, to, found: [], others: [] });
    from = to;
  }
  return bins;
}

function beginning(day, unit, count) {
  if (unit === "day") return count === 7 ? day - ((((day + 3) % 7) + 7) % 7) : day; // 1 January 1970 was a Thursday
  const [year, month] = isoOf(day).split("-").map(Number);
  if (unit === "year") return firstOf(year - (year % count), 1);
  return firstOf(year, month - ((month - 1) % count));
}

function following(day, unit, count) {
  if (unit === "day") return day + count;
  const [year, month] = isoOf(day).split("-").map(Number);
  return unit === "year" ? firstOf(year - (year % count) + count, 1) : firstOf(year, month + count);
}

// Date's own constructor takes the years 0 to 99 for 1900 to 1999.
function firstOf(year, month) {
  const day = new Date(0);
  day.setUTCFullYear(year, month - 1, 1);
  return day.getTime() / DAY;
}

// --- the axis ------------------------------------------------------------------------------------------

function drawAxis(scale, base) {
  place(el("div", { class: "axis", "aria-hidden": "true" }), scale, { x: 0, top: base });
  let free = 0;
  for (const [day, text] of ticksOf(scale)) {
    const x = scale.x(day);
    if (x < free || x + scale.label > scale.width + TARGET / 2) continue;
    free = x + scale.label + BETWEEN_TICKS;
    place(el("span", { class: "tick", "aria-hidden": "true" }, text), scale, { x, top: base });
  }
}

// Round days, months or years, as closely as their labels have room.
function ticksOf(scale) {
  const [unit, count] = roundStretch(scale, scale.label + BETWEEN_TICKS);
  const ticks = [];
  for (let day = beginning(scale.first, unit, count); day <= scale.last; day = following(day, unit, count)) {
    if (day >= scale.first) ticks.push([day, tickText(isoOf(day), unit)]);
  }
  // If a stretch has no round day in it, its two ends are labelled.
  return ticks.length ? ticks : [[scale.first, printedDay(isoOf(scale.first))]];
}

function tickText(iso, unit) {
  const [year, month, day] = iso.split("-");
  const name = MONTHS[month - 1].slice(0, 3);
  return unit === "year" ? String(Number(year)) : unit === "month" ? `${name} ${year}` : `${Number(day)} ${name}`;
}

function drawEvent({ date, text }, scale, base) {
  const x = scale.x(dayNumber(date) + 0.5);
  place(el("div", { class: "event" }), scale, { x, top: 0, height: base });
  const label = place(el("p", { class: "event-label" }, text), scale, { x, top: 0 });
  if (x > scale.width / 2) Object.assign(label.style, { left: "auto", right: share(scale.width - x, scale) });
  label.style.maxWidth = share(Math.max(x, scale.width - x), scale);
}

// --- choosing a stretch ----------------------------------------------------------------------------------

function setUpStretches() {
  let begun = null;
  const x = (event) => event.clientX - PLACE.getBoundingClientRect().left;
  PLACE.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && current) begun = { x: x(event), scale: current.scale };
  });
  PLACE.addEventListener("dragstart", (event) => event.preventDefault());
  addEventListener("pointermove", (event) => {
    if (!begun || Math.abs(x(event) - begun.x) < 6) return;
    begun.moved = true;
    const days = [begun.x, x(event)].map(begun.scale.dayAt).sort((one, other) => one - other);
    showStretch(begun.scale, days[0], days[1] + 1);
  });
  addEventListener("pointerup", () => {
    const moved = begun?.moved;
    begun = null;
    if (moved) takeStretch();
  });
  addEventListener("pointercancel", () => { begun = null; dropStretch(); });
  // The click that ends a drag opens nothing.
  PLACE.addEventListener("click", (event) => {
    if (PLACE.dataset.dragged) event.preventDefault();
    delete PLACE.dataset.dragged;
  }, true);
  PLACE.addEventListener("keydown", onKey);
  addEventListener("keyup", (event) => { if (event.key === "Shift" && current?.stretch) takeStretch(); });
}

function onKey(event) {
  if (!current?.stops.length || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") dropStretch();
  if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const before = current.stops[current.at];
  const to = nextStop(event.key);
  if (to >= 0) goToStop(to);
  if (!event.shiftKey) return;
  current.anchor ??= before;
  const ends = [current.anchor, current.stops[current.at]];
  showStretch(current.scale, Math.min(...ends.map(({ from }) => from)), Math.max(...ends.map((one) => one.to)));
}

function showStretch(scale, from, to) {
  document.getElementById("stretch")?.remove();
  const band = el("div", { id: "stretch", class: "stretch", "aria-hidden": "true" });
  place(band, scale, { x: scale.x(from), width: scale.x(to) - scale.x(from), top: 0 });
  current.stretch = { since: isoOf(from), until: isoOf(to - 1) };
  const said = printedStretch(current.stretch.since, current.stretch.until);
  readOut(said);
  document.getElementById("said").textContent = said;
}

function takeStretch() {
  const { stretch } = current;
  PLACE.dataset.dragged = "yes";
  setTimeout(() => delete PLACE.dataset.dragged);
  dropStretch();
  go({ ...asksOf(readAddress()), ...stretch }, { field: "timeline" });
}

function dropStretch() {
  document.getElementById("stretch")?.remove();
  if (current) Object.assign(current, { stretch: null, anchor: null });
}

// --- the legend --------------------------------------------------------------------------------------------

function drawLegend(view) {
  const counts = choicesOf("origin", view);
  const chosen = view.origin && view.origin !== NONE ? meant(view.origin, true)[0]?.id : view.origin;
  const ids = [...ORIGINS.keys(), ...(DOCUMENTS.some((doc) => !doc.origins.length) ? [NONE] : [])];
  const list = document.getElementById("legend");
  const held = [...list.querySelectorAll("button")].indexOf(document.activeElement);
  list.replaceChildren(...ids.map((id) => {
    const name = id === NONE ? "origin not given" : ACTORS.get(id).name;
    const pressed = id === chosen;
    const face = [symbolOf(id === NONE ? null : id), el("span", {}, `${name} (${number(counts.get(id) ?? 0)})`)];
    const choose = () => go({ ...asksOf(readAddress()), origin: pressed ? "" : id }, { field: "origin" });
    return el("li", {}, button(face, choose, { class: "key", "aria-pressed": String(pressed) }));
  }));
  list.querySelectorAll("button")[held]?.focus({ preventScroll: true });
}
