// The limits that a number is coloured by: a queue's own, else the province's.
import type { Board } from '../../shared/board.ts';
import { levelsOf, type Levels, type Rule } from '../../shared/rules.ts';
import type { ProfileOnWire } from '../../shared/wire.ts';

/** longestWait in seconds, serviceLevel in percent. */
export type WaitLimits = { waiting: Levels; longestWait: Levels; serviceLevel: Levels };

export function waitLimits(profile: ProfileOnWire, board: Pick<Board, 'thresholds'>, queue?: string): WaitLimits {
  const of = (rule: Rule): Levels => levelsOf(profile.thresholds, board.thresholds, rule, queue);
  return { waiting: of('waiting'), longestWait: of('longest-wait'), serviceLevel: of('service-level') };
}
