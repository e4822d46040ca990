// Makes ../cldr.index and ../cldr.data out of the CLDR packages in the folder given; see README.md.
//
// cldr.data is a run of DEFLATE blocks, one a language, each "@tag" lines with "key<TAB>value" lines below:
// the language itself whole, its regional forms only where they differ. Lists within a value are separated
// by U+001F. cldr.index is plain text: where each block lies, and the few tables that know no language.
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {deflateRawSync} from 'node:zlib'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const modules = process.argv[2]
const out = join(dirname(fileURLToPath(import.meta.url)), '..')
const read = path => JSON.parse(readFileSync(join(modules, path), 'utf8'))
const list = values => values.join('\x1f')

const version = read('cldr-core/package.json').version
const likely = read('cldr-core/supplemental/likelySubtags.json').supplemental.likelySubtags
const plurals = read('cldr-core/supplemental/plurals.json').supplemental['plurals-type-cardinal']
const digitSystems = read('cldr-core/supplemental/numberingSystems.json').supplemental.numberingSystems
const firstDay = read('cldr-core/supplemental/weekData.json').supplemental.weekData.firstDay
const scripts = read('cldr-core/scriptMetadata.json').scriptMetadata
const aliases = read('cldr-core/supplemental/aliases.json').supplemental.metadata.alias.languageAlias
const coverage = read('cldr-core/coverageLevels.json').effectiveCoverageLevels
const language = tag => tag.split('-')[0]

// --- patterns, as ICU's DateTimePatternGenerator and DateIntervalFormat have them

const fieldRuns = pattern => pattern.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? []
const isField = run => /^[A-Za-z]/.test(run)
const same = {L: 'M', c: 'E', e: 'E'}
const letter = run => same[run[0]] ?? run[0]

/** Widths of the fields of a pattern or skeleton, by letter. */
function widths(pattern) {
  const w = {}
  for (const run of fieldRuns(pattern)) if (isField(run)) w[letter(run)] = run.length
  return w
}

/** Widens the fields of pattern, which was made for the widths in have, to those in want. */
function widen(pattern, have, want) {
  return fieldRuns(pattern).map(run => {
    const l = isField(run) && letter(run)
    return l && want[l] > have[l] && have[l] === run.length ? run[0].repeat(want[l]) : run
  }).join('')
}

/** The entry of table whose skeleton is nearest to the fields in want: all the same fields, widened. */
function nearest(table, want) {
  const fields = Object.keys(want).sort().join('')
  let best
  for (const skeleton of Object.keys(table)) {
    if (skeleton.includes('-')) continue
    const have = widths(skeleton)
    if (Object.keys(have).sort().join('') !== fields) continue
    let distance = 0
    for (const f of Object.keys(want)) {
      const textual = n => (f === 'M' || f === 'E') && n > 2
      distance += Math.abs(want[f] - have[f]) + (f === 'M' && textual(want[f]) !== textual(have[f]) ? 256 : 0)
    }
    if (!best || distance < best.distance) best = {distance, skeleton, have}
  }
  return best && best.distance < 256 ? best : undefined
}

function single(formats, skeleton) {
  const want = widths(skeleton)
  const best = nearest(formats, want)
  return best && widen(formats[best.skeleton], best.have, want)
}

function intervals(formats, pattern) {
  const want = widths(pattern)
  if (want.E < 3) want.E = 1
  // A skeleton says neither noon nor, for ICU, the zeros before a number.
  for (const f of 'aB') delete want[f]
  for (const f of 'dMHhm') if (want[f] === 2) want[f] = 1
  const best = nearest(formats, want)
  const found = {}
  if (best) {
    for (const [field, p] of Object.entries(formats[best.skeleton])) found[field] = widen(p, best.have, want)
  }
  return found
}

const nameList = names => '\x1f' + list(Object.keys(names).sort().map(k => `${k}=${names[k]}`)) + '\x1f'
const nameTable = text => Object.fromEntries(text.split('\x1f').filter(Boolean).map(e => [e.slice(0, e.indexOf('=')), e.slice(e.indexOf('=') + 1)]))

