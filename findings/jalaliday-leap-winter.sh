#!/usr/bin/env bash
# Tried: jalaliday 3.1.1, the Persian calendar of Day.js (1.11.23), day by day from 2020 to 2032, against ICU in Node (Intl, calendar
# persian) and against date-fns-jalali 4.4.0-0.
# Expected: the same date on each day. Libraries for this calendar may differ at the turn of a Persian leap year, if at all.
# Seen: ICU and date-fns-jalali agree on all days. jalaliday is a day ahead throughout January and February of each Gregorian leap
# year (240 days: 2020, 2024, 2028, 2032) and right on all others: 29 February and 1 March 2024 are both 11 Esfand 1402.
# Why it matters: tests written in any other month or year pass. From Dey to Esfand of 1406 calls will be booked on the next day, and
# two days of Esfand in one.
# Needs Node 20 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" dayjs@1.11.23 jalaliday@3.1.1 date-fns-jalali@4.4.0-0 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import { format } from 'date-fns-jalali';
import dayjs from 'dayjs';
import jalaliday from 'jalaliday/dayjs';

dayjs.extend(jalaliday);
const intl = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' });
function byIcu(date) {
  const parts = Object.fromEntries(intl.formatToParts(date).map((part) => [part.type, part.value]));
  return `${Number.parseInt(parts.year, 10)}/${parts.month}/${parts.day}`;
}
const byJalaliday = (date) => dayjs(date).calendar('jalali').format('YYYY/MM/DD');

const wrong = {};
let others = 0;
for (let at = Date.UTC(2020, 0, 1, 12); at < Date.UTC(2033, 0, 1); at += 86_400_000) {
  const date = new Date(at);
  if (format(date, 'yyyy/MM/dd') !== byIcu(date)) others += 1;
  if (byJalaliday(date) !== byIcu(date)) wrong[date.toISOString().slice(0, 7)] = (wrong[date.toISOString().slice(0, 7)] ?? 0) + 1;
}
for (const day of ['2024-02-28', '2024-02-29', '2024-03-01']) {
  const date = new Date(`${day}T12:00:00Z`);
  console.log(`${day}: jalaliday ${byJalaliday(date)}, ICU ${byIcu(date)}`);
}
console.log('days on which jalaliday differs, by month:', wrong);
console.log(`days on which date-fns-jalali differs: ${others}`);

assert.equal(others, 0, 'date-fns-jalali and ICU do not agree');
const months = Object.fromEntries([2020, 2024, 2028, 2032].flatMap((year) => [[`${year}-01`, 31], [`${year}-02`, 29]]));
assert.deepEqual(wrong, months, 'jalaliday differs on other days now');
console.log('ok: jalaliday is a day ahead in January and February of leap years');
EOF
TZ=UTC node "$dir/finding.mjs"
