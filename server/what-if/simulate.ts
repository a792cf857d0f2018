// A queue once more, with more desks, more time or shorter talks. Pure: the same record, scenario and draws give the same outcome.
import type { Scenario } from '../../shared/what-if.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';
import type { Draws } from './draws.ts';
import type { Outcome, QueueRecord } from './record.ts';

type Open = { free: number; until: number };

/** When the desks are there. A further desk works as long as those of the sitting; more time is given to these. */
function desksOf({ desks, planned }: QueueRecord, { desks: more, minutes }: Scenario, { begins }: Draws): Open[] {
  const longer = minutes * MINUTE;
  const open = desks.map(({ until, own }, n) => ({ free: begins[n] ?? 0, until: until + (own ? longer : 0) }));
  const own = open.filter((_, n) => desks[n]?.own === true);
  const free = own.length > 0 ? Math.min(...own.map((desk) => desk.free)) : planned.from;
  const until = own.length > 0 ? Math.max(...own.map((desk) => desk.until)) : planned.until + longer;
  return [...open, ...Array.from({ length: more }, () => ({ free, until }))];
}

/**
 * Callers are answered in the order of joining, by the desk that is free first. The n-th answer has the n-th talk and pause, whoever
 * asks: so a further desk, more time or shorter talks never let fewer be answered where the desks close together.
 */
export function simulate(record: QueueRecord, scenario: Scenario, draws: Draws): Outcome {
  const { callers, ring, planned } = record;
  const { talks, pauses, leaves } = draws;
  const limit = (scenario.talkLimit ?? Infinity) * SECOND;
  const desks = desksOf(record, scenario, draws);
  const closes = Math.max(planned.until + scenario.minutes * MINUTE, ...desks.map(({ until }) => until));
  let answered = 0;
  let gaveUp = 0;
  for (let n = 0; n < callers.length; n++) {
    const ready = (callers[n]?.joined ?? 0) + ring;
    let first: Open | undefined;
    for (const desk of desks)
      if (Math.max(desk.free, ready) <= desk.until && (first === undefined || desk.free < first.free)) first = desk;
    const gone = leaves[n] ?? Infinity;
    const start = first === undefined ? Infinity : Math.max(first.free, ready);
    if (first !== undefined && start <= gone) {
      first.free = start + Math.min(talks[answered] ?? 0, limit) + (pauses[answered] ?? 0);
      answered += 1;
    } else if (gone <= closes) gaveUp += 1;
  }
  return { answered, gaveUp, unreached: callers.length - answered - gaveUp };
}