const value = x => (typeof x === 'object' ? x._value : x)

// --- one locale

function record(tag) {
  const r = {}
  const load = (pkg, file) => read(`cldr-${pkg}-full/main/${tag}/${file}.json`).main[tag]
  const cal = load('dates', 'ca-gregorian').dates.calendars.gregorian
  const months = (kind, width) => list(Object.values(cal.months[kind][width]))
  const days = (kind, width) => {
    const d = cal.days[kind][width]
    return list(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map(k => d[k]))
  }
  for (const width of ['wide', 'abbreviated', 'narrow']) {
    r[`month.${width}`] = months('format', width)
    r[`month.alone.${width}`] = months('stand-alone', width)
    r[`day.${width}`] = days('format', width)
    r[`day.alone.${width}`] = days('stand-alone', width)
  }
  const period = cal.dayPeriods.format.abbreviated
  r['ampm'] = list([period.am, period.pm])
  r['era'] = cal.eras.eraAbbr['1']

  const dt = cal.dateTimeFormats
  const available = dt.availableFormats
  const patterns = {
    full: value(cal.dateFormats.full), long: value(cal.dateFormats.long),
    medium: value(cal.dateFormats.medium), short: value(cal.dateFormats.short),
    card: single(available, 'MMMEd'), card_year: single(available, 'yMMMEd'), day_month: single(available, 'MMMMd'),
    month_year: single(available, 'yMMMM'), month_year_short: single(available, 'yMMM'),
    year: available.y, time: value(cal.timeFormats.short).replaceAll('B', 'a'),
  }
  for (const [style, pattern] of Object.entries(patterns)) {
    r[`date.${style}`] = pattern
    for (const [field, p] of Object.entries(intervals(dt.intervalFormats, pattern))) {
      if ('yMdahHm'.includes(field)) r[`range.${style}.${field === 'H' ? 'h' : field}`] = p.replaceAll('B', 'a')
    }
  }
  r['range.fallback'] = dt.intervalFormats.intervalFormatFallback
  const at = cal['dateTimeFormats-atTime'].standard
  r['at.full'] = at.full
  r['at.long'] = at.long
  r['at.medium'] = at.medium
  r['at.short'] = at.short
  r['at.range'] = dt.medium

  const numbers = load('numbers', 'numbers').numbers
  const system = numbers.defaultNumberingSystem
  const symbols = numbers[`symbols-numberSystem-${system}`]
  r['number.digits'] = digitSystems[system]._digits
  r['number.decimal'] = symbols.decimal
  r['number.group'] = symbols.group
  r['number.minus'] = symbols.minusSign
  r['number.percent'] = symbols.percentSign
  r['number.currency_decimal'] = symbols.currencyDecimal ?? symbols.decimal
  r['number.currency_group'] = symbols.currencyGroup ?? symbols.group
  r['number.minimum_grouping'] = String(numbers.minimumGroupingDigits)
  r['number.pattern'] = numbers[`decimalFormats-numberSystem-${system}`].standard
  r['number.percent_pattern'] = numbers[`percentFormats-numberSystem-${system}`].standard
  r['number.currency_pattern'] = numbers[`currencyFormats-numberSystem-${system}`].standard
  r['number.euro'] = load('numbers', 'currencies').numbers.currencies.EUR.symbol

  const q = load('misc', 'delimiters').delimiters
  r['quotes'] = list([q.quotationStart, q.quotationEnd, q.alternateQuotationStart, q.alternateQuotationEnd])
  const and = load('misc', 'listPatterns').listPatterns['listPattern-type-standard']
  r['list'] = list([and['2'], and.start, and.middle, and.end])
  const or = load('misc', 'listPatterns').listPatterns['listPattern-type-or']
  r['list.or'] = list([or['2'], or.start, or.middle, or.end])

  const names = tag === 'und' ? {} : load('localenames', 'languages').localeDisplayNames.languages
  r['names'] = nameList(Object.fromEntries(Object.entries(names).filter(([k]) => !k.includes('-alt-') && named(k))))
  for (const [k, v] of Object.entries(r)) {
    if (v === undefined || /[\n\t]/.test(v)) throw new Error(`${tag} ${k}: ${v}`)
  }
  return r
}

