// Words and names, folded as korean_armistice._names folds them: what the page finds, the
// library finds.
"use strict";

// Unicode counts these as letters; in romanized names they stand for an apostrophe.
const APOSTROPHES = "\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\ua78c";
const WORD = "\\p{L}\\p{N}_";
// A mark written by itself, as in decomposed text, belongs to the letter before it.
const MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f";
const BETWEEN_WORDS = new RegExp(`[^${WORD}'’‘\`´${APOSTROPHES}${MARKS}]+|_+`, "u");
const INITIALS = new RegExp(`(?<![${WORD}])([${WORD}])\\.(?=[${WORD}](?![${WORD}]))`, "gu");
const MARK = /^\p{M}$/u;
const COUNTS = /^[\p{L}\p{N}\p{M}]$/u;
const LONGEST_NAME = 1000;

function fold(text) {
  const words = text.split(/\s+/u).map(foldWord);
  return words.join("");
}

function foldWords(text) {
  const parts = text.replace(INITIALS, "$1").split(BETWEEN_WORDS);
  return parts.map(fold).filter(Boolean);
}

function foldWord(word) {
  let kept = "";
  let plain = false; // after a Latin or Cyrillic letter, marks are dropped
  for (const char of word.normalize("NFKD")) {
    if (!MARK.test(char)) {
      plain = char < "\u0250" || (char >= "\u0400" && char < "\u0530")
        || (char >= "\u1e00" && char < "\u1f00");
    } else if (plain) {
      continue;
    }
    kept += char;
  }
  const folded = Array.from(kept.normalize("NFC"), caseless).join("");
  return Array.from(folded).filter(counts).join("");
}

// Down, up and down again folds ẞ and ς, as Python's casefold does; the dotless ı stays itself.
function caseless(char) {
  return char === "ı" ? char : char.toLowerCase().toUpperCase().toLowerCase();
}

function counts(char) {
  return COUNTS.test(char) && !APOSTROPHES.includes(char);
}
