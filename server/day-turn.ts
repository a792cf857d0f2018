// Decides when the board's day turns, and when a turn is taken back, by events that every node derives alike (B1).
import type { Calendar } from '../shared/calendar.ts';
import type { RawEvent, StoredEvent } from '../shared/event.ts';
import { MINUTE } from '../shared/time.ts';
import type { Fold } from './board/fold-type.ts';
import { CLOCK } from './door/own-sources.ts';
import type { Ledger } from './ledger/ledger.ts';
import { strayDays, isAboutDay } from './stray-days.ts';

/** No clock of a running server is right before this: it was written later. */
const EARLIEST = Date.UTC(2026, 0, 1);
/** Smaller differences between telephone systems mean nothing for the day. */
const NEAR_MS = 5 * MINUTE;
/** After a start the day waits this long for the telephone systems' time. */
const WAITS_MS = 15_000;
/** How long telephone systems outweigh the clock of a machine that has just started; they may be wrong as well. */
const HEARD_MS = 10 * MINUTE;
/** A day that began too early by less is left as it is: it comes by itself. */
const SOON_MS = 10 * MINUTE;
/** How long the clock must be steady before a day is taken back; longer where nothing else shows the time. */
const SURE_MS = 20_000;
const ALONE_MS = 2 * MINUTE;
/** Events of a day that are looked at for one that is not our own clock's, at a time and in all. */
const LOOKED_AT = 50;
const LOOKED_AT_MOST = 1_000;

type Parts = {
  calendar: Calendar;
  fold: Pick<Fold, 'board' | 'daysAfter' | 'nextDayStart'>;
  ledger: Pick<Ledger, 'byDay'>;
  now: () => number;
  /** Ms that only ever grow. */
  mono: () => number;
  /** Whether any telephone system is configured. */
  hasTelephony: () => boolean;
  /** How far ahead of our clock each telephone system is whose time is known just now, ms. */
  telephones: () => readonly number[];
};

export type DayTurn = {
  /** Events to be put now; each is given once. */
  due: () => RawEvent[];
  /** Why the day does not follow the clock; undefined while it does. */
  doubt: () => { clock: string; telephones: string[] } | undefined;
};

export function createDayTurn({ calendar, fold, ledger, now, mono, hasTelephony, telephones }: Parts): DayTurn {
  const began = mono();
  const firstDay = calendar.dayOf(now());
  const put = new Set<string>();
  let earlySince: number | undefined;
  let isDoubtful = false;
  /** The days that were last looked through for strays. */
  let lookedThrough = '';

  const once = (events: RawEvent[]): RawEvent[] => events.filter(({ id }) => !put.has(id) && put.add(id));
  /** Days that telephone systems show whose time differs from ours by more than a trifle. */
  const otherDays = (): string[] =>
    telephones()
      .filter((ahead) => Math.abs(ahead) > NEAR_MS)
      .map((ahead) => calendar.dayOf(now() + ahead));
  const isAlone = (): boolean => telephones().length === 0;

  const start = (day: string): RawEvent[] => {
    const nth = fold.nextDayStart(day);
    const id = nth === 1 ? `day/${day}` : `day/${day}/${nth}`;
    return once([{ type: 'day.started', id, at: now(), day, ...(nth > 1 && { nth }) }]);
  };

  const forward = (day: string, from: string | undefined): RawEvent[] => {
    // Midnight came while we ran: nothing leapt, and that is enough.
    if (from === undefined || day !== firstDay) {
      isDoubtful = false;
      return start(day);
    }
    if (hasTelephony() && isAlone() && mono() - began < WAITS_MS) return [];
    const others = otherDays();
    isDoubtful =
      mono() - began < HEARD_MS &&
      others.length > 0 &&
      others.length === telephones().length &&
      others.every((other) => other < day);
    return isDoubtful ? [] : start(day);
  };

  /** Whether another source has reported the day: then it is our clock that is behind. */
  const isKnown = (day: string, tells: (event: StoredEvent) => boolean): boolean => {
    for (let [after, read] = [0, 0]; read < LOOKED_AT_MOST; read += LOOKED_AT) {
      const page = ledger.byDay(day, after, LOOKED_AT);
      if (page.some(({ event }) => tells(event))) return true;
      if (page.length < LOOKED_AT) return false;
      after = page.at(-1)?.position ?? after;
    }
    return true;
  };

  /** Looked for once in each set of days. */
  const strays = (): RawEvent[] => {
    const days = fold.daysAfter('');
    const those = days.map(({ day, nth }) => `${day}/${nth}`).join();
    if (those === lookedThrough) return [];
    lookedThrough = those;
    return withdrawals(strayDays({ days, calendar, isKnownToOthers: (day) => isKnown(day, isAboutDay) }));
  };

  const withdrawals = (days: readonly { day: string; nth: number }[]): RawEvent[] =>
    once(
      days.map(({ day, nth }) => ({
        type: 'day.withdrawn' as const,
        id: `day/${day}/${nth}/withdrawn`,
        at: now(),
        day,
        nth,
      })),
    );

  const back = (day: string, from: string): RawEvent[] => {
    if (calendar.startOf(from) - now() < SOON_MS) return [];
    if (hasTelephony() && isAlone() && mono() - began < ALONE_MS) return [];
    const speakAgainst = isAlone()
      ? isKnown(from, ({ source }) => source !== CLOCK)
      : telephones().some((ahead) => calendar.dayOf(now() + ahead) >= from);
    isDoubtful = speakAgainst;
    earlySince = speakAgainst ? undefined : (earlySince ?? mono());
    if (earlySince === undefined || mono() - earlySince < (isAlone() ? ALONE_MS : SURE_MS)) return [];
    return withdrawals(fold.daysAfter(day));
  };

  return {
    due() {
      if (now() < EARLIEST) {
        isDoubtful = true;
        return [];
      }
      const day = calendar.dayOf(now());
      const from = fold.board.day;
      if (from === undefined || day >= from) earlySince = undefined;
      if (from === day) isDoubtful = false;
      if (from === undefined || day > from) return forward(day, from);
      return day < from ? back(day, from) : strays();
    },
    doubt: () =>
      isDoubtful
        ? {
            clock: new Date(now()).toISOString(),
            telephones: telephones().map((ahead) => new Date(now() + ahead).toISOString()),
          }
        : undefined,
  };
}