// --- all of them

const all = read('cldr-core/availableLocales.json').availableLocales.full.filter(t => t !== 'und')
const covered = new Set(Object.keys(coverage).map(language))
const files = {dates: 'ca-gregorian', numbers: 'numbers', misc: 'listPatterns', localenames: 'languages'}
const complete = t => Object.keys(files).every(p => existsSync(join(modules, `cldr-${p}-full/main/${t}/${files[p]}.json`)))
const tags = all.filter(t => coverage[language(t)] !== undefined && complete(t))
const languages = [...new Set(tags.map(language))].sort()
const named = k => covered.has(language(k)) || languages.includes(language(k)) || k.length === 2

const rules = lang => {
  const r = plurals[lang] ?? {}
  return Object.keys(r).map(k => [k.replace('pluralRule-count-', ''), r[k].split('@')[0].trim()])
    .filter(([k]) => k !== 'other').map(([k, v]) => `${k}: ${v}`).join('; ')
}

const blocks = []
const index = [`version ${version}`]
let offset = 0
for (const lang of ['root', ...languages]) {
  const base = record(lang === 'root' ? 'und' : lang)
  let text = `@${lang}\n`
  for (const k of Object.keys(base).sort()) text += `${k}\t${base[k]}\n`
  for (const tag of tags.filter(t => language(t) === lang && t !== lang).sort()) {
    const r = record(tag)
    const names = nameTable(base.names)
    const own = Object.entries(nameTable(r.names)).filter(([k, v]) => names[k] !== v)
    r.names = own.length ? nameList(Object.fromEntries(own)) : base.names
    text += `@${tag}\n`
    for (const k of Object.keys({...base, ...r}).sort()) {
      if (r[k] !== base[k]) text += `${k}\t${r[k] ?? ''}\n`
    }
  }
  const block = deflateRawSync(text, {level: 9})
  index.push(`block ${lang} ${offset} ${block.length} ${Buffer.byteLength(text)}`)
  offset += block.length
  blocks.push(block)
}

// A tag that leaves out its script (zh-TW) means the locale that states it (zh-Hant).
for (const tag of tags) {
  const [lang, script, region] = tag.split('-')
  if (script?.length !== 4) continue
  if (region) {
    if (likely[`${lang}-${region}`]?.split('-')[1] === script) index.push(`alias ${lang}-${region} ${tag}`)
    continue
  }
  for (const [from, to] of Object.entries(likely)) {
    const [l, r] = from.split('-')
    const [, s] = to.split('-')
    const short = from.split('-').length === 2 && l === lang && r.length !== 4 && s === script
    if (short && likely[lang]?.split('-')[1] !== script && !tags.includes(`${lang}-${script}-${r}`)) index.push(`alias ${from} ${tag}`)
  }
}
for (const [from, {_replacement}] of Object.entries(aliases)) {
  if (/^[a-z]{2,3}$/.test(from) && languages.includes(_replacement) && !languages.includes(from)) index.push(`alias ${from} ${_replacement}`)
}
const rtl = Object.keys(scripts).filter(s => scripts[s].rtl === 'YES')
index.push(`rtl-scripts ${rtl.sort().join(' ')}`)
index.push(`rtl-languages ${Object.keys(likely).filter(k => !/[A-Z][a-z]{3}/.test(k) && !k.startsWith('und') && rtl.includes(likely[k].split('-')[1])).sort().join(' ')}`)
for (const day of ['sun', 'sat', 'fri']) {
  index.push(`first-day ${day} ${Object.keys(firstDay).filter(r => firstDay[r] === day && /^[A-Z]{2}$/.test(r)).sort().join(' ')}`)
}
for (const lang of Object.keys(plurals).sort()) index.push(`plural ${lang} ${rules(lang)}`)

writeFileSync(join(out, 'cldr.index'), index.join('\n') + '\n')
writeFileSync(join(out, 'cldr.data'), Buffer.concat(blocks))
console.log(version, tags.length, 'locales', languages.length, 'languages', offset, 'bytes')
