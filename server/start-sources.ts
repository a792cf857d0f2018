// Starts the links to telephone systems, with what each may ask of the log.
import type { Logger } from 'pino';
import type { Links } from '../shared/links.ts';
import { MINUTE } from '../shared/time.ts';
import type { Fold } from './board/fold-type.ts';
import { plainTelephony } from './plain-links.ts';
import type { Ledger } from './ledger/ledger.ts';
import { followAsterisk } from './sources/asterisk/client.ts';
import { followFreeSwitch } from './sources/freeswitch/client.ts';
import type { LinkRegistry } from './sources/links.ts';
import type { Names } from './sources/names.ts';
import { createRecall, RECORDED_BEFORE } from './sources/known-calls-from-log.ts';
import { closeUnfollowed, reportRemoved } from './sources/rename-system.ts';
import { placeOf, type SourceParts } from './sources/source.ts';
import { createSystemNames } from './sources/system-names.ts';
import type { TelephoneLink } from './telephony/telephone-link.ts';
import type { LinkList } from './telephony/link-list.ts';
import { createRunningLinks } from './telephony/running-links.ts';

type Parts = {
  telephony: LinkList;
  /** As all nodes know them. */
  known: () => Links;
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

/** By then every node has taken over that a link is gone, and who mistyped its settings has corrected them. */
const UNFOLLOWED_MS = MINUTE;
/** Page size when a link reads the log back. */
const PAGE = 1_000;

/** Starts them as the list of links has them, and follows its changes; returns the stop of all. */
export function startSources({ telephony, known, isShared, fold, ledger, log, ...given }: Parts): () => void {
  const recall = createRecall({
    fold,
    bySubject: (subject) => ledger.bySubject(subject).map(({ event }) => event),
    since: function* (resynced, cursor) {
      cursor.position ??= Math.max(
        0,
        (ledger
          .bySubject(`system/${'system' in resynced ? resynced.system : ''}`)
          .find(({ event }) => event.id === resynced.id)?.position ?? 0) - RECORDED_BEFORE,
      );
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
  const systems = createSystemNames({ telephony: telephony.current, ledger, isShared, log });
  const parts: SourceParts = {
    ...given,
    recall,
    systems,
    log,
    mark: ledger.mark,
    setMark: ledger.setMark,
  };
  const leaving = new Set<NodeJS.Timeout>();
  const left = (link: TelephoneLink): void => {
    const place = placeOf(link);
    const system = link.system ?? systems.get(place) ?? systems.fallbackName(place);
    log.info({ link: link.link, system }, 'telephone link ended, because its settings changed');
    reportRemoved(system, link.link, parts);
    const timer = setTimeout(() => {
      leaving.delete(timer);
      if (!Object.hasOwn(known(), system)) closeUnfollowed(system, link.link, parts);
    }, UNFOLLOWED_MS);
    leaving.add(timer);
  };
  const start = (link: TelephoneLink): (() => void) =>
    link.protocol === 'ami' ? followAsterisk(link, parts) : followFreeSwitch(link, parts);
  const running = createRunningLinks({ start, left });
  const warned = new Set<string>();
  telephony.follow((links) => {
    for (const plain of plainTelephony(links)) {
      const key = `${plain.what} ${plain.to}`;
      if (!warned.has(key)) log.warn(plain, 'passwords cross the network unencrypted');
      warned.add(key);
    }
    running.set(links);
  });
  return () => {
    telephony.stop();
    for (const timer of leaving) clearTimeout(timer);
    running.stop();
  };
}
