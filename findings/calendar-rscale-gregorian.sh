#!/usr/bin/env bash
# Tried: a calendar with two events: one each year on the thirteenth of the first month of the Persian calendar, as RFC 7529 writes that
# (RRULE:RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=13), from 2 April 2025 on, and one that is not repeated. ical.js 2.2.1 and
# node-ical 0.27.2 read it; then the same with SKIP=FORWARD in the rule, which says what becomes of days that a year does not have.
# Expected: 2 April, in some years the first; or no repetition, or a message, where a reader knows only the Gregorian calendar.
# Seen: both repeat it on 13 January, without a word. With RSCALE anywhere else in the rule node-ical keeps it, and says 13 January too.
# With SKIP, node-ical's whole file fails, the other event included: it takes RSCALE out where that stands first, and then the rule is
# refused because "SKIP MUST NOT be present unless RSCALE is present". RSCALE=GREGORIAN with SKIP fails alike.
# Why it matters: an office that publishes what returns by the Jalali year (a day of its session, the thirteenth of Farvardin) can name it
# by no rule: readers show other days, or nothing of the calendar. Each day has to be written out as an event of its own.
# Needs Node 22, or 24 and newer, and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" ical.js@2.2.1 node-ical@0.27.2 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const fileWith = (rule) =>
  [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//finding//EN'],
    ...['BEGIN:VEVENT', 'UID:yearly', 'DTSTAMP:20250101T000000Z', 'DTSTART;VALUE=DATE:20250402', `RRULE:${rule}`, 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'UID:once', 'DTSTAMP:20250101T000000Z', 'DTSTART;VALUE=DATE:20250402', 'END:VEVENT'],
    ...['END:VCALENDAR', ''],
  ].join('\r\n');
const persian = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const isMeant = (day) => persian.format(new Date(`${day}T00:00:00Z`)) === persian.format(Date.UTC(2025, 3, 2));

function byIcalJs(rule) {
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(fileWith(rule))).getFirstSubcomponent('vevent'));
  const [days, next] = [[], event.iterator()];
  for (let day = next.next(); day; day = next.next()) days.push(day.toString());
  return days;
}
function byNodeIcal(rule) {
  const events = Object.values(nodeIcal.sync.parseICS(fileWith(rule))).filter(({ type }) => type === 'VEVENT');
  assert.equal(events.length, 2);
  return events.find(({ uid }) => uid === 'yearly').rrule.all().map((day) => day.toISOString().slice(0, 10));
}

const rest = 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=13;COUNT=3';
assert.ok(isMeant('2026-04-02') && isMeant('2027-04-02') && !isMeant('2026-01-13'), 'the Persian calendar is another one');
for (const rule of [`RSCALE=PERSIAN;${rest}`, `FREQ=YEARLY;RSCALE=PERSIAN;${rest.slice(12)}`])
  for (const [reader, read] of Object.entries({ 'ical.js': byIcalJs, 'node-ical': byNodeIcal })) {
    const days = read(rule);
    console.log(`${reader}: ${rule} → ${days.join(', ')}`);
    assert.deepEqual(days, ['2026-01-13', '2027-01-13', '2028-01-13'], `${reader} repeats it on other days now`);
  }
for (const rule of [`RSCALE=PERSIAN;${rest};SKIP=FORWARD`, 'RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD;COUNT=3'])
  assert.throws(() => byNodeIcal(rule), (error) => {
    console.log(`node-ical: ${rule} → ${error.message}`);
    return /SKIP MUST NOT be present unless RSCALE is present/.test(error.message);
  }, 'node-ical reads the file now');
assert.equal(byIcalJs('RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD;COUNT=3').length, 3);
console.log('ok: both count Persian months as Gregorian ones, and node-ical refuses a file with SKIP');
EOF
node "$dir/finding.mjs"
