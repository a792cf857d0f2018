// Cases by the class of their deadline in the index: what is judged again when a day, a rule or a holiday changes.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStandings, standingNumbers, type Basis } from '../../server/contacts/case-standings.ts';
import { openContactIndex } from '../../server/contacts/contact-index.ts';
import { createContactSearch } from '../../server/contacts/contact-search.ts';
import { dayNumber } from '../../server/log/row.ts';
import { createPace } from '../../server/reading/pace.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { createWorkdays, type DeadlineRule } from '../../shared/deadlines.ts';
import { dayNamed, dayNumber as daysSince1970 } from '../../shared/jalali-day.ts';
import { dayCounts } from '../../shared/enums.ts';
import { randomRuns } from '../support/random-runs.ts';

const calendar = createCalendar();
const noLedger = { bySubjects: () => [] };
const FIRST = daysSince1970('1404-10-01') ?? 0;
const standingsOf = (holidays: Basis['holidays'], today = () => '1405-09-04') =>
  createStandings({ ledger: noLedger, workdays: createWorkdays(calendar, holidays), holidays, today });

const day = fc.integer({ min: 0, max: 400 }).map((n) => dayNamed(FIRST + n));
const word = fc.constantFrom(undefined, 'a', 'b');
const rule: fc.Arbitrary<DeadlineRule> = fc.record({
  kind: word,
  agency: word,
  from: day,
  days: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  count: fc.constantFrom(...dayCounts),
});
const judged = fc.record({
  kind: word,
  agency: word,
  referred: day.map(dayNumber),
  ended: fc.option(day.map(dayNumber), { nil: 0 }),
});

it('whatever day or rule changes, cases that were referred before the first day to be judged again stand as they did', () => {
  const { firstChanged, numberOf } = standingsOf({});
  fc.assert(
    fc.property(
      ...[fc.array(rule, { maxLength: 4 }), fc.array(rule, { maxLength: 2 }), fc.nat({ max: 4 })],
      ...[day, day, fc.array(judged, { maxLength: 60 })],
      (rules, more, place, before, now, cases) => {
        const old = { day: before, rules, holidays: {} };
        const fresh = { day: now, rules: rules.toSpliced(place, more.length > 1 ? 1 : 0, ...more), holidays: {} };
        const since = firstChanged(old, fresh);
        for (const one of cases)
          if (since === undefined || one.referred < dayNumber(since))
            expect(numberOf(one, fresh)).toBe(numberOf(one, old));
      },
    ),
    { numRuns: randomRuns(300) },
  );
});

it('a day that passes has few cases judged again, another holiday all of them, and nothing new none', () => {
  const { firstChanged } = standingsOf({});
  const rules: DeadlineRule[] = [{ from: '1390-01-01', days: 10, count: 'calendar' }];
  const old = { day: '1405-09-04', rules, holidays: {} };
  const since = firstChanged(old, { ...old, day: '1405-09-05' }) ?? '';
  expect(since < '1405-08-24' && since > '1405-07-01').toBe(true);
  const holidays = { '1405-08-25': { fa: 'تعطیل', en: 'Holiday' } };
  expect(firstChanged(old, { ...old, holidays })).toBe('0000-00-00');
  expect(firstChanged(undefined, old)).toBe('0000-00-00');
  expect(firstChanged(old, { ...old })).toBeUndefined();
});

it('open cases are late when their day has passed, also without an event, and open again when the clock was set back', async () => {
  let today = '1405-09-04';
  const at = calendar.startOf('1405-09-01');
  const rule = { type: 'deadline.set', id: 'r', at, from: '1405-09-01', days: 3, count: 'calendar' };
  const ledger = {
    bySubject: () => [],
    bySubjects: () => [{ position: 1, event: rule }],
    after: () => [],
    subjectsAfter: (after: number) =>
      [1, 2].filter((position) => position > after).map((position) => ({ position, subject: `contact/${position}` })),
  } as unknown as Parameters<typeof createContactSearch>[0]['ledger'] & typeof noLedger;
  const workdays = createWorkdays(calendar, {});
  const found = (subject: string) => ({
    row: { subject, day: '1405-09-01', channel: 'post', referred: true as const, ref: subject },
    referredAt: at,
    ...(subject === 'contact/2' && { endedAt: at }),
  });
  const search = createContactSearch({
    index: openContactIndex(undefined, 'test', () => false),
    rows: { ofSubject: found },
    ledger,
    calendar,
    position: () => 2,
    standings: createStandings({ ledger, workdays, holidays: {}, today: () => today }),
    pace: createPace(),
  });
  const counts = (): Promise<number[]> =>
    Promise.all(
      (['inTime', 'open', 'overdue'] as const).map((name) =>
        search.total({ values: { deadline: [standingNumbers[name]] } }),
      ),
    );
  expect(await counts()).toEqual([1, 1, 0]);
  today = '1405-09-05';
  expect(await counts()).toEqual([1, 0, 1]);
  today = '1405-09-03';
  expect(await counts()).toEqual([1, 1, 0]);
});
