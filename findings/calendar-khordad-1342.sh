#!/usr/bin/env bash
# Tried: persian-date 1.1.0 and react-date-object 2.1.9 (the dates of react-multi-date-picker), day by day from 1925 to 2120, against
# ICU in Node (Intl, calendar persian) and against jalaali-js 2.0.1.
# Expected: the same date on each day; at least on the days of the last hundred years, whose calendars were printed.
# Seen: ICU and jalaali-js agree on all 71,588 days. The two others agree with each other and differ from them on 1,098: the whole
# years 1309 and 1342 (21 March 1930 and 1963 to the next Nowruz) are a day late, and in 2095 Nowruz is. 5 June 1963, which
# everybody in Iran knows as 15 Khordad 1342, is 14 Khordad there. The mode of persian-date that does so is its default and is called
# astronomical; its other one (algorithmic) has that day right.
# Why it matters: a birth date or a date of an old document is stored a day off, and looks right. Tests with dates of today pass.
# Needs Node 20 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" \
  persian-date@1.1.0 react-date-object@2.1.9 jalaali-js@2.0.1 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import { toJalaali } from 'jalaali-js';
import PersianDate from 'persian-date';
import DateObjectModule from 'react-date-object';
import persianModule from 'react-date-object/calendars/persian.js';

const DateObject = DateObjectModule.default ?? DateObjectModule;
const calendar = persianModule.default ?? persianModule;
const intl = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' });
function byIcu(date) {
  const parts = Object.fromEntries(intl.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${Number.parseInt(parts.year, 10)}/${parts.month}/${parts.day}`;
}
function byJalaali(date) {
  const { jy, jm, jd } = toJalaali(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  return `${jy}/${jm}/${jd}`;
}
const byPersianDate = (date, mode) => new PersianDate(date).toLeapYearMode(mode).toLocale('en').format('YYYY/M/D');
function byDateObject(date) {
  const { year, month, day } = new DateObject({ date, calendar });
  return `${year}/${month.number}/${day}`;
}

const wrong = {};
let days = 0;
for (let at = Date.UTC(1925, 0, 1, 12); at < Date.UTC(2121, 0, 1); at += 86_400_000) {
  const date = new Date(at);
  const truth = byIcu(date);
  days += 1;
  assert.equal(byJalaali(date), truth);
  assert.equal(byDateObject(date), byPersianDate(date, 'astronomical'));
  if (byDateObject(date) !== truth) wrong[date.getUTCFullYear()] = (wrong[date.getUTCFullYear()] ?? 0) + 1;
}
const known = new Date('1963-06-05T12:00:00Z');
const seen = {
  days,
  wrong,
  '1963-06-05': {
    icu: byIcu(known),
    jalaali: byJalaali(known),
    astronomical: byPersianDate(known, 'astronomical'),
    algorithmic: byPersianDate(known, 'algorithmic'),
    dateObject: byDateObject(known),
  },
};
console.log(JSON.stringify(seen, undefined, 1));
assert.equal(Object.values(wrong).reduce((sum, n) => sum + n, 0), 1_098);
assert.deepEqual(Object.keys(wrong), ['1930', '1931', '1963', '1964', '2095', '2096']);
assert.deepEqual(Object.values(seen['1963-06-05']), ['1342/3/15', '1342/3/15', '1342/3/14', '1342/3/15', '1342/3/14']);
console.log('ok: two libraries have the years 1309 and 1342 a day late');
EOF
cd "$dir" && TZ=UTC node finding.mjs
