// A stretch of time at a glance, for the bar of a replay: how many waited, and what happened when.
import type { ReplaySurvey } from '../../shared/api/replay.ts';
import type { LogEntry } from '../../shared/event.ts';
import type { LinkChange } from '../ledger/link-changes.ts';
import { gapsWithin, linkGaps } from '../ledger/link-gaps.ts';
import type { Moments } from './moments.ts';

/** Points of the curve. */
const POINTS = 240;
/** Events between two looks at the board within a point. */
const LOOK_EVERY = 40;

export async function survey(
  moments: Moments,
  changes: readonly LinkChange[],
  from: number,
  to: number,
): Promise<ReplaySurvey> {
  const fold = await moments.foldTo(moments.positionAt(from));
  const every = (to - from) / POINTS;
  const waiting = new Array<number>(POINTS).fill(0);
  const found: Pick<ReplaySurvey, 'alerts' | 'sittings'> = { alerts: [], sittings: [] };
  let point = 0;
  let sinceLook = 0;
  let now = fold.board.now.waiting;

  const look = (): void => {
    now = fold.board.now.waiting;
    waiting[point] = Math.max(waiting[point] ?? 0, now);
    sinceLook = 0;
  };
  /** What stood when a point began also stood in it. */
  const goTo = (at: number): void => {
    const reached = Math.min(POINTS - 1, Math.floor((at - from) / every));
    if (reached <= point) return;
    look();
    while (point < reached) waiting[++point] = now;
  };
  const mark = ({ event }: LogEntry): void => {
    const { at } = event;
    switch (event.type) {
      case 'alert.raised':
        found.alerts.push({ at, rule: event.rule, subject: event.subject, level: event.level });
        break;
      case 'sitting.opened':
      case 'sitting.closed': {
        const name = fold.sitting(event.sitting)?.official.name;
        const opens = event.type === 'sitting.opened';
        found.sittings.push({ at, sitting: event.sitting, opens, ...(name !== undefined && { name }) });
        break;
      }
      default:
        break;
    }
  };

  look();
  const upTo = moments.positionAt(to);
  await moments.advance(fold, upTo, (entry) => {
    goTo(entry.event.recordedAt);
    if (++sinceLook >= LOOK_EVERY) look();
    mark(entry);
  });
  goTo(to);
  look();
  return { from, to, waiting, ...found, gaps: gapsKnown(changes, upTo, from, to) };
}

/** When nobody listened to a system that is followed, as was known at a position. */
export const gapsKnown = (
  changes: readonly LinkChange[],
  position: number,
  from: number,
  to: number,
): ReplaySurvey['gaps'] =>
  gapsWithin(linkGaps(changes.filter((change) => change.position <= position)), from, to).flatMap(
    ({ isRemoved, ...gap }) => (isRemoved ? [] : [gap]),
  );
