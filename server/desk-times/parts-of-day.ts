// How a desk spent a stretch of time, in parts that add up to it: one part at every moment, and unknown where nothing reported
// what the desk did. Pure.
import type { DeskState } from '../../shared/board.ts';
import { deskParts, type DeskPart } from '../../shared/desk-parts.ts';
import { SECOND } from '../../shared/time.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { believe, type DeviceState } from '../board/believe.ts';
import type { Reported } from '../board/merge-rules.ts';

/** A state that was reported of the desk in a queue ('' where none was named). */
export type DeskReport = { queue: string; report: Reported<DeviceState> };
/**
 * A talk at the desk. `exact`: both ends were reported, so nothing that happened in between is in doubt. `open`: it goes on.
 * `lost`: nothing reported its end, so it is not known what the desk did until its next report.
 */
export type DeskTalk = { from: number; to: number; kind: 'exact' | 'open' | 'lost' };

/** Seconds by part; of pauses also by reason ('' where none was given). */
export type DeskTimes = { parts: Record<DeskPart, number>; pausedBy: Record<string, number> };

type Facts = {
  /** Epoch ms; parts add up to the seconds between both. */
  from: number;
  to: number;
  /** What was reported before `from`, and then. */
  reports: readonly DeskReport[];
  talks: readonly DeskTalk[];
  /** The times in which nothing of what the desk did was reported. */
  gaps: readonly { from: number; to: number }[];
};

type State = { latest: Map<string, Reported<DeviceState>>; exact: number; open: number; lost: number; gaps: number };
type Change = { at: number; id: string; apply: (state: State) => void };

const noTimes = (): Record<DeskPart, number> =>
  Object.fromEntries(deskParts.map((part) => [part, 0])) as Record<DeskPart, number>;

export function timesOf({ from, to, reports, talks, gaps }: Facts): DeskTimes {
  const changes: Change[] = reports.map(({ queue, report }) => ({
    at: report.at,
    id: report.id,
    apply: (state) => void state.latest.set(queue, report),
  }));
  const span = (one: { from: number; to: number }, of: 'exact' | 'open' | 'lost' | 'gaps'): void => {
    if (one.to <= one.from) return;
    changes.push({ at: one.from, id: '', apply: (state) => void state[of]++ });
    changes.push({ at: one.to, id: '', apply: (state) => void state[of]-- });
  };
  for (const talk of talks) span(talk, talk.kind);
  for (const gap of gaps) span(gap, 'gaps');
  // As the fold does: of two reports of one moment the one with the greater id counts.
  changes.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

  const times: DeskTimes = { parts: noTimes(), pausedBy: {} };
  const state: State = { latest: new Map(), exact: 0, open: 0, lost: 0, gaps: 0 };
  const [first, last] = [seconds(from), seconds(to)];
  let reached = first;
  const goTo = (at: number): void => {
    const next = Math.min(Math.max(at, first), last);
    if (next <= reached) return;
    const { part, reason } = partIn(state);
    times.parts[part] += next - reached;
    if (part === 'paused') times.pausedBy[reason] = (times.pausedBy[reason] ?? 0) + next - reached;
    reached = next;
  };
  for (const { at, apply } of changes) {
    goTo(seconds(at));
    apply(state);
  }
  goTo(last);
  return times;
}

/** Rounded once for every moment, so that parts add up. */
const seconds = (ms: number): number => Math.round(ms / SECOND);

function partIn({ latest, exact, open, lost, gaps }: State): { part: DeskPart; reason: string } {
  const plain = (part: DeskPart): { part: DeskPart; reason: string } => ({ part, reason: '' });
  if (exact > 0) return plain('talking');
  if (gaps > 0) return plain('unknown');
  if (open > 0) return plain('talking');
  if (lost > 0) return plain('unknown');
  const { state, reason } = believe([...latest]);
  return state === undefined ? plain('unknown') : { part: partOf(state), reason: reason ?? '' };
}

function partOf(state: DeskState): DeskPart {
  switch (state) {
    case 'free':
      return 'idle';
    case 'busy':
    case 'ringing':
    case 'wrapup':
    case 'paused':
    case 'away':
    case 'unreachable':
      return state;
    default:
      return unreachable(state);
  }
}
