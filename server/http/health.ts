// Whether the process lives, and whether it may be asked for the truth. Open, so it tells little but that.
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** Why the board must not be believed now, as stable codes; empty when it may. */
export type Readiness = () => readonly ('log-unwritable' | 'board-behind' | 'starting' | 'stopping')[];

type Options = {
  reasons: Readiness;
  /** What an acknowledged event can survive, in words; undefined while nobody knows. */
  promise?: (() => string | undefined) | undefined;
};

export const healthRoutes = ({ reasons, promise }: Options): readonly Route[] => [
  { key: 'GET /healthz', steps: [(_request, response) => void response.json({ alive: true })] },
  {
    key: 'GET /readyz',
    steps: [
      (_request, response) => {
        const why = reasons();
        const durability = promise?.();
        if (why.length > 0) throw new Problem('not-ready', why.join(', '), { more: { reasons: why, durability } });
        response.json({ ready: true, durability });
      },
    ],
  },
];
