// Writes what Node's Intl (ICU, CLDR 48) says of many dates, ranges, numbers, lists, plurals and names, a
// line each: locale, question, arguments, answer, with tabs between. See README.md.
const locales = ['nl-BE', 'nl', 'en-GB', 'en', 'en-BE', 'fr-BE', 'fr', 'de', 'de-BE', 'ar', 'ar-EG', 'he', 'es', 'pl',
  'it', 'pt', 'pt-PT', 'sv', 'cs', 'tr', 'uk', 'el', 'ja', 'ko', 'hi', 'bn', 'mr']
const styles = {
  full: {dateStyle: 'full'}, long: {dateStyle: 'long'}, medium: {dateStyle: 'medium'}, short: {dateStyle: 'short'},
  card: {weekday: 'short', day: 'numeric', month: 'short'}, day_month: {day: 'numeric', month: 'long'},
  month_year: {month: 'long', year: 'numeric'}, month_year_short: {month: 'short', year: 'numeric'}, year: {year: 'numeric'},
  card_year: {weekday: 'short', day: 'numeric', month: 'short', year: 'numeric'},
}
const pad = n => String(n).padStart(2, '0')
const iso = d => d.toISOString().slice(0, 10)
const day = s => new Date(s + (s.length > 10 ? 'Z' : 'T00:00:00Z'))
const dates = []
for (let m = 1; m <= 12; m++) dates.push(`2027-${pad(m)}-01`, `2027-${pad(m)}-${pad(m + 9)}`)
dates.push('2021-02-28', '2028-02-29', '1999-12-31', '2030-06-03')
const ranges = [['2027-06-12', '2027-06-14'], ['2027-06-12', '2027-07-02'], ['2027-12-30', '2028-01-02'], ['2027-06-12', '2027-06-12'],
  ['2027-03-01', '2027-03-02'], ['2027-05-31', '2027-06-01'], ['2026-06-10', '2027-06-10'], ['2009-01-01', '2019-01-01']]
for (let i = 0; i < 12; i++) ranges.push([`2027-${pad(i + 1)}-0${i % 9 + 1}`, iso(new Date(Date.UTC(2027, i, i % 9 + 1 + i * i)))])
const times = ['00:00', '00:30', '09:05', '10:00', '11:59', '12:00', '13:07', '20:05', '22:00', '23:59']
const moments = [['2027-06-10T20:05:00', '2027-06-10T22:00:00'], ['2027-06-10T20:05:00', '2027-06-11T02:00:00'],
  ['2027-06-10T09:30:00', '2027-06-10T17:15:00'], ['2027-12-31T22:00:00', '2028-01-01T04:30:00'], ['2027-06-10T20:05:00', '2027-06-10T20:05:00']]
const numbers = [0, 1, 2, 5, 7, 11, 12, 21, 39, 100, 101, 102, 103, 999, 1000, 1234, 9999, 10000, 12345, 150000, 1000000, 1234567, 12345678, -5, -12345]
const decimals = [0.5, 1.5, 12.5, 1234.56, 0.125, 99.999, 1.0005, 2.25, 10000.5, -3.5]
// ICU joins Latin words to a Hebrew list with a hyphen, so Hebrew gets letters of its own.
const lists = l => [1, 2, 3, 4].map(n => [...(l === 'he' ? 'אבגד' : 'abcd')].slice(0, n))
const lines = [`# ICU ${process.versions.icu}, CLDR ${process.versions.cldr}`]
const say = (...parts) => lines.push(parts.join('\t'))

