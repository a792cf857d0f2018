// All that a replay computes, apart from threads and sockets: boards of moments, runs, and stretches at a glance.
import type { ReplaySurvey } from '../../shared/api/replay.ts';
import type { Board } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { Links } from '../../shared/links.ts';
import type { Profile } from '../../shared/profile.ts';
import { redactBoard, type View } from '../access/views.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Pace } from '../reading/pace.ts';
import { createLinkChanges } from '../ledger/link-changes.ts';
import { createLinksThen } from './links-then.ts';
import { createMoments } from './moments.ts';
import { startReplayRun, type Frame, type ReplayRun } from './replay-run.ts';
import { survey } from './survey.ts';

/** `then`: with what was recorded until that moment. `now`: with all that is known of it today. */
export type Known = 'then' | 'now';
/** `utcOffset`: minutes east of UTC at that moment. */
type Around = { at: number; utcOffset: number; links: Links };
export type Shown = Around & { rev: number; board: Board };
export type Moved = Around & { frames: Frame[] };
export type BoardThen = { position: number; links: Links; board: string };

export type Engine = {
  /** `board`: the members of the document as JSON, to be put into the answer. */
  board: (asked: { at: number; known: Known; view: View }) => Promise<BoardThen>;
  survey: (asked: { from: number; to: number }) => Promise<ReplaySurvey>;
  /** Begins a run under an id that the caller chooses. */
  start: (asked: { run: string; view: View; at: number }) => Promise<Shown>;
  show: (asked: { run: string; at: number }) => Promise<Shown>;
  move: (asked: { run: string; at: number }) => Promise<Moved>;
  stop: (asked: { run: string }) => Promise<void>;
};

export function createEngine(options: { ledger: Ledger; profile: Profile; calendar: Calendar; pace: Pace }): Engine {
  const { ledger, calendar } = options;
  const moments = createMoments(options);
  const changes = createLinkChanges(ledger);
  const linksAt = createLinksThen(ledger, changes);
  const runs = new Map<string, { run: ReplayRun; last: Promise<unknown> }>();

  /** A board in the middle of a move stands at no revision, so what is asked of one run waits for what was asked before. */
  const inTurn = <T>(id: string, work: (run: ReplayRun) => T | Promise<T>): Promise<T> => {
    const known = runs.get(id);
    if (!known) return Promise.reject(new Error('this replay is no more'));
    const turn = known.last.then(() => work(known.run));
    known.last = turn.catch(() => {}); // The caller gets the error.
    return turn;
  };
  const around = (at: number, position: number): Around => ({
    at,
    utcOffset: calendar.utcOffset(at),
    links: linksAt(position, at),
  });
  const shown = (run: ReplayRun, at: number): Shown => {
    const { rev, board, position } = run.see();
    return { ...around(at, position), rev, board };
  };

  return {
    async board({ at, known, view }) {
      const position = moments.positionAt(at);
      const fold = known === 'now' ? await moments.knownNow(at) : await moments.foldTo(position);
      const board = JSON.stringify(redactBoard(fold.board, view));
      return { position, links: linksAt(position, at), board };
    },
    survey: ({ from, to }) => survey(moments, changes(), from, to),
    async start({ run: id, view, at }) {
      const run = await startReplayRun(moments, view, at);
      runs.set(id, { run, last: Promise.resolve() });
      return shown(run, at);
    },
    show: ({ run: id, at }) => inTurn(id, (run) => shown(run, at)),
    move: ({ run: id, at }) =>
      inTurn(id, async (run) => {
        const frames = await run.move(at);
        return { ...around(at, run.see().position), frames };
      }),
    async stop({ run }) {
      runs.delete(run);
    },
  };
}
