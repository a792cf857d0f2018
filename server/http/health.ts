// Whether the process lives, and whether it may be asked for the truth. Open, so it tells little but that.
import type { Durability } from '../log/log.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** Why the board must not be believed now, as stable codes; empty when it may. */
export type Readiness = () => readonly ('log-unwritable' | 'board-behind' | 'starting' | 'stopping')[];

type Options = {
  reasons: Readiness;
  /** undefined while nobody knows. */
  durability?: (() => Durability | undefined) | undefined;
};

export const healthRoutes = ({ reasons, durability }: Options): readonly Route[] => [
  // The connection ends with the answer, so that who asks again asks on a living one.
  {
    key: 'GET /healthz',
    steps: [(_request, response) => void response.set('connection', 'close').json({ alive: true })],
  },
  {
    key: 'GET /readyz',
    steps: [
      (_request, response) => {
        const why = reasons();
        const { promise, ...storage } = durability?.() ?? {};
        const more = promise === undefined ? {} : { durability: promise, storage };
        if (why.length > 0) throw new Problem('not-ready', why.join(', '), { more: { reasons: why, ...more } });
        response.json({ ready: true, ...more });
      },
    ],
  },
];
