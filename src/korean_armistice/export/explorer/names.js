// Looks up the spelling of a name and suggests the nearest ones, as korean_armistice._names does.
"use strict";

const NEAR = 0.75;
const SHORT = 3;
const LONGEST_GUESS = 200;
const [SEARCHED, COMPARED, SUGGESTED, MOST_TITLES] = [10000, 100, 5, 5];

const BY_KEY = new Map();
const SPELLINGS = [];
for (const actor of ACTORS.values()) {
  for (const spelling of spellingsOf(actor)) {
    const words = foldWords(spelling);
    const key = words.join("");
    SPELLINGS.push({ spelling, words, actor });
    if (key && !BY_KEY.get(key)?.includes(actor)) append(BY_KEY, key, actor);
  }
}
const LONGEST_SPELLING = SPELLINGS.reduce((most, { spelling }) => Math.max(most, Array.from(spelling).length), LONGEST_NAME);

function spellingsOf(actor) {
  return [actor.name, ...(actor.aliases ?? []), actor.id];
}

// An error like the library's UnknownNameError: a sentence, and the names that may be meant.
class Unknown {
  constructor(sentence, suggestions) {
    this.sentence = sentence;
    this.suggestions = suggestions;
  }
}

// The one actor of an id or an exact folded spelling; nothing is guessed.
function findActor(name, isState = false) {
  const found = meant(name, isState);
  if (found.length === 1 && (!isState || found[0].kind === "state")) return found[0];
  const sentence = found.length > 1 ? `“${name}” is a spelling that several actors share.`
    : found.length ? `“${name}” names ${found[0].name}, which is not a state (${found[0].kind}).`
      : `No actor here is called “${name}”.`;
  throw new Unknown(sentence, suggestions(name, found, isState));
}

function suggestions(name, found, isState) {
  const near = found.length ? found : nearActors(name, isState);
  const allowed = near.map((actor) => (isState && actor.kind !== "state" ? ACTORS.get(actor.affiliation) : actor))
    .filter((actor) => actor && (!isState || ORIGINS.has(actor.id)));
  return [...new Set(allowed.map((actor) => saidOf(actor, isState)))].slice(0, SUGGESTED);
}

function meant(name, isState = false) {
  if (ACTORS.has(name)) return [ACTORS.get(name)];
  const found = Array.from(name).length <= LONGEST_SPELLING ? readName(foldWords(name).join(" ")) : [];
  const states = isState ? found.filter(({ kind }) => kind === "state") : [];
  return states.length ? states : found;
}

// An unknown spelling is read again without "the", and then without titles, if a person has the rest.
function readName(words) {
  const bare = words.startsWith("the ") ? words.slice(4) : words;
  const found = [words, bare].map(atKey).find((actors) => actors.length);
  if (found) return found;
  const parts = bare.split(TITLE);
  const titles = parts.map((_, at) => at).filter((at) => at % 2).slice(0, MOST_TITLES);
  for (const omitted of combinations(titles)) {
    const people = atKey(parts.filter((_, at) => !omitted.includes(at)).join("")).filter(({ kind }) => kind === "person");
    if (people.length) return people;
  }
  return [];
}

function atKey(words) {
  return BY_KEY.get(words.replace(/ /g, "")) ?? [];
}

// All combinations of some items, the smallest first, in the order of Python's itertools.
function combinations(items) {
  const choose = (count, from) => (count === 0 ? [[]] : items.flatMap((item, at) => (at < from ? []
    : choose(count - 1, at + 1).map((rest) => [item, ...rest]))));
  return items.flatMap((_, count) => choose(count + 1, 0));
}

// A name that finds the actor: its own, or its id where others share that.
function saidOf(actor, isState = false) {
  return meant(actor.name, isState).length === 1 ? actor.name : actor.id;
}

// The actors with a spelling like a name, or with a part of it, the nearest first.
function nearActors(name, isState) {
  const line = foldWords(Array.from(name).slice(0, LONGEST_NAME).join("")).join(" ");
  const asked = untilHost((line.replace(TITLE, "") || line).split(" ").filter(Boolean), isState);
  const entries = SPELLINGS.map(({ words, actor }) => {
    const known = untilHost(words, isState);
    return { text: known.join(""), part: namesAPart(asked, known), meant: actor.id };
  });
  return nearest(asked.join(""), entries).map((id) => ACTORS.get(id));
}

