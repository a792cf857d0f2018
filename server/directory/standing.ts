// How a directory stands, by the last question that it was asked. Whoever is signed in stays so while it is away.
import type { AwayReason } from '../../shared/directory.ts';
import type { DirectoryAway } from './outcome.ts';

/** `since`: when it was first found away. */
export type Away = { reason: AwayReason; detail: string; since: number };
export type Standing = { away: () => Away | undefined; note: (away: DirectoryAway | undefined) => void };

type Options = {
  name: string;
  now: () => number;
  log: { warn: (facts: object, message: string) => void; info: (facts: object, message: string) => void };
};

/** These are about one person, and the directory answered. */
const OF_ONE: readonly AwayReason[] = ['too-many-found', 'no-lasting-id'];

export function createStanding({ name, now, log }: Options): Standing {
  let current: Away | undefined;
  return {
    away: () => current,
    note: (away) => {
      if (away === undefined || OF_ONE.includes(away.reason)) {
        if (away)
          log.warn(
            { directory: name, reason: away.reason, detail: away.detail },
            'somebody of the directory cannot sign in',
          );
        if (current) log.info({ directory: name }, 'the directory answers again');
        current = undefined;
        return;
      }
      const { reason, detail } = away;
      if (current?.reason !== reason) log.warn({ directory: name, reason, detail }, 'the directory cannot be asked');
      current = { reason, detail, since: current?.since ?? now() };
    },
  };
}
