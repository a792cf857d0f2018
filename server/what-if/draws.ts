// What is unknown of a queue, drawn from what was observed in it. Each simulation first draws how often each observation counts
// (the Bayesian bootstrap of Rubin): so the range is also as wide as the few observations make it. Pure.
import { SECOND } from '../../shared/time.ts';
import type { Chance } from '../chance.ts';
import { firstWhere, survivalOf, type Span } from './survival.ts';
import type { QueueRecord } from './record.ts';

/** Of one simulation, whatever scenario it is used for. By caller: when each leaves; by number of the answer: talk and pause. */
export type Draws = {
  leaves: Float64Array;
  talks: Float64Array;
  pauses: Float64Array;
  /** By desk: when it takes its first caller. */
  begins: Float64Array;
};

/** From the end of a talk to the next answer where no pause was observed: the bell rings, the official picks up. */
const USUAL_PAUSE = 6 * SECOND;

/** As many supposed callers stand beside those of the record. */
const SUPPOSED = 4;

export function draw(record: QueueRecord, chance: Chance): Draws {
  const { callers, pool, talks: known } = record;
  const { next } = chance;
  const weight = (): number => -Math.log(1 - next());
  const patience = survivalOf([...pool.patience, ...supposed(pool.patience, next)], weight);
  const talk = survivalOf(pool.talks, weight);
  const pause = sampler(pool.pauses.length > 0 ? pool.pauses : [USUAL_PAUSE], next);

  const leaves = Float64Array.from(callers, ({ joined, lasted, ended }) => {
    const drawn = patience.beyond(lasted, next());
    return joined + (ended ? lasted : Math.min(drawn, Math.max(record.longestWait, lasted)));
  });
  const talks = new Float64Array(callers.length);
  const pauses = new Float64Array(callers.length);
  for (let n = 0; n < callers.length; n++) {
    // Drawn even where it is known, so that what is drawn next does not depend on that.
    const [drawnTalk, drawnPause] = [talk.beyond(0, next()), pause()];
    talks[n] = known[n]?.length ?? drawnTalk;
    pauses[n] = known[n]?.pause ?? drawnPause;
  }
  const begins = Float64Array.from(record.desks, ({ from, talkedFor, pausesFirst }) => {
    if (talkedFor === undefined) return from + (pausesFirst === true ? pause() : 0);
    return from + talk.beyond(talkedFor, next()) - talkedFor + pause();
  });
  return { leaves, talks, pauses, begins };
}

/** Few hang up, and none after just that time; callers who leave at the mean rate of all stand for what was not seen. */
function supposed(seen: readonly Span[], next: () => number): Span[] {
  const ends = seen.filter(({ ended }) => ended).length;
  const exposed = seen.reduce((sum, { lasted }) => sum + lasted, 0);
  // Jeffreys' half: also where nobody hung up yet, somebody may.
  const mean = exposed / (ends + 0.5);
  return Array.from({ length: SUPPOSED }, () => ({ lasted: -Math.log(1 - next()) * mean, ended: true }));
}

/** Draws from values, each of which counts as often as chance decides once. */
function sampler(values: readonly number[], next: () => number): () => number {
  const sums = new Float64Array(values.length);
  let sum = 0;
  for (let n = 0; n < values.length; n++) sums[n] = sum -= Math.log(1 - next());
  return () => {
    const wanted = next() * sum;
    return (
      values[
        Math.min(
          values.length - 1,
          firstWhere(values.length, (n) => (sums[n] ?? 0) > wanted),
        )
      ] ?? 0
    );
  };
}
