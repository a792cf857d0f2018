// Starts the links to telephone systems, with what each may ask of the log.
import type { Logger } from 'pino';
import type { Fold } from './board/fold-type.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import { followAsterisk } from './sources/asterisk/client.ts';
import { followFreeSwitch } from './sources/freeswitch/client.ts';
import type { LinkRegistry } from './sources/links.ts';
import type { Names } from './sources/names.ts';
import { createRecall } from './sources/known-calls-from-log.ts';
import type { SourceParts } from './sources/source.ts';
import { createSystemNames } from './sources/system-names.ts';

type Parts = {
  telephony: Config['telephony'];
  /** Whether other nodes share the log. */
  isShared: boolean;
  fold: Fold;
  ledger: Ledger;
  names: Names;
  links: LinkRegistry;
  now: () => number;
  random: () => number;
  put: SourceParts['put'];
  drained: () => Promise<void>;
  inTurn: SourceParts['inTurn'];
  todayFrom: () => number;
  log: Logger;
};

/** Entries read at once when a link looks back. */
const PAGE = 1_000;

/** Returns the stop of all. */
export function startSources({ telephony, isShared, fold, ledger, log, ...given }: Parts): () => void {
  const recall = createRecall({
    fold,
    bySubject: (subject) => ledger.bySubject(subject).map(({ event }) => event),
    since: function* (resynced, cursor) {
      cursor.position ??=
        ledger
          .bySubject(`system/${'system' in resynced ? resynced.system : ''}`)
          .find(({ event }) => event.id === resynced.id)?.position ?? 0;
      for (;;) {
        const page = ledger.after(cursor.position, PAGE);
        for (const { position, event } of page) {
          cursor.position = position;
          yield event;
        }
        if (page.length === 0) return;
      }
    },
  });
  const systems = createSystemNames({ telephony, ledger, isShared, log });
  const parts: SourceParts = {
    ...given,
    recall,
    systems,
    log,
    mark: ledger.mark,
    setMark: ledger.setMark,
  };
  const stops = telephony.map((link) =>
    link.protocol === 'ami' ? followAsterisk(link, parts) : followFreeSwitch(link, parts),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