for (const l of locales) {
  const date = options => new Intl.DateTimeFormat(l, {timeZone: 'UTC', ...options})
  for (const [style, options] of Object.entries(styles)) {
    for (const d of dates) say(l, 'date', style, d, date(options).format(day(d)))
    for (const [a, b] of ranges) say(l, 'range', style, a, b, date(options).formatRange(day(a), day(b)))
  }
  const time = date({timeStyle: 'short'})
  for (const t of times) say(l, 'time', t, time.format(day(`2027-06-10T${t}:00`)))
  for (const a of times) for (const b of times) if (a <= b) say(l, 'times', a, b, time.formatRange(day(`2027-06-10T${a}:00`), day(`2027-06-10T${b}:00`)))
  for (const style of ['full', 'long', 'medium', 'short']) {
    const both = date({dateStyle: style, timeStyle: 'short'})
    for (const [a, b] of moments) say(l, 'moment', style, a, both.format(day(a))), say(l, 'moments', style, a, b, both.formatRange(day(a), day(b)))
  }
  for (const n of numbers) {
    say(l, 'int', n, new Intl.NumberFormat(l).format(n))
    say(l, 'plural', n, new Intl.PluralRules(l).select(n))
  }
  for (const x of [...numbers, ...decimals]) {
    say(l, 'number', x, new Intl.NumberFormat(l, {maximumFractionDigits: 3}).format(x))
    say(l, 'percent', x, new Intl.NumberFormat(l, {style: 'percent', maximumFractionDigits: 3}).format(`${x}e-2`))
    const fraction = Number.isInteger(Number(x.toFixed(2))) ? 0 : 2
    say(l, 'euro', x, new Intl.NumberFormat(l, {style: 'currency', currency: 'EUR', minimumFractionDigits: fraction, maximumFractionDigits: 2}).format(x))
    say(l, 'pluralof', x, new Intl.PluralRules(l, {maximumFractionDigits: 3}).select(x))
  }
  for (const items of lists(l)) {
    say(l, 'list', items.join(','), new Intl.ListFormat(l, {type: 'conjunction'}).format(items))
    say(l, 'or', items.join(','), new Intl.ListFormat(l, {type: 'disjunction'}).format(items))
  }
  for (let m = 0; m < 12; m++) for (const w of ['long', 'short', 'narrow']) {
    say(l, 'month', m + 1, w, new Intl.DateTimeFormat(l, {timeZone: 'UTC', month: w}).format(new Date(Date.UTC(2027, m, 1))))
  }
  for (let d = 0; d < 7; d++) for (const w of ['long', 'short', 'narrow']) {
    say(l, 'weekday', d, w, new Intl.DateTimeFormat(l, {timeZone: 'UTC', weekday: w}).format(new Date(Date.UTC(2027, 7, 1 + d))))
  }
  const locale = new Intl.Locale(l)
  say(l, 'dir', (locale.textInfo ?? locale.getTextInfo()).direction)
  if (locale.region) say(l, 'firstday', (locale.weekInfo ?? locale.getWeekInfo()).firstDay % 7)
  const names = new Intl.DisplayNames(l, {type: 'language', languageDisplay: 'dialect'})
  for (const of of ['nl', 'en', 'fr', 'de', 'ar', 'zh', 'uk', 'tr']) say(l, 'name', of, names.of(of))
}
// Plural rules of every language that Intl knows.
for (const l of Intl.PluralRules.supportedLocalesOf(['af', 'ak', 'am', 'as', 'az', 'be', 'bg', 'br', 'bs', 'ca', 'cy', 'da', 'dsb', 'et',
  'eu', 'fa', 'fi', 'fil', 'fy', 'ga', 'gd', 'gl', 'gu', 'gv', 'hr', 'hu', 'hy', 'id', 'is', 'ka', 'kk', 'km', 'ksh', 'ku', 'kw', 'lag', 'lb', 'lt',
  'lv', 'mk', 'ml', 'mn', 'mt', 'nb', 'ne', 'pa', 'ro', 'ru', 'shi', 'si', 'sk', 'sl', 'sq', 'sr', 'sw', 'ta', 'te', 'th', 'vi', 'zh', 'zu'])) {
  for (const n of [...numbers, 3, 4, 6, 8, 9, 10, 13, 14, 19, 20, 22, 23, 25, 40, 60, 80, 111, 200, 1001, 1002]) say(l, 'plural', n, new Intl.PluralRules(l).select(n))
  for (const x of decimals) say(l, 'pluralof', x, new Intl.PluralRules(l, {maximumFractionDigits: 3}).select(x))
}
process.stdout.write(lines.join('\n') + '\n')
