// Expands series with ical.js. Standard input and output as in oracle_test.go.
const ICAL = require("ical.js");
const fs = require("fs");

// Each zone: standard and summer offset, and when summer begins and ends, on the wall clock before.
const zones = {
  "Europe/Brussels": ["+0100", "+0200", "19960331T020000", "BYMONTH=3;BYDAY=-1SU", "19961027T030000", "BYMONTH=10;BYDAY=-1SU"],
  "America/New_York": ["-0500", "-0400", "20070311T020000", "BYMONTH=3;BYDAY=2SU", "20071104T020000", "BYMONTH=11;BYDAY=1SU"],
};
for (const [id, [std, dst, spring, springRule, autumn, autumnRule]] of Object.entries(zones)) {
  const text = `BEGIN:VTIMEZONE
TZID:${id}
BEGIN:DAYLIGHT
DTSTART:${spring}
TZOFFSETFROM:${std}
TZOFFSETTO:${dst}
RRULE:FREQ=YEARLY;${springRule}
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:${autumn}
TZOFFSETFROM:${dst}
TZOFFSETTO:${std}
RRULE:FREQ=YEARLY;${autumnRule}
END:STANDARD
END:VTIMEZONE`.replaceAll("\n", "\r\n");
  zones[id] = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text)));
}

const iso = (s) => s.replace(/^(....)(..)(..)T(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6");
const plain = (s) => s.replace(/[-:]/g, "");

const out = [];
for (const series of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const start = ICAL.Time.fromString(iso(series.start));
  if (series.all_day) start.isDate = true;
  else start.zone = zones[series.zone];
  const all = ICAL.Recur.fromString(series.rule).iterator(start);
  const found = [];
  for (let at = all.next(); at && found.length < series.limit; at = all.next()) {
    const day = at.year * 10000 + at.month * 100 + at.day;
    if (day > Number(series.horizon)) break;
    if (series.all_day) found.push([plain(at.toString()) + "T000000", ""]);
    else found.push([plain(at.toString()), plain(new Date(at.toUnixTime() * 1000).toISOString()).slice(0, 15) + "Z"]);
  }
  out.push(found);
}
process.stdout.write(JSON.stringify(out));
