// Whether the process lives, and whether its figures are true. Open to everybody, so it reveals little else.
import type { Warnings } from '../../shared/wire.ts';
import type { Durability } from '../log/log.ts';
import type { LinkStanding } from '../sources/links.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

/** Why the board must not be believed now, as stable codes; empty when it may. */
export type Readiness = () => readonly (
  'log-unwritable' | 'vault-unwritable' | 'board-behind' | 'starting' | 'stopping'
)[];

export type HealthOptions = {
  reasons: Readiness;
  /** undefined while it is unknown. */
  durability?: (() => Durability | undefined) | undefined;
  /** Each configured telephone link by its name. */
  telephony?: (() => Readonly<Record<string, LinkStanding>>) | undefined;
  /** What is to be warned of though it may be asked. */
  warnings?: (() => Warnings | undefined) | undefined;
};

/**
 * A telephone link that is down is named in the answer and leaves the server ready: sending screens to another node would not
 * bring the telephone system back, and this one shows on screen how old its figures are.
 */
export const healthRoutes = ({ reasons, durability, telephony, warnings }: HealthOptions): readonly Route[] => [
  // The connection ends with the answer, so that the next question goes to a living one.
  serve('GET /healthz', ({ response }) => {
    response.set('connection', 'close');
    return { alive: true as const };
  }),
  serve('GET /readyz', () => {
    const why = reasons();
    const known = durability?.();
    const warned = warnings?.();
    const more = {
      telephony: { ...telephony?.() },
      ...(known && storageOf(known)),
      ...(warned && { warnings: Object.keys(warned) }),
    };
    if (why.length > 0) throw new Problem('not-ready', why.join(', '), { more: { reasons: why, ...more } });
    return { ready: true as const, ...more };
  }),
];

const storageOf = ({ promise, ...storage }: Durability) => ({ durability: promise, storage });
