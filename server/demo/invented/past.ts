// Forty-five days of a plausible past, and a year of imported months before them: all that a telephone system, a clerk and
// the server itself would have written into the log. Pure; the same seed gives the same past.
import { monthBefore, monthOf, type Calendar } from '../../../shared/calendar.ts';
import type { RawEvent } from '../../../shared/event.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../shared/time.ts';
import { CLOCK, OFFICE } from '../../door/own-sources.ts';
import type { NewEvent } from '../../log/intake.ts';
import { createChance } from '../../chance.ts';
import { isWorkingDay, weekdayOf } from './office-time.ts';
import { demoOfficials } from './officials.ts';
import { CLOSES, officeSittings, OPENS, planOf, type DemoSitting } from './timetable.ts';
import { CALLBACK_DAYS, callbacksOf } from './callbacks.ts';
import { callsOf, type PastCall } from './calls.ts';
import { caseOf, contactsOf, settledBy, type Decided } from './contacts.ts';
import { importedYear } from './imported-year.ts';

export const PAST_DAYS = 45;
/** Sittings are announced so long ahead. */
const AHEAD_DAYS = 9;
/** The name of the recorded telephone system. */
export const SYSTEM = 'pbx111';
/** Whose work the office's part is: the demo's own accounts. */
const [CLERK, SUPERVISOR] = ['clerk', 'supervisor'];
/**
 * The recording has ten times the calls of a real province. So the weekday that the demo shows is the public day, on which
 * most citizens call; the others keep the past small enough to be written at every start.
 */
const CALLS = { publicDay: 900, otherDay: 260 };
const CASES = { ofCalls: 0.22, ofOthers: 0.7 };
const SAMPLE = 5;

export type Written = { source: string; event: RawEvent };
type Parts = { now: number; seed: number; calendar: Calendar; agencies: Readonly<Record<string, { fa: string }>> };

/** In the order of time; nothing is later than `now`. */
export function demoPast({ now, seed, calendar, agencies }: Parts): Written[] {
  const today = calendar.dayOf(now);
  const noon = calendar.startOf(today) + DAY / 2;
  const dayOf = (n: number): string => calendar.dayOf(noon + n * DAY);
  const first = dayOf(-PAST_DAYS);
  const began = calendar.startOf(first);
  const written: Written[] = [];
  const put = (source: string, events: readonly RawEvent[]): void => {
    for (const event of events) if (event.at < now) written.push({ source, event });
  };
  const decide = (by: string | undefined, decided: readonly Decided[]): void =>
    put(
      OFFICE,
      decided.map(({ at, event }) => ({ ...event, at, by }) as RawEvent),
    );
  const once = (at: number, events: readonly NewEvent[]): Decided[] => events.map((event) => ({ at, event }));

  decide(SUPERVISOR, once(began + 7 * HOUR, demoOfficials.map(naming)));
  decide(SUPERVISOR, once(began + 8 * HOUR, importedYear(monthOf(first), seed)));
  decide(SUPERVISOR, once(began + 8.5 * HOUR, deadlines(first)));
  for (let n = -PAST_DAYS; n <= AHEAD_DAYS; n++) {
    const day = dayOf(n);
    const start = calendar.startOf(day);
    if (n <= 0) put(CLOCK, [{ type: 'day.started', id: `day/${day}`, at: start + SECOND, day }]);
    if (!isWorkingDay(day, calendar)) continue;
    const sittings = officeSittings(day, calendar);
    const announcedAt = Math.max(began + 9 * HOUR, start - AHEAD_DAYS * DAY - 15 * HOUR);
    decide(
      SUPERVISOR,
      once(
        announcedAt,
        sittings.map((one) => scheduled(one, agencies)),
      ),
    );
    if (n > 0) continue;

    const chance = createChance(seed, `calls ${day}`);
    const hours = { from: start + OPENS * HOUR, to: start + CLOSES * HOUR };
    const isPublicDay = weekdayOf(day, calendar) === weekdayOf(today, calendar);
    const calls = Math.round(CALLS[isPublicDay ? 'publicDay' : 'otherDay'] * (0.85 + chance.next() * 0.3));
    const until = now - MINUTE;
    const { reported, tagged, answered } = callsOf({ ...hours, calls, sittings, system: SYSTEM, until }, chance);
    put(SYSTEM, reported);
    decide(CLERK, tagged);
    if (n >= -CALLBACK_DAYS) {
      const callbacks = callbacksOf(reported, createChance(seed, `callbacks ${day}`));
      put(SYSTEM, callbacks.reported);
      decide(CLERK, callbacks.recorded);
    }
    put(
      CLOCK,
      sittings.flatMap((one) => courseOf(one, answered)),
    );

    const others = createChance(seed, `contacts ${day}`);
    const { contacts, events } = contactsOf({ ...hours, share: isPublicDay ? 1.6 : 1 }, others);
    decide(CLERK, events);
    const settled = createChance(seed, `settled ${day}`);
    for (const { id, endedAt, agency } of answered)
      if (agency !== undefined && others.is(CASES.ofCalls))
        decide(CLERK, caseOf({ call: id }, { at: endedAt, agency }, now, others));
      else decide(CLERK, settledBy(id, endedAt, now, settled));
    for (const { id, at, agency } of contacts)
      if (agency !== undefined && at < now && others.is(CASES.ofOthers))
        decide(CLERK, caseOf({ contact: id }, { at, agency }, now, others));
  }
  const month = monthOf(today);
  for (const [of, at] of [
    [monthBefore(month), calendar.startOf(`${month}-01`) + 9 * HOUR],
    [month, now - HOUR],
  ] as const) {
    const drawn = { type: 'verification.sampled', id: `verification/demo-${of}`, month: of, size: SAMPLE } as const;
    decide(SUPERVISOR, once(at, [{ ...drawn, seed: `demo${seed}${of.slice(5)}` }]));
  }
  return written.sort((a, b) => a.event.at - b.event.at);
}

