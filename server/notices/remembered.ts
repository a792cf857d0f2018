// What a node that starts must know of alerts and notices: those that are on with their notices, those that just ended,
// a month of notices, and which sittings of the board have closed.
import type { Board } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';
import { dayOfAlert, noticeSubject } from '../ledger/subject.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isRelevant, KEPT_DAYS } from './book.ts';

/** An alert that was raised and cleared while no node ran is looked for in this many last events; further back it is not reported. */
const LAST_EVENTS = 5_000;

type Parts = {
  ledger: Pick<Ledger, 'after' | 'bySubject'>;
  board: Board;
  calendar: Pick<Calendar, 'dayOf'>;
  /** The position up to which the board is folded. */
  position: number;
  now: number;
};

/** In the order in which they may be taken. */
export function rememberedEntries({ ledger, board, calendar, position, now }: Parts): LogEntry[] {
  const upTo = ({ position: at }: LogEntry): boolean => at <= position;
  const on = Object.keys(board.alerts);
  const ofAlerts = on.flatMap((alert) => ledger.bySubject(`alert/${alert}`));
  // Those of an alert that has been on for longer than a month lie under its own day.
  const days = new Set(on.map(dayOfAlert));
  for (let ago = KEPT_DAYS; ago >= 0; ago -= 1) days.add(calendar.dayOf(now - ago * DAY));
  const ofNotices = [...days].flatMap((day) => ledger.bySubject(noticeSubject(day)));
  const ofSittings = Object.keys(board.sittings)
    .flatMap((sitting) => ledger.bySubject(`sitting/${sitting}`))
    .filter(({ event }) => isRelevant(event));
  const last = ledger.after(position - LAST_EVENTS, LAST_EVENTS).filter(({ event }) => isRelevant(event));
  const lastOfAlerts = last.filter(({ event }) => event.type.startsWith('alert.'));
  return [...ofAlerts, ...lastOfAlerts, ...ofNotices, ...ofSittings].filter(upTo);
}