// In the name of an embassy its host stands after such a word, and the host is not its state.
function untilHost(words, isState) {
  const end = isState ? words.findIndex((word) => BEFORE_A_HOST.includes(word)) : -1;
  return words.slice(0, end < 0 ? LONGEST_GUESS : Math.min(end, LONGEST_GUESS));
}

function namesAPart(asked, known) {
  const part = asked.every((start) => known.some((word) => word.startsWith(start)));
  return part || (Array.from(known.join("")).length > SHORT && known.every((word) => asked.includes(word)));
}

// Up to five of the known texts that are similar to the given one, the most similar first.
function close(text, known) {
  const asked = Array.from(text).slice(0, LONGEST_GUESS).join("");
  return nearest(asked, known.map((each) => ({ text: each, part: false, meant: each }))).slice(0, SUGGESTED);
}

function nearest(asked, known) {
  const length = Array.from(asked).length;
  if (length < 2 || length > LONGEST_GUESS) return [];
  const compared = comparer(asked);
  const score = ({ text, part }, ratio) => {
    const short = Array.from(text).slice(0, 2 * LONGEST_GUESS);
    const likeness = part || compared.atMost(short) >= NEAR ? ratio(short) : 0;
    return part || likeness >= NEAR ? likeness + Number(part) : 0;
  };
  const few = known.slice(0, SEARCHED).map((entry) => ({ entry, bound: score(entry, compared.quick) }))
    .sort((one, other) => other.bound - one.bound).slice(0, COMPARED);
  const scores = few.map(({ entry }) => [score(entry, compared.exact), entry.meant])
    .sort(([n, one], [m, other]) => m - n || textOrder(one, other));
  return [...new Set(scores.filter(([likeness]) => likeness).map(([, id]) => id))];
}

// Python orders texts by code points, JavaScript by units of UTF-16.
function textOrder(one, other) {
  const [a, b] = [Array.from(one), Array.from(other)];
  const at = a.findIndex((char, place) => char !== b[place]);
  if (at < 0) return a.length - b.length;
  return at < b.length ? a[at].codePointAt(0) - b[at].codePointAt(0) : 1;
}

// How similar two texts are, from 0 to 1, after Python's difflib.SequenceMatcher: exactly, and two
// upper bounds that take less time. Texts are arrays of characters.
function comparer(text) {
  const b = Array.from(text);
  const places = new Map();
  b.forEach((char, at) => append(places, char, at));
  const share = (matches, length) => (length ? (2 * matches) / length : 1);
  const quick = (a) => {
    const left = new Map([...places].map(([char, list]) => [char, list.length]));
    let matches = 0;
    for (const char of a) {
      const count = left.get(char) ?? 0;
      left.set(char, count - 1);
      if (count > 0) matches += 1;
    }
    return share(matches, a.length + b.length);
  };
  return {
    quick,
    atMost: (a) => share(Math.min(a.length, b.length), a.length + b.length),
    exact: (a) => share(matching(a, b, places), a.length + b.length),
  };
}

function matching(a, b, places) {
  const waiting = [[0, a.length, 0, b.length]];
  let matches = 0;
  while (waiting.length) {
    const [fromA, toA, fromB, toB] = waiting.pop();
    const { i, j, size } = longestMatch(a, b, places, fromA, toA, fromB, toB);
    if (!size) continue;
    matches += size;
    waiting.push([fromA, i, fromB, j], [i + size, toA, j + size, toB]);
  }
  return matches;
}

function longestMatch(a, b, places, fromA, toA, fromB, toB) {
  let best = { i: fromA, j: fromB, size: 0 };
  let lengths = new Map();
  for (let i = fromA; i < toA; i += 1) {
    const next = new Map();
    for (const j of places.get(a[i]) ?? []) {
      if (j < fromB || j >= toB) continue;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { i: i - size + 1, j: j - size + 1, size };
    }
    lengths = next;
  }
  return best;
}