/**
 * The demo has ten times the cases of a real province, so its limits of alerts are higher. Its recording has more calls in each
 * half-hour than its past has in a day: all topics would surge, so that rule is off.
 */
const deadlines = (from: string): NewEvent[] => [
  { type: 'deadline.set', id: 'deadline/demo-all', from, days: 10, count: 'saturdayToWednesday' },
  {
    type: 'deadline.set',
    id: 'deadline/demo-complaints',
    kind: 'complaint',
    from,
    days: 7,
    count: 'saturdayToWednesday',
  },
  ...(['cases-overdue', 'cases-due'] as const).flatMap((rule) =>
    (['watch', 'act'] as const).map((level): NewEvent => ({
      type: 'threshold.set',
      id: `threshold/demo-${rule}-${level}`,
      rule,
      level,
      limit: level === 'watch' ? 600 : 1_200,
    })),
  ),
  ...(['watch', 'act'] as const).map((level): NewEvent => ({
    type: 'threshold.set',
    id: `threshold/demo-topic-surge-${level}`,
    rule: 'topic-surge',
    level,
    limit: 0,
  })),
];

const naming = ({ id, name, title }: (typeof demoOfficials)[number]): NewEvent => ({
  type: 'official.named',
  id: `named/demo-${id}`,
  official: id,
  names: name,
  titles: title,
});

function scheduled(sitting: DemoSitting, agencies: Parts['agencies']): NewEvent {
  const { agency: _name, official, ...plan } = planOf(sitting, agencies);
  return {
    type: 'sitting.scheduled',
    id: `sitting/${sitting.id}/1`,
    sitting: sitting.id,
    version: 1,
    ...plan,
    official: { ...official, id: sitting.official.id },
    agency: sitting.official.agency,
  };
}

/** That a sitting opened, by its first answer, and closed, after its last. */
function courseOf({ id, official, from, to }: DemoSitting, answered: readonly PastCall[]): RawEvent[] {
  const own = answered.filter((one) => one.desk === official.desk && one.answeredAt >= from && one.answeredAt < to);
  const [first] = own;
  if (first === undefined) return [];
  const end = Math.max(to, ...own.map(({ endedAt }) => endedAt));
  return [
    { type: 'sitting.opened', id: `sitting/${id}/opened`, at: first.answeredAt, sitting: id },
    { type: 'sitting.closed', id: `sitting/${id}/closed`, at: end, sitting: id },
  ];
}
