// Starts the links to telephone systems, with what each may ask of the log.
import type { Logger } from 'pino';
import { isOwnSource } from './access/own-names.ts';
import type { Fold } from './board/fold-type.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import { followAsterisk } from './sources/asterisk/client.ts';
import { followFreeSwitch } from './sources/freeswitch/client.ts';
import type { LinkBook } from './sources/links.ts';
import type { Names } from './sources/names.ts';
import { createRecall } from './sources/recall-from-log.ts';
import type { SourceParts } from './sources/source.ts';

type Parts = {
  telephony: Config['telephony'];
  fold: Fold;
  ledger: Ledger;
  names: Names;
  links: LinkBook;
  now: () => number;
  random: () => number;
  put: SourceParts['put'];
  drained: () => Promise<void>;
  inTurn: SourceParts['inTurn'];
  todayFrom: () => number;
  log: Logger;
};

/** Entries read at once when a link looks back. */
const PAGE = 5_000;

/** Returns the stop of all. */
export function startSources({ telephony, fold, ledger, log, ...given }: Parts): () => void {
  const recall = createRecall({
    fold,
    bySubject: (subject) => ledger.bySubject(subject).map(({ event }) => event),
    since: function* (resynced) {
      let from =
        ledger
          .bySubject(`system/${'system' in resynced ? resynced.system : ''}`)
          .find(({ event }) => event.id === resynced.id)?.position ?? 0;
      for (let page = ledger.after(from, PAGE); page.length > 0; page = ledger.after(from, PAGE)) {
        for (const { event } of page) yield event;
        from = page.at(-1)?.position ?? from;
      }
    },
  });
  const known = new Map<string, string>();
  const systems = {
    get: (address: string) => known.get(address) ?? ledger.mark(`system/${address}`),
    set(address: string, learnt: string) {
      // Nobody speaks in the name of our own sources.
      const name = isOwnSource(learnt) ? `${learnt}-pbx` : learnt;
      known.set(address, name);
      // A name that could not be kept is learnt again at the next start.
      ledger
        .setMark(`system/${address}`, name)
        .catch((cause: unknown) => log.warn({ err: cause }, 'a system name was not kept'));
      return name;
    },
  };
  const parts: SourceParts = {
    ...{ ...given, recall, systems, log },
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
