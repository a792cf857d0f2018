import { beforeEach, expect, it } from 'vitest';
import { createDayTurn, type DayTurn } from '../server/day-turn.ts';
import { createCalendar } from '../shared/calendar.ts';
import type { LogEntry, RawEvent } from '../shared/event.ts';
import { DAY, MINUTE } from '../shared/time.ts';

const calendar = createCalendar();
const NOON = calendar.startOf('1405-09-09') + DAY / 2;

let now: number;
let passed: number;
let boardDay: string | undefined;
let telephones: number[];
let events: LogEntry[];
/** Days that stand beside the board's. */
let earlier: string[];
let turn: DayTurn;

function begin(hasTelephony: boolean): void {
  turn = createDayTurn({
    calendar,
    fold: {
      get board() {
        return { day: boardDay } as never;
      },
      daysAfter: (day) =>
        [...earlier, ...(boardDay === undefined ? [] : [boardDay])]
          .filter((one) => one > day)
          .map((one) => ({ day: one, nth: 1 })),
      nextDayStart: () => 1,
    },
    ledger: { byDay: (day) => events.filter(({ event }) => 'day' in event === false || event.day === day) },
    now: () => now,
    mono: () => passed,
    hasTelephony: () => hasTelephony,
    telephones: () => telephones,
  });
}
/** Time passes, looked at every ten seconds; answers what was due. */
function pass(ms: number): RawEvent[] {
  const due: RawEvent[] = [];
  for (const until = passed + ms; passed < until; passed += 10_000, now += 10_000) due.push(...turn.due());
  return due;
}
const idsOf = (due: RawEvent[]): string[] => due.map(({ id }) => id);

beforeEach(() => {
  [now, passed, boardDay, telephones, events, earlier] = [NOON, 0, '1405-09-07', [], [], []];
});

it('the very first day begins at once, and every midnight while the server runs, whatever telephone systems show', () => {
  boardDay = undefined;
  begin(true);
  telephones = [-40 * DAY];
  expect(idsOf(pass(10_000))).toEqual(['day/1405-09-09']);
  boardDay = '1405-09-09';
  expect(idsOf(pass(DAY))).toEqual(['day/1405-09-10']);
});

it('a start on another day waits for the telephone system’s time, a quarter of a minute at most', () => {
  begin(true);
  expect(pass(10_000)).toEqual([]);
  telephones = [30_000];
  expect(idsOf(pass(10_000))).toEqual(['day/1405-09-09']);
  begin(true);
  telephones = [];
  expect(idsOf(pass(MINUTE))).toEqual(['day/1405-09-09']);
});

it('a telephone system on an earlier day contradicts a clock that has just started, for ten minutes', () => {
  begin(true);
  telephones = [-2 * DAY];
  expect(pass(9 * MINUTE)).toEqual([]);
  expect(turn.doubt()).toMatchObject({ telephones: [expect.any(String)] });
  expect(idsOf(pass(2 * MINUTE))).toEqual(['day/1405-09-09']);
  expect(turn.doubt()).toBeUndefined();
});

it('a day ahead of the clock is withdrawn once it is sure: sooner where a telephone system agrees', () => {
  boardDay = '1405-09-11';
  begin(true);
  telephones = [1_000];
  expect(pass(20_000)).toEqual([]);
  expect(pass(MINUTE)).toEqual([
    expect.objectContaining({ type: 'day.withdrawn', id: 'day/1405-09-11/1/withdrawn', day: '1405-09-11', nth: 1 }),
  ]);
  begin(false);
  telephones = [];
  expect(pass(2 * MINUTE)).toEqual([]);
  expect(pass(MINUTE)).toHaveLength(1);
});

it('a day ahead of the clock stays where a telephone system shows it, others have reported it, or it is near', () => {
  boardDay = '1405-09-11';
  begin(true);
  telephones = [2 * DAY];
  expect(pass(10 * MINUTE)).toEqual([]);
  expect(turn.doubt()).toBeDefined();
  begin(false);
  telephones = [];
  events = [{ position: 1, event: { source: 'office' } as never }];
  expect(pass(10 * MINUTE)).toEqual([]);
  events = [];
  boardDay = '1405-09-10';
  now = calendar.startOf('1405-09-10') - 9 * MINUTE;
  begin(false);
  expect(pass(5 * MINUTE)).toEqual([]);
});

it.each([0, Date.parse('2019-03-01T00:00:00Z')])(
  'a clock from before this program was written (%i) starts no day, takes none back and is in doubt, until it is right',
  (wrong) => {
    now = wrong;
    begin(false);
    expect(pass(10 * MINUTE)).toEqual([]);
    expect(turn.doubt()).toMatchObject({ clock: expect.stringMatching(/^(?:1970|2019)/) as string });
    now = NOON;
    expect(idsOf(pass(10_000))).toEqual(['day/1405-09-09']);
    boardDay = '1405-09-09';
    expect(pass(MINUTE)).toEqual([]);
    expect(turn.doubt()).toBeUndefined();
  },
);

const ofDay = (day: string, source: string, type: string): LogEntry =>
  ({ position: 1, event: { source, type, day } }) as unknown as LogEntry;

it('days that only a clock far behind started are taken back once the clock is right', () => {
  earlier = ['1348-10-11', '1348-10-12'];
  boardDay = '1405-09-09';
  // Somebody signed in meanwhile: that has the time of the same clock.
  events = [ofDay('1348-10-11', 'office', 'account.created'), ofDay('1348-10-11', 'clock', 'alert.raised')];
  begin(true);
  expect(idsOf(pass(10 * MINUTE))).toEqual(['day/1348-10-11/1/withdrawn', 'day/1348-10-12/1/withdrawn']);
});

it.each([
  ['a call was reported', [ofDay('1405-08-20', 'pbx111', 'call.joined')]],
  ['a contact was registered', [ofDay('1405-08-20', 'office', 'contact.registered')]],
])('an early day stays where %s, and so does a row of days without a gap', (_what, known) => {
  earlier = ['1405-08-20'];
  boardDay = '1405-09-09';
  events = known;
  begin(true);
  expect(pass(10 * MINUTE)).toEqual([]);
  [earlier, events] = [['1405-09-07', '1405-09-08'], []];
  begin(true);
  expect(pass(10 * MINUTE)).toEqual([]);
});
