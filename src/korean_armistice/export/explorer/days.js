// Dates, read as korean_armistice.Span reads them. A day is its ISO text: such texts sort.
"use strict";

const MONTHS = ("January February March April May June July August September October "
  + "November December").split(" ");
const EDTF = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)$/;
const ISO_DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const WORD_OF_A_DATE = /^(?:(?<y>[0-9]{4})|(?<d>[0-9]{1,2})(?:st|nd|rd|th)?|(?<m>[a-z]{3,9})\.?)$/i;
// Month, day and year, in the orders in which English writes them.
const ORDERS = ["mdy", "dmy", "my", "ymd", "ym"];
const RANGE = / *[/–—] *| +(?:-|to) +/g;
const LONGEST_DATE = 80;
const DAY = 86400000;
// The reasons why a text is no date: the first pattern that is found in it gives the reason.
const REASONS = [
  [/^$/, "it is empty"],
  [/^\/|\/$/, "one side of '/' is empty; '..' stands for an open side"],
  [/[0-9]T[0-9]|[0-9]:[0-9]/, "it has a time of day; leave the time out"],
  [/[^\x00-\x7f–—]/, "it has other characters than English letters and the digits 0 to 9"],
  [/^[0-9]{4}[/.][0-9]|^[0-9]{8}$/, "year, month and day are joined by hyphens, '1953-07-27'"],
  [/\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]/, "day or month first? write '1953-07-27'"],
  [/^[0-9]{1,2}[/.-][0-9]{4}$/, "the year stands first, '1953-07'"],
  [/^[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?$/, "months and days have two digits, '1953-07-09'"],
  [/0s\b|[Cc][Ee][Nn][Tt][Uu][Rr][Yy]/, "it names a decade or a century; write '1950/1959'"],
  [/\b(spring|summer|autumn|fall|winter)\b/i, "a season has no fixed days; give months"],
  [/\b(circa|ca?|about|around)\b/i, "an approximate date is written with '~', '1953-07~'"],
  [/\b(early|mid|late|end|beginning)\b/i, "give the days that it means, 'first/last'"],
  [/(mon|tues|wednes|thurs|fri|satur|sun)day/i, "leave the day of the week out"],
  [/^,|,$|, *,/, "a comma has nothing on one side of it"],
  [/[~?%]$/, "EDTF's marks stand after a date in numbers, '1953-07?'"],
  [/^[^0-9]*$/, "it names no year"],
  [/^(?!.*(?<![0-9])[0-9]{4}(?![0-9]))/, "years have four digits, 0001 to 9999"],
  [/[–—]| -| to |[a-z] [0-9]+-|^[0-9]{1,2}-/i, "each side of a range is a whole date"],
  [/[A-Za-z]{3}/, "it has a word that is no English name of a month"],
  [/(?:)/, "it has none of the forms that are read"],
];

// Returns {first, last}, null for an end that is open; throws a sentence for what is refused.
function readSpan(text) {
  try {
    return readDate(text);
  } catch (fault) {
    if (!(fault instanceof Reason)) throw fault;
    throw `“${text.slice(0, LONGEST_DATE)}” is not a date: ${fault.text}.`;
  }
}

class Reason {
  constructor(text) {
    this.text = text;
  }
}

function readDate(text) {
  if (Array.from(text).length > LONGEST_DATE) throw new Reason("it is longer than a date");
  const plain = text.split(/\s+/u).filter(Boolean).join(" ");
  const span = readOne(plain);
  if (span) return span;
  const range = plain.replace(RANGE, "/");
  const slash = range.indexOf("/");
  const [start, end] = slash < 0 ? [range, ""] : [range.slice(0, slash), range.slice(slash + 1)];
  const [one, other] = [start, end].map((side) => (side === ".." ? null : readOne(side)));
  if (slash >= 0 && (one || start === "..") && (other || end === "..")) return spanBetween(one?.first ?? null, other?.last ?? null);
  throw new Reason(REASONS.find(([pattern]) => pattern.test(plain))[1]);
}

