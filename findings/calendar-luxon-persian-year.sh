#!/usr/bin/env bash
# Tried: Luxon 3.7.2 and ical-generator 11.1.2, in a program that shows Persian dates: Settings.defaultOutputCalendar = 'persian', the
# setting for what is shown to people. A sitting on 20 June 2026, 09:00 in Tehran, is put into a calendar feed; node-ical 0.27.2 and
# ical.js 2.2.1 read the feed.
# Expected: DTSTART:20260620T053000Z; a calendar file knows no other calendar, and the instant itself is the same with and without the
# setting.
# Seen: DTSTART:14050330T053000Z, the Persian year, month and day in the place of the Gregorian ones, since ical-generator asks Luxon
# for toFormat('yyyyMMdd'). It is a valid date of the year 1405 AD: no reader complains, and the sitting lies 621 years back. A native
# Date in the same event stays right, so one event can begin in 1405 and end in 2026.
# Why it matters: citizens' calendars are empty of sittings without an error anywhere. Hand over dates, not Luxon's objects.
# Needs Node 20 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" luxon@3.7.2 ical-generator@11.1.2 node-ical@0.27.2 ical.js@2.2.1 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import ical from 'ical-generator';
import { DateTime, Settings } from 'luxon';
import nodeIcal from 'node-ical';

Settings.defaultOutputCalendar = 'persian';
const start = DateTime.fromISO('2026-06-20T09:00', { zone: 'Asia/Tehran' });
const calendar = ical();
calendar.createEvent({ id: 'sitting', summary: 'Sitting', start, end: start.plus({ hours: 1 }).toJSDate(), stamp: start.toJSDate() });
const file = calendar.toString();

const lines = file.match(/^DT(START|END).*$/gm).map((line) => line.trim());
console.log(`Luxon's instant: ${start.toUTC().toISO()}`);
console.log(lines.join('\n'));
const byNodeIcal = Object.values(nodeIcal.sync.parseICS(file)).find((part) => part.type === 'VEVENT').start.toISOString();
const vevent = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent');
const byIcalJs = new ICAL.Event(vevent).startDate.toJSDate().toISOString();
console.log(`read by node-ical: ${byNodeIcal}, by ical.js: ${byIcalJs}`);

assert.equal(start.toUTC().toISO(), '2026-06-20T05:30:00.000Z', 'the instant itself is another');
assert.deepEqual(lines, ['DTSTART:14050330T053000Z', 'DTEND:20260620T063000Z'], 'the feed is written otherwise now');
assert.equal(byNodeIcal, '1405-03-30T05:30:00.000Z', 'node-ical reads another start now');
assert.equal(byIcalJs, '1405-03-30T05:30:00.000Z', 'ical.js reads another start now');
console.log('ok: the sitting begins in the year 1405 AD, and no reader reports an error');
EOF
TZ=UTC node "$dir/finding.mjs"
