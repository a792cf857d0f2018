// Many simulations, and the range in which eight of ten of them lie.
import type { Range } from '../../shared/api/what-if.ts';
import type { Scenario } from '../../shared/what-if.ts';
import { createChance } from '../chance.ts';
import type { Pace } from '../reading/pace.ts';
import { draw } from './draws.ts';
import type { Outcome, QueueRecord } from './record.ts';
import { simulate } from './simulate.ts';

export const SIMULATIONS = 400;

export type Ranges = { [Count in keyof Outcome]: Range };

/** The same seed gives the same ranges, and the same callers, talks and pauses to every scenario. */
export async function rangesOf(
  record: QueueRecord,
  scenario: Scenario,
  seed: string,
  pace: Pick<Pace, 'turn' | 'isUsedUp'>,
): Promise<Ranges> {
  const outcomes: Outcome[] = [];
  await pace.turn();
  for (let n = 0; n < SIMULATIONS; n++) {
    outcomes.push(simulate(record, scenario, draw(record, createChance(n, seed))));
    if (pace.isUsedUp()) await pace.turn();
  }
  const range = (count: keyof Outcome): Range => rangeIn(outcomes.map((outcome) => outcome[count]));
  return { answered: range('answered'), gaveUp: range('gaveUp'), unreached: range('unreached') };
}

function rangeIn(values: number[]): Range {
  const ordered = values.toSorted((a, b) => a - b);
  const at = (share: number): number => ordered[Math.round(share * (ordered.length - 1))] ?? 0;
  return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}
