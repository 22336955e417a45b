// Where Apache Annotator finds each quote: for each pair of a selector and a text, all matches.
import { readFileSync } from "node:fs";
import { textQuoteSelectorMatcher } from "@apache-annotator/selector";

class WholeText {
  constructor(text) {
    this.currentChunk = { data: text };
  }
  nextChunk() {
    return null;
  }
  previousChunk() {
    return null;
  }
  precedesCurrentChunk() {
    return false;
  }
}

const found = [];
for (const [selector, text] of JSON.parse(readFileSync(0, "utf8"))) {
  const matches = [];
  for await (const match of textQuoteSelectorMatcher(selector)(new WholeText(text)))
    matches.push([match.startIndex, text.slice(match.startIndex, match.endIndex)]);
  found.push(matches);
}
console.log(JSON.stringify(found));
