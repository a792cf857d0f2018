#!/usr/bin/env bash
# Tried: @touch4it/ical-timezones 1.9.0, which ical-generator's manual (11.1.2) uses in its first example of a VTIMEZONE, with
# Asia/Tehran. One event at 09:00 Tehran time in June 2026, read by ical.js 2.2.1 and node-ical 0.27.2.
# Expected: both readers say 05:30 UTC: Iran has had no summer time since 2022 and is at +03:30 all year.
# Seen: the VTIMEZONE still has summer time, +04:30 from the third Sunday of March to the third Sunday of September (the Iranian rule
# was never one of Sundays). ical.js obeys it: 04:30 UTC, an hour early. node-ical knows the name and ignores the rule: 05:30. In
# December both agree. So the same file is right or wrong by reader and season.
# Why it matters: half of the year citizens come an hour early. Write UTC instants, without a zone, into a feed for Iran.
# Needs Node 20 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  @touch4it/ical-timezones@1.9.0 ical-generator@11.1.2 luxon@3.7.2 node-ical@0.27.2 ical.js@2.2.1 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import { getVtimezoneComponent } from '@touch4it/ical-timezones';
import ICAL from 'ical.js';
import ical from 'ical-generator';
import { DateTime } from 'luxon';
import nodeIcal from 'node-ical';

function read(local) {
  const start = DateTime.fromISO(local, { zone: 'Asia/Tehran' });
  const calendar = ical({ timezone: { name: 'Asia/Tehran', generator: getVtimezoneComponent } });
  calendar.createEvent({ id: 'sitting', summary: 'Sitting', start, timezone: 'Asia/Tehran' });
  const file = calendar.toString();
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent'));
  const byNodeIcal = Object.values(nodeIcal.sync.parseICS(file)).find((part) => part.type === 'VEVENT').start;
  const seen = {
    line: file.match(/^DTSTART;.*$/m)[0].trim(),
    truth: start.toUTC().toFormat('HH:mm'),
    icalJs: event.startDate.toJSDate().toISOString().slice(11, 16),
    nodeIcal: byNodeIcal.toISOString().slice(11, 16),
  };
  console.log(seen);
  return seen;
}
const june = read('2026-06-20T09:00');
const december = read('2026-12-20T09:00');
const rules = getVtimezoneComponent('Asia/Tehran').match(/^(TZOFFSETTO|RRULE).*$/gm).map((line) => line.trim());
console.log(rules.join(' '));

assert.deepEqual([june.truth, december.truth], ['05:30', '05:30'], 'this Node has other rules for Tehran');
assert.equal(december.icalJs, '05:30', 'ical.js reads the winter wrongly');
assert.deepEqual([june.nodeIcal, december.nodeIcal], ['05:30', '05:30'], 'node-ical follows the file now');
assert.ok(rules.includes('TZOFFSETTO:+0430'), 'the VTIMEZONE has no summer time any more');
assert.equal(june.icalJs, '04:30', 'ical.js reads the summer rightly now');
console.log('ok: one file, two readers, an hour apart in summer');
EOF
TZ=UTC node "$dir/finding.mjs"
