// Finds another Asterisk of the same name. Each of the two would declare the other's calls gone: only one of them is counted.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Twin } from '../links.ts';
import type { SourceParts } from '../source.ts';
import type { Connection } from './connection.ts';

/** Another link to the same Asterisk, cut by its restart, is in use no longer by then; what another node publishes lives longer. */
const STALE_HERE_MS = 5_000;
const STALE_ELSEWHERE_MS = 12_000;
const LOOK_EVERY_MS = 250;

type Parts = {
  link: string;
  parts: Pick<SourceParts, 'links' | 'log' | 'now'>;
  /** The system's name, once it is known. */
  system: () => string | undefined;
  isOver: () => boolean;
};

export function createTwinSystems({ link, parts, system, isOver }: Parts) {
  const { links, log, now } = parts;
  /** When this Asterisk started, as it states it itself. */
  let startedAt: string | undefined;
  /** Also at the last look: a single one may see what another node published before it was cut. */
  let wasSeen = false;

  const refuse = (connection: Connection, { link: other = 'of another node' }: Twin): void => {
    log.warn(
      { link, system: system(), other },
      'another telephone system of that name is counted already: give each a systemname, or add ?system=NAME to its link',
    );
    connection.end('twin-system');
  };

  return {
    /** At the beginning of a connection: true when it was ended, because another system of the name is counted. */
    async isRefused(connection: Connection): Promise<boolean> {
      const { ok, response } = await connection.ask('CoreStatus');
      const { CoreStartupDate: day = '', CoreStartupTime: time = '' } = response;
      const name = system();
      if (!ok || name === undefined || `${day}${time}` === '') return false;
      startedAt = `${day} ${time}`;
      const since = now();
      for (;;) {
        const twin = links.began(link, name, startedAt);
        if (twin === undefined || isOver()) return isOver();
        if (now() - since >= (twin.link === undefined ? STALE_ELSEWHERE_MS : STALE_HERE_MS)) {
          refuse(connection, twin);
          return true;
        }
        await sleep(LOOK_EVERY_MS);
      }
    },

    /** Later: two nodes that began in the same moment did not see each other. The system that started first is counted. */
    look(connection: Connection): void {
      const name = system();
      const twin = name === undefined || startedAt === undefined ? undefined : links.began(link, name, startedAt);
      const isCounted = twin === undefined || startedAt === undefined || startedAt < twin.at;
      if (!isCounted && wasSeen) refuse(connection, twin);
      wasSeen = !isCounted;
    },
  };
}
