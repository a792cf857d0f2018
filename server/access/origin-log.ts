// Says in the log that a page was refused for its address, and which line would let it in: once a minute, because a wall tries
// again for ever.
import type { OriginFault } from '../../shared/origin.ts';
import { MINUTE } from '../../shared/time.ts';

const EVERY_MS = MINUTE;

type Options = {
  log: { warn: (facts: object, message: string) => void };
  /** Epoch ms. */
  now: () => number;
  /** The configured public origin. */
  origin?: string | undefined;
};

export function createOriginLog({ log, now, origin }: Options): (fault: OriginFault) => void {
  let next = -Infinity;
  let refused = 0;
  return ({ page, host, expected }) => {
    refused += 1;
    if (now() < next) return;
    next = now() + EVERY_MS;
    const asked = host === undefined ? 'no host' : `the host ${host}`;
    const configured = origin === undefined ? 'ORIGIN is not set' : `ORIGIN is ${origin}`;
    const line =
      page === undefined ? '' : `. If people open the wall at that address, set ORIGIN=${page} and start again`;
    log.warn(
      { page, host, expected, refused },
      `a page at ${page ?? 'an unknown address'} was refused: its request asks for ${asked}, and ${configured}${line}`,
    );
    refused = 0;
  };
}
