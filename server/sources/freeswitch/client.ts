// A link to one FreeSWITCH: each of its connections has a session of its own.
import { followLink } from '../follow.ts';
import type { LinkAddress, SourceParts } from '../source.ts';
import { openConnection, type Address, type EndCode } from './connection.ts';
import { createSession } from './session.ts';

export type LinkOptions = Address & LinkAddress & { protocol: 'esl' };

/** Starts the link; returns its stop. */
export function followFreeSwitch(options: LinkOptions, parts: SourceParts): () => void {
  const { link } = options;
  const { log, now } = parts;
  return followLink<EndCode>({
    address: options,
    parts,
    refusals: ['login-refused', 'address-refused'],
    connect(voice, ended) {
      const session = createSession({ options, parts, ...voice });
      return openConnection(options, now, {
        ready(opened) {
          session.begin(opened).catch((cause: unknown) => {
            log.warn({ link, err: cause }, 'the telephone link could not be taken up');
            opened.end('closed');
          });
        },
        event: session.event,
        word: session.word,
        dropped: () => log.warn({ link }, 'an event that could not be read was dropped'),
        ended(code, cause) {
          session.stop();
          ended(code, cause);
        },
      });
    },
  });
}
