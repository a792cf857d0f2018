// Relays changes of the vault to the log, and acts on audit events from the log, on every node: it sends commands to screens
// and disconnects what may no longer stay.
import type { EventType, LogEntry, RawEvent, StoredEvent } from '../shared/event.ts';
import type { Async } from './vault/vault.ts';
import type { Outbox, PendingEvent } from './vault/outbox.ts';
import type { Refusal } from './door/door.ts';
import type { Intake } from './log/intake.ts';
import { LogUnwritable } from './log-unwritable.ts';
import { OFFICE } from './door/own-sources.ts';
import type { Push } from './push/push.ts';

type Parts = {
  vault: Async<Pick<Outbox, 'pending' | 'markSent'>> & Pick<Outbox, 'watch'>;
  intake: Pick<Intake, 'relay'>;
  push: Pick<Push, 'control' | 'review'> & { sent: Pick<Push['sent'], 'take'> };
  errors: { error: (facts: object, message: string) => void };
};

export type VaultRelay = {
  /** To be called with entries of the log as they come, not with those that are read again at a start. */
  heard: (entries: readonly LogEntry[]) => void;
  /** Resolves when the running relay has ended. What is still in the outbox goes out after the next start. */
  stop: () => Promise<void>;
};

const PAGE = 500;
const AGAIN_MS = 2_000;
/** After these an identity may see less than before, or nothing. */
const narrowing: ReadonlySet<EventType> = new Set<EventType>([
  'account.changed',
  'account.revoked',
  'account.left',
  'session.ended',
  'factor.added',
  'factor.removed',
  'token.revoked',
  'display.changed',
  'display.revoked',
]);

/** Starts at once. */
export function createVaultRelay({ vault, intake, push, errors }: Parts): VaultRelay {
  let relaying: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  const eventOf = ({ uid, at, event }: PendingEvent): RawEvent => ({ ...event, id: uid, at });
  // Nothing would make it fit later, and those behind it must not wait for it.
  const reportUnfit = ({ code, message }: Refusal, { type }: RawEvent): void =>
    errors.error({ type, code, reason: message }, 'a change of accounts, tokens or displays does not fit into the log');

  const relayAll = async (): Promise<void> => {
    try {
      do {
        again = false;
        for (let page = await vault.pending(PAGE); page.length > 0 && !stopped; page = await vault.pending(PAGE)) {
          await intake.relay(page.map(eventOf), OFFICE, reportUnfit);
          await vault.markSent(page.map(({ uid }) => uid));
        }
      } while (again && !stopped);
    } catch (cause) {
      // The writer of the log reports whether it takes events.
      if (!(cause instanceof LogUnwritable))
        errors.error({ err: cause }, 'entries could not be written into the log now');
      clearTimeout(retry);
      retry = setTimeout(relay, AGAIN_MS);
    }
    relaying = undefined;
  };

  const relay = (): void => {
    if (stopped) return;
    if (relaying) again = true;
    else relaying = relayAll();
  };

  const act = (event: StoredEvent): void => {
    if (event.type === 'display.reloaded') push.control('reload', ({ display }) => display === event.display);
    if (event.type === 'display.identified') push.control('identify', ({ display }) => display === event.display);
    if (event.type === 'display.sounded') push.control('sound', ({ display }) => display === event.display);
    push.sent.take(event);
    if (narrowing.has(event.type)) push.review();
  };

  const stopWatching = vault.watch((changes) => {
    // Not only through the log: a revoked identity is disconnected also while the log takes nothing.
    if (changes === undefined || changes.some(({ type }) => narrowing.has(type))) push.review();
    relay();
  });
  relay();

  return {
    heard: (entries) => {
      for (const { event } of entries) if (event.source === OFFICE) act(event);
    },
    stop: async () => {
      stopped = true;
      stopWatching();
      await relaying;
      clearTimeout(retry);
    },
  };
}
