// What a node that starts must know of alerts and notices: those that are on, those that just ended, and a month of notices.
import type { Board } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';
import { noticeSubject } from '../ledger/subject.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isRelevant, KEPT_DAYS } from './book.ts';

/** An alert that was raised and cleared while no node was there is among so many last events, or nobody is told of it. */
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
  const ofAlerts = Object.keys(board.alerts).flatMap((alert) => ledger.bySubject(`alert/${alert}`));
  const days = Array.from({ length: KEPT_DAYS + 1 }, (_none, n) => calendar.dayOf(now - (KEPT_DAYS - n) * DAY));
  const ofNotices = days.flatMap((day) => ledger.bySubject(noticeSubject(day)));
  const last = ledger.after(position - LAST_EVENTS, LAST_EVENTS).filter(({ event }) => isRelevant(event));
  return [...ofAlerts, ...last.filter(({ event }) => event.type.startsWith('alert.')), ...ofNotices].filter(upTo);
}
