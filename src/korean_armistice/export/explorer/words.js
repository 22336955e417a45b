// Words and names, folded as korean_armistice._names folds them, with its tables, so that the
// page finds what the library finds.
"use strict";

const EXTRA = JSON.parse(document.getElementById("extra").textContent);
const { stands_for: STANDS_FOR, before_a_host: BEFORE_A_HOST } = EXTRA.words;
const [IGNORED, INITIALS, TITLE] = ["ignored", "initials", "title"].map((name) => new RegExp(EXTRA.words[name], "gu"));
const [UNMARKED, UNSPACED, PLACES_FOLDED] = ["unmarked", "unspaced", "places"].map((name) => new RegExp(EXTRA.words[name], "u"));
const COUNTS = /^[\p{L}\p{M}\p{N}]$/u;
const MARK = /^\p{M}$/u;
const OTHER_NUMBER = /^\p{No}$/u;
const LONGEST_NAME = 1000;
const PIECE = 200; // a longer word is normalized in pieces of this length, because many marks take long
const AROUND_LETTERS = [/^[^\p{L}\p{M}\p{N}]*/u, /[^\p{L}\p{M}\p{N}]*$/u];
const OPERATOR = /(?<!\S)(?:AND|OR|NOT|-[\p{L}\p{N}_]+)(?!\S)/u;

const FOLDED_CHARS = new Map();
const FOLDED_PARTS = new Map(); // texts repeat their words: each is folded once

// The letters of one character, or a space if it separates words.
function foldedChar(char) {
  let folded = FOLDED_CHARS.get(char);
  if (folded === undefined) {
    // A number like ½ is not taken apart, because it is not 12.
    const parts = Array.from(OTHER_NUMBER.test(char) ? char : char.normalize("NFKD"));
    // Lower, upper and lower case in turn change ß to ss, ς to σ, and ı to i.
    const lower = parts.flatMap((part) => Array.from(part.toLowerCase().toUpperCase().toLowerCase()));
    folded = lower.map((each) => STANDS_FOR[each] ?? (COUNTS.test(each) ? each : " ")).join("");
    FOLDED_CHARS.set(char, folded);
  }
  return folded;
}

// Without the marks on Latin and Cyrillic letters, which are a part of the letter elsewhere.
function composed(word) {
  const kept = [];
  let unmarked = true;
  for (const char of word) {
    const mark = MARK.test(char);
    unmarked = mark ? unmarked : UNMARKED.test(char);
    if (!mark || !unmarked) kept.push(char);
  }
  let text = "";
  for (let at = 0; at < kept.length; at += PIECE) text += kept.slice(at, at + PIECE).join("").normalize("NFC");
  return text;
}

function foldedPart(part) {
  let folded = FOLDED_PARTS.get(part);
  if (folded === undefined) {
    const words = Array.from(part, foldedChar).join("").split(" ").filter(Boolean);
    folded = words.map((word) => (/^[\0-\x7f]*$/.test(word) ? word : composed(word))).join(" ");
    FOLDED_PARTS.set(part, folded);
  }
  return folded;
}

// The words of a text; "U. S.", "U.S." and "People's" are one word each.
function foldWords(text) {
  const plain = text.replace(IGNORED, "").split(" ").map(foldedPart).filter(Boolean).join(" ");
  const joined = plain.includes(".") ? plain.replace(INITIALS, "$1").replace(/\./g, " ") : plain;
  return joined.replace(/'/g, "").split(" ").filter(Boolean);
}

function fold(text) {
  return foldWords(text).join("");
}

// In a search, the spellings of one town count as one.
function searchWords(text) {
  return foldWords(text).map((word) => word.replace(PLACES_FOLDED, ""));
}

// The words of texts as a search goes through them: a space around each word, a line for each text.
function searchedText(texts) {
  return texts.map((text) => ` ${searchWords(text).join(" ")} `).join("\n");
}

// A search as the strings that must all occur in a searched text. A word begins a word there; a
// phrase consists of whole words; Han, Kana and Hangul are found inside a run, too.
function readSearch(text) {
  const parts = text.split(/["“”„«»]/);
  const operator = OPERATOR.exec(parts.filter((_, at) => at % 2 === 0).join(" "));
  if (operator) throw `“${operator[0]}” is no word of a search: all words must occur, and what must not occur cannot be asked here.`;
  if (parts.length % 2 === 0) throw "A quotation mark is open: put one at the end of the phrase, too.";
  const sought = parts.flatMap((part, at) => {
    const words = searchWords(part);
    const [start, end] = [words[0], words[words.length - 1]].map((word) => (word && UNSPACED.test(word) ? "" : " "));
    if (at % 2) return words.length ? [start + words.join(" ") + end] : [];
    return words.map((word) => (UNSPACED.test(word) ? word : ` ${word}`));
  });
  if (!sought.length) throw "There is no word in it: give at least one letter or digit.";
  return sought;
}

// The positions in a text from which and to which the sought words stand.
function hitRanges(text, sought) {
  const words = placedWords(text);
  const searched = ` ${words.map(({ word }) => word).join(" ")} `;
  let at = 1;
  for (const one of words) {
    one.at = at;
    at += one.word.length + 1;
  }
  const ranges = [];
  for (const query of sought) {
    const length = query.trim().length;
    for (let found = searched.indexOf(query); found >= 0; found = searched.indexOf(query, found + 1)) {
      const from = found + (query.startsWith(" ") ? 1 : 0);
      const hit = words.filter((one) => one.at < from + length && one.at + one.word.length > from);
      if (hit.length) ranges.push(UNSPACED.test(query) ? insideOf(hit, from, length) : [hit[0].start, hit[hit.length - 1].end]);
    }
  }
  return ranges;
}

// In a run without spaces only the sought letters are marked, if it was folded letter by letter.
function insideOf(hit, from, length) {
  const [first, last] = [hit[0], hit[hit.length - 1]];
  const exact = hit.every(({ start, end, word }) => end - start === word.length);
  return exact ? [first.start + from - first.at, last.start + from + length - last.at] : [first.start, last.end];
}

// The words of a text, each with the place of its letters; initials with spaces between are one.
function placedWords(text) {
  const parts = [];
  let start = 0;
  for (const char of `${text} `) {
    const end = start + char.length;
    const last = parts[parts.length - 1];
    const counts = IGNORED_CHAR.test(char) || foldedChar(char) !== " ";
    if (counts && last?.end === start) last.end = end;
    else if (counts) parts.push({ start, end });
    start = end;
  }
  const initial = ({ start: from, end }) => /^\p{L}\.$/u.test(text.slice(from, end));
  const merged = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (last?.initials && initial(part) && /^ +$/.test(text.slice(last.end, part.start))) last.end = part.end;
    else merged.push({ ...part, initials: initial(part) });
  }
  return merged.flatMap(({ start: from, end }) => {
    const part = text.slice(from, end);
    const [before, after] = [AROUND_LETTERS[0].exec(part)[0].length, AROUND_LETTERS[1].exec(part)[0].length];
    return searchWords(part).map((word) => ({ start: from + before, end: end - after, word }));
  });
}

const IGNORED_CHAR = new RegExp(`^${EXTRA.words.ignored}$`, "u");
