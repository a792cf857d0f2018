#!/usr/bin/env bash
# Tried: ical-generator 11.1.2 writes an event whose place is a Windows share, \\srv\neka\room2, and whose title stands in quotation marks,
# "ساری". ical.js 2.2.1 and node-ical 0.27.2 read it. The file is right: RFC 5545, 3.3.11, writes each backslash as two, and quotation
# marks in a value of the type TEXT as they are.
# Expected: both read what was written.
# Seen: ical.js does. node-ical reads the place as \\srv\ + a line break + eka\room2, and the title without its quotation marks. It
# undoes escapes one kind after the other over the whole text, line breaks before backslashes, so the second half of an escaped backslash
# and the letter n behind it are a line break; and it takes quotation marks around a value for those of a parameter. \srv\sari comes out whole.
# Why it matters: paths and names are damaged only where a part begins with n or N, so a test with any other name passes; who compares
# what they published with what node-ical reads looks for the fault in the writer.
# Needs Node 22, or 24 and newer, and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" ical-generator@11.1.2 ical.js@2.2.1 node-ical@0.27.2 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import ical from 'ical-generator';
import nodeIcal from 'node-ical';

const start = new Date('2026-11-25T04:30:00Z');
const places = [String.raw`\\srv\neka\room2`, String.raw`\\srv\sari\room2`];
const calendar = ical();
for (const location of places) calendar.createEvent({ id: location, start, end: start, summary: '"ساری"', location });
const file = calendar.toString();
assert.ok(file.includes(String.raw`LOCATION:\\\\srv\\neka\\room2`), 'ical-generator escapes otherwise now');
assert.ok(file.includes('SUMMARY:"ساری"'), 'ical-generator writes quotation marks otherwise now');

const byIcalJs = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((vevent) => new ICAL.Event(vevent));
const byNodeIcal = Object.values(nodeIcal.sync.parseICS(file)).filter(({ type }) => type === 'VEVENT');
for (const [reader, events] of Object.entries({ 'ical.js': byIcalJs, 'node-ical': byNodeIcal }))
  for (const { summary, location } of events) console.log(`${reader}: ${JSON.stringify(summary)} at ${JSON.stringify(location)}`);

assert.deepEqual(byIcalJs.map(({ location }) => location), places, 'ical.js reads another place');
assert.equal(byIcalJs[0].summary, '"ساری"', 'ical.js reads another title');
assert.deepEqual(byNodeIcal.map(({ location }) => location), ['\\\\srv\\\neka\\room2', places[1]], 'node-ical reads another place now');
assert.equal(byNodeIcal[0].summary, 'ساری', 'node-ical keeps quotation marks now');
console.log('ok: node-ical makes a line break of an escaped backslash before an n, and takes quotation marks off');
EOF
node "$dir/finding.mjs"
