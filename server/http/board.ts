// GET /api/board: the document as the client may see it, at a revision that the screens know too (B6); or of an earlier moment,
// as it was known then or is known today.
import { can } from '../access/permissions.ts';
import { viewFor, type View } from '../access/views.ts';
import type { AnonymousSnapshot } from '../push/push.ts';
import type { Engine } from '../replay/engine.ts';
import { asJson, type Encoded } from './answers.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

/** Push fits. Calls back with a snapshot that has to be encoded before the board moves on. */
export type BoardReader = { read: (view: View, take: (snapshot: AnonymousSnapshot) => void) => void };
/** Reads boards of earlier moments, apart from the living one. */
export type BoardsThen = Pick<Engine, 'board'>;

type Options = {
  board: BoardReader;
  topics: boolean;
  now: () => number;
  costly: Costly;
  earlier?: BoardsThen | undefined;
};

export const boardRoute = ({ board, topics, now, costly, earlier }: Options): Route =>
  serve('GET /api/board', (call) => {
    const { who, query } = call;
    const view = viewFor(who, { topics });
    if (query.at !== undefined) {
      if (!earlier) throw new Problem('not-found', 'no boards of earlier moments are kept here');
      const at = Date.parse(query.at);
      const { known = 'then' } = query;
      if (!can(who.role, 'GET /api/replay'))
        throw new Problem('forbidden', `the role ${who.role} sees the board of now, and none of an earlier moment`);
      if (at > now()) throw invalidField('at', 'expected a moment that is over');
      return costly(call, async () => past(at, known, now(), await earlier.board({ at, known, view })));
    }
    if (query.known !== undefined) throw invalidField('known', 'expected at beside it');
    return new Promise<Encoded>((resolve, reject) => {
      board.read(view, ({ epoch, rev, serverNow, links, recording, board: document }) => {
        try {
          resolve(asJson(JSON.stringify({ epoch, rev, serverNow, links, recording, ...document })));
        } catch (cause) {
          // Runs in another request's call stack, so an error is passed on to this one.
          reject(cause instanceof Error ? cause : new Error(String(cause)));
        }
      });
    });
  });

/** The document comes as text: it may be large, and was encoded elsewhere. */
function past(at: number, known: string, serverNow: number, read: Awaited<ReturnType<BoardsThen['board']>>): Encoded {
  const { position, links, board } = read;
  const about = { epoch: `past/${known}/${position}`, rev: 0, serverNow, links, recording: {}, at, known, position };
  return asJson(`${JSON.stringify(about).slice(0, -1)},${board.slice(1)}`);
}