function readOne(text) {
  const iso = EDTF.exec(text);
  if (iso) return period(iso[1], iso[2], iso[3]);
  const words = text.split(/ *, *| +/).map((word) => WORD_OF_A_DATE.exec(word));
  if (words.includes(null)) return null;
  const found = {};
  for (const { groups } of words) for (const kind of "ymd") if (groups[kind]) found[kind] = groups[kind];
  const order = Object.keys(found).join("");
  if (order.length < words.length || !ORDERS.includes(order)) return null;
  const month = MONTHS.findIndex((name) => name.toLowerCase().startsWith(found.m.toLowerCase())) + 1;
  return month ? period(found.y, month, found.d) : null;
}

function period(year, month, day) {
  const inYear = Number(year) > 0;
  const inMonth = month === undefined || (month >= 1 && month <= 12);
  if (!inYear || !inMonth) throw new Reason("there is no such day");
  const length = daysIn(year, Number(month ?? 12));
  if (day !== undefined && (day < 1 || day > length)) throw new Reason("there is no such day");
  return { first: isoDay(year, month ?? 1, day ?? 1), last: isoDay(year, month ?? 12, day ?? length) };
}

function spanBetween(first, last) {
  if (!first && !last) throw new Reason("one end at least must be a day");
  if (first && last && last < first) throw new Reason("it ends before it begins");
  return { first, last };
}

// The days from the first of one text to the last of another; "" leaves that end open.
function readBounds(since, until) {
  const first = since && readSpan(since).first;
  const last = until && readSpan(until).last;
  if (first === null || last === null) {
    throw `“${since && first === null ? since : until}” is itself open at that end.`;
  }
  if (first && last && last < first) throw `“${since}” to “${until}” ends before it begins.`;
  return { first: first || null, last: last || null };
}

function daysIn(year, month) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return leap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isoDay(year, month, day) {
  return `${String(year).padStart(4, "0")}-${String(Number(month)).padStart(2, "0")}-${String(Number(day)).padStart(2, "0")}`;
}

function overlap(one, other) {
  const before = (first, last) => first === null || last === null || first <= last;
  return before(one.first, other.last) && before(other.first, one.last);
}

// Days since 1970, for drawing.
function dayNumber(iso) {
  return Date.parse(`${iso}T00:00Z`) / DAY;
}

function isoOf(number) {
  const day = new Date(number * DAY);
  return isoDay(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

// A date of the file in English: "27 July 1953", "July 1953", "from 1 June 1953 on".
function printedDate(text) {
  if (!text) return "undated";
  const [start, end] = text.split("/");
  if (end === undefined) return printedEnd(start);
  if (start === "..") return `until ${printedEnd(end)}`;
  return end === ".." ? `from ${printedEnd(start)} on` : `${printedEnd(start)} to ${printedEnd(end)}`;
}

// EDTF's marks: approximate, uncertain, both.
function printedEnd(text) {
  const day = printedDay(text.replace(/[~?%]$/, ""));
  return (/[~%]$/.test(text) ? "about " : "") + day + (/[?%]$/.test(text) ? " (uncertain)" : "");
}

function printedDay(iso) {
  const [year, month, day] = iso.split("-");
  return [day && Number(day), month && MONTHS[month - 1], Number(year)].filter(Boolean).join(" ");
}

// The time between the earliest and the latest of some documents, each end as exact as it is known.
function printedReach(docs) {
  const dated = docs.filter((doc) => doc.span);
  if (!dated.length) return "";
  const startOf = ({ span }) => span.first ?? span.last;
  const endOf = ({ span }) => span.last ?? span.first;
  const first = dated.reduce((least, doc) => (startOf(doc) < startOf(least) ? doc : least));
  const last = dated.reduce((most, doc) => (endOf(doc) > endOf(most) ? doc : most));
  if (dated.every(({ date }) => date === first.date)) return printedDate(first.date);
  const [since, until] = [endsOf(first)[0], endsOf(last)[1]];
  const before = dated.some(({ span }) => span.first === null) ? "before " : "";
  const after = dated.some(({ span }) => span.last === null) ? "after " : "";
  if (since === until && !before && !after) return printedDay(since);
  return `${before}${printedDay(since)} to ${after}${printedDay(until)}`;
}

// The two ends of a date as the file writes them; for an end that is open, the other.
function endsOf({ date }) {
  const ends = date.replace(/[~?%]/g, "").split("/");
  const [since, until] = ends.length > 1 ? ends : [ends[0], ends[0]];
  return [since === ".." ? until : since, until === ".." ? since : until];
}
