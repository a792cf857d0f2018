// What is held, in the parts that change apart from each other, and in which turn a weak screen takes each of them.
import type { Board } from '../../shared/board.ts';
import type { BoardState } from './board-state.ts';
import { signalRecord, type SignalRecord } from './signal-record.svelte.ts';

/** First the current state, then the desks and officials, then slow totals. */
const NOW = 0;
const DESKS = 1;
const SUMS = 2;
/** The last stage also sets `rev`, the revision that all stages have reached. */
export const LAST_STAGE = SUMS;

export const boardSignals = (): SignalRecord<BoardState> =>
  signalRecord<BoardState>({
    epoch: NOW,
    rev: LAST_STAGE,
    board: signalRecord<Board>({
      day: NOW,
      month: NOW,
      startedOn: SUMS,
      firstCallOn: SUMS,
      province: NOW,
      now: NOW,
      queues: NOW,
      desks: DESKS,
      officials: DESKS,
      sittings: DESKS,
      counties: SUMS,
      halfHours: SUMS,
      months: SUMS,
      alerts: NOW,
      messages: NOW,
      helps: NOW,
      thresholds: NOW,
      gaps: NOW,
    }),
    utcOffset: NOW,
    links: NOW,
    recording: NOW,
    warnings: NOW,
    cases: NOW,
    profile: NOW,
    demo: NOW,
  });
