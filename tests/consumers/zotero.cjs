// Print what @retorquere/bibtex-parser, made for Zotero, holds of the BibTeX on standard input.
import('@retorquere/bibtex-parser').then(({ parse }) => {
  const { entries, errors } = parse(require('fs').readFileSync(0, 'utf8'))
  console.log(JSON.stringify({ entries, errors }))
})
