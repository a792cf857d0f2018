// Whether a recipient's rules ask for an alert at a moment. Pure: the board and the moment are handed in.
import type { Board } from '../../shared/board.ts';
import { isQuiet, type NoticeRules } from '../../shared/notices.ts';
import { PROVINCE } from '../../shared/rules.ts';
import { isSurgeIn } from '../../shared/surges.ts';
import type { AlertState } from './book.ts';

export type Around = {
  board: Board;
  /** The county of a queue by the profile. */
  countyOf: (queue: string) => string | undefined;
  /** The minute of the province's day. */
  minuteOf: (ms: number) => number;
};

/** By level and by what it is about. */
export function isAbout({ level, queues, counties }: NoticeRules, alert: AlertState, around: Around): boolean {
  if (level === 'none' || (level === 'act' && alert.level !== 'act')) return false;
  if (queues.length === 0 && counties.length === 0) return true;
  // A telephone system that is down stands for all its queues, and the province for all of them.
  const { rule, subject } = alert;
  if (rule === 'source-down' || rule === 'quiet-source' || subject === PROVINCE) return true;
  if (counties.some((county) => isSurgeIn(county, rule, subject))) return true;
  const sitting = rule === 'late-official' ? around.board.sittings[subject] : undefined;
  const queue = sitting ? sitting.queue : subject;
  if (queue !== undefined && queues.includes(queue)) return true;
  const county = sitting?.county ?? (queue === undefined ? undefined : around.countyOf(queue));
  return county !== undefined && counties.includes(county);
}

/** Whether something new about an alert may be sent at a moment. */
export const isTime = ({ quiet, onlySittings }: NoticeRules, at: number, around: Around): boolean =>
  !isQuiet(quiet, around.minuteOf(at)) && (!onlySittings || isSittingOn(around.board, at));

const isSittingOn = ({ sittings }: Board, at: number): boolean =>
  Object.values(sittings).some(({ from, to, cancelled }) => at >= from && at < to && !cancelled);
