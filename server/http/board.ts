// GET /api/board: the document as the client may see it, at a revision that the screens know too (B6).
import { viewFor, type View } from '../access/views.ts';
import type { AnonymousSnapshot } from '../push/push.ts';
import { asJson, type Encoded } from './answers.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

/** Push fits. Calls back with a snapshot that has to be encoded before the board moves on. */
export type BoardReader = { read: (view: View, take: (snapshot: AnonymousSnapshot) => void) => void };

export const boardRoute = ({ board, topics }: { board: BoardReader; topics: boolean }): Route =>
  serve(
    'GET /api/board',
    ({ who }) =>
      new Promise<Encoded>((resolve, reject) => {
        board.read(viewFor(who, { topics }), ({ epoch, rev, serverNow, links, recording, board: document }) => {
          try {
            resolve(asJson(JSON.stringify({ epoch, rev, serverNow, links, recording, ...document })));
          } catch (cause) {
            // Runs in another request's call stack, so an error is passed on to this one.
            reject(cause instanceof Error ? cause : new Error(String(cause)));
          }
        });
      }),
  );
