// Makes ../hyphens/<language>.txt out of the TeX hyphenation patterns in the folder given; see README.md.
// The head of each file, with its licence, is kept; "min" has the shortest ends, a line with "=" is a word
// that the patterns get wrong.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const [folder, mitText] = [process.argv[2], 'THE SOFTWARE IS PROVIDED']
const out = join(dirname(fileURLToPath(import.meta.url)), '..', 'hyphens')
mkdirSync(out, {recursive: true})
const heads = {}
for (const [language, name] of Object.entries({fr: 'fr', en: 'en-gb', nl: 'nl'})) {
  const tex = readFileSync(join(folder, `hyph-${name}.tex`), 'utf8')
  const lines = tex.split('\n')
  let head = lines.slice(0, lines.findIndex(l => /^% =====/.test(l)))
  heads[language] = head
  if (!head.join('\n').includes(mitText)) {
    const from = heads.fr.findIndex(l => l.includes('Permission is hereby granted'))
    const to = heads.fr.findIndex(l => /^% hyphenmins/.test(l))
    head = [...head, '% licence text:', ...heads.fr.slice(from, to)]
  }
  const body = tex.replace(/%.*$/gm, '')
  const group = word => (body.match(new RegExp(`\\\\${word}\\s*{([^}]*)}`))?.[1] ?? '').split(/\s+/).filter(Boolean)
  const [left, right] = ['left', 'right'].map(side => /(\d+)/.exec(head.slice(head.findIndex(l => l.includes('typesetting'))).find(l => l.includes(side)))[1])
  writeFileSync(join(out, `${language}.txt`), [...head, `min ${left} ${right}`, ...group('patterns'), ...group('hyphenation').map(w => `=${w}`)].join('\n') + '\n')
}
