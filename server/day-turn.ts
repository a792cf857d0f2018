// Decides when the board's day turns, and when a turn is taken back, by events that every node derives alike (B1).
import type { Calendar } from '../shared/calendar.ts';
import type { RawEvent } from '../shared/event.ts';
import type { Fold } from './board/fold-type.ts';
import { CLOCK } from './door/own-sources.ts';
import type { Ledger } from './ledger/ledger.ts';

/** Smaller differences between telephone systems mean nothing for the day. */
const NEAR_MS = 5 * 60_000;
/** After a start the day waits this long for the telephone systems' time. */
const WAITS_MS = 15_000;
/** How long telephone systems outweigh the clock of a machine that has just started; they may be wrong as well. */
const HEARD_MS = 10 * 60_000;
/** A day that began too early by less is left as it is: it comes by itself. */
const SOON_MS = 10 * 60_000;
/** How long the clock must be steady before a day is taken back; longer where nothing else shows the time. */
const SURE_MS = 20_000;
const ALONE_MS = 120_000;
/** Events of a day that are looked at for one that is not our own clock's. */
const LOOKED_AT = 50;

type Parts = {
  calendar: Calendar;
  fold: Pick<Fold, 'board' | 'daysAfter' | 'nextDayStart'>;
  ledger: Pick<Ledger, 'byDay'>;
  now: () => number;
  /** Ms that only ever grow. */
  mono: () => number;
  /** Whether any telephone system is configured. */
  hasTelephony: boolean;
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
    if (hasTelephony && isAlone() && mono() - began < WAITS_MS) return [];
    const others = otherDays();
    isDoubtful =
      mono() - began < HEARD_MS &&
      others.length > 0 &&
      others.length === telephones().length &&
      others.every((other) => other < day);
    return isDoubtful ? [] : start(day);
  };

  /** Whether another source has reported the day: then it is our clock that is behind. */
  const isKnownToOthers = (day: string): boolean =>
    ledger.byDay(day, 0, LOOKED_AT).some(({ event }) => event.source !== CLOCK);

  const back = (day: string, from: string): RawEvent[] => {
    if (calendar.startOf(from) - now() < SOON_MS) return [];
    if (hasTelephony && isAlone() && mono() - began < ALONE_MS) return [];
    const speakAgainst = isAlone()
      ? isKnownToOthers(from)
      : telephones().some((ahead) => calendar.dayOf(now() + ahead) >= from);
    isDoubtful = speakAgainst;
    earlySince = speakAgainst ? undefined : (earlySince ?? mono());
    if (earlySince === undefined || mono() - earlySince < (isAlone() ? ALONE_MS : SURE_MS)) return [];
    return once(
      fold.daysAfter(day).map(({ day: wrong, nth }) => ({
        type: 'day.withdrawn' as const,
        id: `day/${wrong}/${nth}/withdrawn`,
        at: now(),
        day: wrong,
        nth,
      })),
    );
  };

  return {
    due() {
      const day = calendar.dayOf(now());
      const from = fold.board.day;
      if (from === undefined || day >= from) earlySince = undefined;
      if (from === day) isDoubtful = false;
      if (from === undefined || day > from) return forward(day, from);
      return day < from ? back(day, from) : [];
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
