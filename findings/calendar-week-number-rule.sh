#!/usr/bin/env bash
# Tried: ical.js 2.2.1 on RFC 5545's own example of a week number, the Monday of week 20 each year: FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO
# from 12 May 1997; and on the same rule without BYDAY.
# Expected: the RFC's list, one Monday a year (12 May 1997, 11 May 1998, 17 May 1999), or an error that BYWEEKNO is not supported.
# Seen: no error; 19 May, 26 May and 2 June 1997: each Monday, and the first day itself is missing. Without BYDAY there is not one day.
# rrule 2.8.1 gives the RFC's list for the first rule, and each day of week 20 for the second.
# Why it matters: a yearly entry in a calendar of closed days silently becomes a weekly one, or vanishes.
# Needs npm.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"; echo '{"type":"module"}' > package.json
npm install --silent --no-audit --no-fund ical.js@2.2.1 rrule@2.8.1 > /dev/null
cat > try.js <<'E'
import ICAL from 'ical.js';
import rrule from 'rrule';
for (const rule of ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', 'FREQ=YEARLY;BYWEEKNO=20']) {
  const days = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString('1997-05-12'));
  const seen = [];
  for (let day; seen.length < 3 && (day = days.next()); ) seen.push(day.toString());
  const other = rrule.rrulestr(`DTSTART:19970512T000000Z\nRRULE:${rule}`).all((_, i) => i < 3).map((d) => d.toISOString().slice(0, 10));
  console.log(`${rule} ical.js: ${seen.join(' ')} rrule: ${other.join(' ')}`);
}
E
node try.js | tee seen
line() { grep -qxF "$1" seen || { echo "FAIL: $2" >&2; exit 1; }; }
line 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO ical.js: 1997-05-19 1997-05-26 1997-06-02 rrule: 1997-05-12 1998-05-11 1999-05-17' \
  "ical.js or rrule reads BYWEEKNO with BYDAY in another way now"
line 'FREQ=YEARLY;BYWEEKNO=20 ical.js:  rrule: 1997-05-12 1997-05-13 1997-05-14' "ical.js or rrule reads BYWEEKNO alone in another way now"
echo "ok: ical.js turns the Monday of week 20 into every Monday, and week 20 alone into no day"
