// What one visit adds to the counters of its queue, day and month.
import type { CallCounters } from '../../shared/board.ts';
import type { Visit } from './visit.ts';

/** Where each counter stands in a row of numbers. */
export const at = {
  offered: 0,
  waiting: 1,
  answered: 2,
  answeredInTarget: 3,
  abandoned: 4,
  abandonedInTarget: 5,
  timedOut: 6,
  leftByKey: 7,
  leftOtherwise: 8,
  lost: 9,
  missed: 10,
  completed: 11,
  talkUnknown: 12,
  waitUnknown: 13,
  waitSecondsAnswered: 14,
  waitSecondsAbandoned: 15,
  talkSeconds: 16,
  refused: 17,
  unheard: 18,
  abandonWaitUnknown: 19,
} as const satisfies Record<keyof CallCounters, number>;

/** The counters in the order of a row. */
export const callCounters = Object.keys(at) as (keyof CallCounters)[];

const bump = (row: Float64Array, index: number, amount: number): void => {
  row[index] = (row[index] ?? 0) + amount;
};

/** Adds `sign` times what a visit contributes; what was missed or refused is counted per call. */
export function contribute(row: Float64Array, visit: Visit, sign: 1 | -1): void {
  bump(row, at.offered, sign);
  const inTarget = visit.waited !== undefined && visit.waited <= visit.target;
  switch (visit.outcome) {
    case 'waiting':
      bump(row, at.waiting, sign);
      break;
    case 'answered':
      bump(row, at.answered, sign);
      if (inTarget) bump(row, at.answeredInTarget, sign);
      if (visit.waited === undefined) bump(row, at.waitUnknown, sign);
      else bump(row, at.waitSecondsAnswered, visit.waited * sign);
      if (visit.talk === 'completed') {
        bump(row, at.completed, sign);
        bump(row, at.talkSeconds, (visit.talked ?? 0) * sign);
      } else if (visit.talk === 'unknown') bump(row, at.talkUnknown, sign);
      break;
    case 'abandoned':
      bump(row, at.abandoned, sign);
      if (inTarget) bump(row, at.abandonedInTarget, sign);
      if (visit.waited === undefined) bump(row, at.abandonWaitUnknown, sign);
      bump(row, at.waitSecondsAbandoned, (visit.waited ?? 0) * sign);
      break;
    case 'timeout':
      bump(row, at.timedOut, sign);
      break;
    case 'key':
      bump(row, at.leftByKey, sign);
      break;
    case 'empty':
    case 'withdrawn':
    case 'other':
      bump(row, at.leftOtherwise, sign);
      break;
    case 'lost':
      bump(row, at.lost, sign);
      break;
  }
}

/**
 * The desks that missed a call: distinct (call, queue, desk), counted at the first visit to that queue in which it was
 * missed. Visits come in the order of their numbers.
 */
export function missedDesks(visits: readonly Visit[]): { visit: Visit; desk: string }[] {
  const list: { visit: Visit; desk: string }[] = [];
  for (const visit of visits)
    for (const desk of visit.missed)
      if (!list.some((one) => one.desk === desk && one.visit.queue === visit.queue)) list.push({ visit, desk });
  return list;
}
