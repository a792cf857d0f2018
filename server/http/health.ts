// Whether the process lives, and whether it may be asked for the truth. Open, so it tells nothing but that.
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** Why the board must not be believed now, as stable codes; empty when it may. */
export type Readiness = () => readonly ('log-unwritable' | 'board-behind' | 'starting' | 'stopping')[];

export const healthRoutes = ({ reasons }: { reasons: Readiness }): readonly Route[] => [
  { key: 'GET /healthz', steps: [(_request, response) => void response.json({ alive: true })] },
  {
    key: 'GET /readyz',
    steps: [
      (_request, response) => {
        const why = reasons();
        if (why.length > 0) throw new Problem('not-ready', why.join(', '), { more: { reasons: why } });
        response.json({ ready: true });
      },
    ],
  },
];
