// GET /api/board: the document as whoever asks may see it, at a revision that the screens know too (B6).
import { viewFor, type View } from '../access/views.ts';
import type { AnonymousSnapshot } from '../push/push.ts';
import { identityOf, type Route } from './route.ts';

/** Push fits. Calls back with a snapshot that has to be encoded before the board moves on. */
export type BoardReader = { read: (view: View, take: (snapshot: AnonymousSnapshot) => void) => void };

export const boardRoute = ({ board, topics }: { board: BoardReader; topics: boolean }): Route => ({
  key: 'GET /api/board',
  handlers: [
    (_request, response, next) => {
      board.read(viewFor(identityOf(response), { topics }), (snapshot) => {
        try {
          const { epoch, rev, serverNow, links, recording } = snapshot;
          response.json({ epoch, rev, serverNow, links, recording, ...snapshot.board });
        } catch (cause) {
          // Called back from another's turn: an error must come home to this request.
          next(cause);
        }
      });
    },
  ],
});
