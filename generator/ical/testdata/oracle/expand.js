// Expands .ics files with ical.js, by the VTIMEZONEs that they hold themselves.
// In: [[path, first day, last day], ...] as JSON on standard input. Out: {path: [[uid, start], ...] or a complaint}.
"use strict";
const fs = require("fs");
let ICAL;
try {
  ICAL = require("ical.js");
} catch (error) {
  process.exit(3);
}
ICAL = ICAL.default || ICAL;

function key(t) {
  return t.isDate ? t.toString() : t.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function expand(path, first, last) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(path, "utf8")));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const from = Date.parse(first + "T00:00:00Z"), to = Date.parse(last + "T00:00:00Z");
  const within = t => { const ms = Date.parse(key(t).slice(0, 19) + (t.isDate ? "T00:00:00Z" : "Z")); return ms >= from && ms < to; };
  const masters = new Map(), changed = [];
  const out = [];
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component, { strictExceptions: true, exceptions: [] });
    if (event.isRecurrenceException()) changed.push(event);
    else masters.set(event.uid, event);
  }
  for (const event of changed) masters.get(event.uid).relateException(event);
  for (const [uid, event] of masters) {
    if (!event.isRecurring()) {
      if (within(event.startDate)) out.push([uid, key(event.startDate)]);
      continue;
    }
    const all = event.iterator();
    for (let next = all.next(), i = 0; next && i < 20000; next = all.next(), i++) {
      const details = event.getOccurrenceDetails(next);
      if (!within(next) && Date.parse(next.toString().slice(0, 10)) > to + 400 * 864e5) break;
      if (within(details.startDate)) out.push([uid, key(details.startDate)]);
    }
  }
  return out;
}

const result = {};
for (const [path, first, last] of JSON.parse(fs.readFileSync(0, "utf8"))) {
  try {
    result[path] = expand(path, first, last);
  } catch (error) {
    result[path] = String(error.stack || error).slice(0, 400);
  }
}
process.stdout.write(JSON.stringify(result));
