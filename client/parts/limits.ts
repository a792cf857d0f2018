// The limits that a number is coloured by: a queue's own, else the province's.
import type { Board } from '../../shared/board.ts';
import { levelsOf, type Levels } from '../../shared/rules.ts';
import type { ProfileOnWire } from '../../shared/wire.ts';

/** longestWait in seconds. */
export type WaitLimits = { waiting: Levels; longestWait: Levels };

export function waitLimits(profile: ProfileOnWire, board: Pick<Board, 'thresholds'>, queue?: string): WaitLimits {
  const of = (rule: 'waiting' | 'longest-wait'): Levels => levelsOf(profile.thresholds, board.thresholds, rule, queue);
  return { waiting: of('waiting'), longestWait: of('longest-wait') };
}
