// A link to one FreeSWITCH: each of its connections has a session of its own.
import { superviseLink } from '../supervise.ts';
import type { SourceParts } from '../source.ts';
import { createSessionSwitch } from '../session-switch.ts';
import { openConnection, type EndCode } from './connection.ts';
import type { LinkOptions } from './link-options.ts';
import { createSession } from './session.ts';
import type { Headers } from './wire.ts';

/** The switchname, which is the host's unless it was given another, stands in every event. */
const nameIn = (event: Headers): string => event['FreeSWITCH-Switchname'] ?? event['FreeSWITCH-Hostname'] ?? '';

/** Starts the link; returns its stop. */
export function followFreeSwitch(options: LinkOptions, parts: SourceParts): () => void {
  const { link } = options;
  const { log, now } = parts;
  return superviseLink<EndCode>({
    address: options,
    parts,
    refusals: ['login-refused', 'address-refused'],
    connect(voice, ended) {
      const sessions = createSessionSwitch({
        open: () => createSession({ options, parts, ...voice }),
        nameIn,
        learn: voice.setSystemName,
        link,
        log,
      });
      return openConnection(options, now, {
        ready: sessions.ready,
        event: sessions.event,
        word: sessions.word,
        dropped: () => log.warn({ link }, 'an event that could not be read was dropped'),
        ended(code, cause) {
          sessions.stop();
          ended(code, cause);
        },
      });
    },
  });
}
