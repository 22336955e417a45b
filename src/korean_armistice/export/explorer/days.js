// Dates, read as korean_armistice.Span reads them. A day is its ISO text: such texts sort.
"use strict";

const MONTHS = ("January February March April May June July August September October "
  + "November December").split(" ");
const ISO = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/;
const MONTH = `(${MONTHS.join("|")})`;
const MONTH_FIRST = new RegExp(`^${MONTH} ([0-9]{1,2}), ([0-9]{4})$`, "i");
const DAY_FIRST = new RegExp(`^([0-9]{1,2}) ${MONTH} ([0-9]{4})$`, "i");
const MONTH_ONLY = new RegExp(`^${MONTH},? ([0-9]{4})$`, "i");
const FORMS = "write 1953, 1953-07, 1953-07-27, July 1953 or 27 July 1953";
const DAY = 86400000;

// Returns {first, last}, null for an end that is open; throws a sentence for anything else.
function readSpan(text) {
  const english = readEnglish(text);
  if (english) return english;
  const slash = text.indexOf("/");
  if (slash < 0) return readPeriod(text, text);
  const [start, end] = [text.slice(0, slash), text.slice(slash + 1)];
  const first = start === ".." ? null : readPeriod(start, text).first;
  const last = end === ".." ? null : readPeriod(end, text).last;
  return checkedSpan(first, last, text);
}

// The days from the first of one text to the last of another; "" leaves that end open.
function readBounds(since, until) {
  const first = since && readSpan(since).first;
  const last = until && readSpan(until).last;
  if (first === null || last === null) {
    throw `“${since && first === null ? since : until}” is itself open at that end.`;
  }
  return checkedSpan(first || null, last || null, `${since}/${until}`);
}

function checkedSpan(first, last, text) {
  if (!first && !last) throw `“${text}” has no day: one end at least must be one.`;
  if (first && last && last < first) throw `“${text}” ends before it begins.`;
  return { first, last };
}

function readEnglish(text) {
  let found;
  if ((found = MONTH_FIRST.exec(text))) return period(found[3], monthNumber(found[1]), found[2], text);
  if ((found = DAY_FIRST.exec(text))) return period(found[3], monthNumber(found[2]), found[1], text);
  if ((found = MONTH_ONLY.exec(text))) return period(found[2], monthNumber(found[1]), undefined, text);
  return null;
}

function monthNumber(name) {
  return MONTHS.findIndex((month) => month.toLowerCase() === name.toLowerCase()) + 1;
}

function readPeriod(part, text) {
  const found = ISO.exec(part);
  if (!found) throw `“${text}” is no date: ${FORMS}.`;
  return period(found[1], found[2], found[3], text);
}

function period(year, month, day, text) {
  const inYear = Number(year) > 0;
  const inMonth = month === undefined || (month >= 1 && month <= 12);
  if (!inYear || !inMonth) throw `“${text}”: there is no such day.`;
  const length = daysIn(year, Number(month ?? 12));
  if (day !== undefined && (day < 1 || day > length)) throw `“${text}”: there is no such day.`;
  return {
    first: isoDay(year, month ?? 1, day ?? 1),
    last: isoDay(year, month ?? 12, day ?? length),
  };
}

function daysIn(year, month) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return leap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isoDay(year, month, day) {
  return `${year}-${String(Number(month)).padStart(2, "0")}-${String(Number(day)).padStart(2, "0")}`;
}

function overlap(one, other) {
  const before = (first, last) => first === null || last === null || first <= last;
  return before(one.first, other.last) && before(other.first, one.last);
}

// Days since 1970, for drawing.
function dayNumber(iso) {
  return Date.parse(`${iso}T00:00Z`) / DAY;
}

// "27 July 1953"; a month, a year or a stretch stays as the catalogue's data has it.
function printedDate(text) {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  return found ? `${Number(found[3])} ${MONTHS[found[2] - 1]} ${found[1]}` : text;
}
