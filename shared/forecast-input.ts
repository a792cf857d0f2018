// The pace of a sitting from the board, and its forecast: the same on server and screen.
import type { Board } from './board.ts';
import { isOnDuty } from './duty.ts';
import { secondsSince } from './elapsed.ts';
import { forecast, type Forecast, type Pace } from './forecast.ts';
import { LONGEST_TALK } from './talks.ts';

/** `lag`: how far `now` runs ahead of what is known of the telephone system (ms, see lagOf). Undefined for a sitting that is not on the board. */
export function paceOf(
  board: Pick<Board, 'sittings' | 'desks'>,
  id: string,
  now: number,
  { lag = 0, maxTalk }: { lag?: number; maxTalk?: number | undefined } = {},
): Pace | undefined {
  const sitting = board.sittings[id];
  if (!sitting) return undefined;
  const desks = Object.entries(board.desks).filter(([desk, { queue, state }]) =>
    sitting.desk === undefined ? queue === sitting.queue && isOnDuty(state) : desk === sitting.desk,
  );
  // A talk whose end was lost keeps no desk from taking the next caller.
  const elapsed = desks
    .flatMap(([, { call }]) => (call ? [secondsSince(call.answeredAt, now, lag)] : []))
    .filter((seconds) => seconds <= (maxTalk ?? LONGEST_TALK));
  return {
    waiting: sitting.waiting,
    // Object.values follows the numbers of the talks: integer keys stand in ascending order.
    talks: Object.values(sitting.lastTalks),
    span: ((sitting.lastEndAt ?? 0) - (sitting.firstAnswerAt ?? 0)) / 1000,
    completed: sitting.completed,
    elapsed,
    desks: Math.max(1, desks.length),
    secondsLeft: (sitting.to - now) / 1000,
    leaving: sitting.waitSeconds > 0 ? sitting.abandoned / sitting.waitSeconds : 0,
    ...(maxTalk !== undefined && { maxTalk }),
  };
}

/** A forecast from fewer talks is not shown: it would change with every talk. */
const LEAST_TALKS = 3;

/** What is foreseen of those who wait now; undefined while the pace is hardly known, before its time and after it. */
export function forecastFor(...asked: Parameters<typeof paceOf>): Forecast | undefined {
  const [board, id, now] = asked;
  const sitting = board.sittings[id];
  if (!sitting || sitting.cancelled || now < sitting.from || now >= sitting.to) return undefined;
  const pace = paceOf(...asked);
  return pace && pace.talks.length >= LEAST_TALKS ? forecast(pace) : undefined;
}

/** What would be: another end of the sitting, and so many desks more. */
export type WhatIf = { to?: number; moreDesks?: number };

/** The forecast of those who wait now if something were done; undefined where `forecastFor` is. */
export function forecastIf(
  { to, moreDesks = 0 }: WhatIf,
  board: Pick<Board, 'sittings' | 'desks'>,
  id: string,
  now: number,
  known: Parameters<typeof paceOf>[3] = {},
): Forecast | undefined {
  const sitting = board.sittings[id];
  if (!sitting || !forecastFor(board, id, now, known)) return undefined;
  const then = { ...board, sittings: { ...board.sittings, [id]: { ...sitting, to: to ?? sitting.to } } };
  const pace = paceOf(then, id, now, known);
  return pace && forecast({ ...pace, moreDesks });
}
