// Print the notes and the bibliography that citeproc-js makes of the CSL-JSON on standard input.
// Usage: node citeproc.cjs STYLE.csl LOCALE.xml
const fs = require('fs')
const CSL = require('citeproc')
const [style, locale] = process.argv.slice(2).map(path => fs.readFileSync(path, 'utf8'))
const items = JSON.parse(fs.readFileSync(0, 'utf8'))
const byId = Object.fromEntries(items.map(item => [item.id, item]))
const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: id => byId[id] }, style)
engine.setOutputFormat('text')
engine.updateItems(items.map(item => item.id))
const cited = items.map(item => engine.makeCitationCluster([{ id: item.id }]))
const [about, printed] = engine.makeBibliography()
console.log(JSON.stringify({ cited, ids: about.entry_ids.flat(), printed }))
