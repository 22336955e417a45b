// Print what citation-js holds of the text on standard input, as CSL-JSON.
// Usage: node citation.cjs @ris/file|@bibtex/text|@biblatex/text
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-ris')
const text = require('fs').readFileSync(0, 'utf8')
const { data } = new Cite(text, { forceType: process.argv[2] })
console.log(JSON.stringify(data.map(({ _graph, ...item }) => item)))
