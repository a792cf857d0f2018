// A link to one Asterisk: each of its connections has a session of its own.
import { superviseLink } from '../supervise.ts';
import type { SourceParts } from '../source.ts';
import { createSessionSwitch } from '../session-switch.ts';
import { openConnection } from './connection.ts';
import { refusals, type EndCode } from './end-codes.ts';
import type { LinkOptions } from './link-options.ts';
import { createSession } from './session.ts';
import type { Packet } from './wire.ts';

/** The systemname stands in every event once there is one; only the FullyBooted that answers a login has none. */
const nameIn = (packet: Packet): string | undefined =>
  packet['SystemName'] ?? (packet['Event'] === 'FullyBooted' ? undefined : '');

/** Starts the link; returns its stop. */
export function followAsterisk(options: LinkOptions, parts: SourceParts): () => void {
  const { link } = options;
  const { log, now } = parts;
  return superviseLink<EndCode>({
    address: options,
    parts,
    refusals,
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
        dropped: () => log.warn({ link }, 'a packet longer than 256 kB was dropped'),
        ended(code, cause) {
          sessions.stop();
          ended(code, cause);
        },
      });
    },
  });
}
