// The links that should run: those of the environment and those that administrators set up, as they change.
import type { TelephoneLink } from './telephone-link.ts';
import type { Outbox } from '../vault/outbox.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { linkOf } from './link-settings.ts';

type Parts = {
  /** Of the environment. */
  fixed: readonly TelephoneLink[];
  vault: Async<Pick<Vault, 'storedLinks'>> & Pick<Outbox, 'watch'>;
  log: { warn: (fields: object, text: string) => void };
};

export type LinkList = {
  fixed: readonly TelephoneLink[];
  current: () => readonly TelephoneLink[];
  /** Calls back at once and after every change. */
  follow: (changed: (links: readonly TelephoneLink[]) => void) => void;
  stop: () => void;
};

/** Resolves with those of now. */
export async function openLinkList({ fixed, vault, log }: Parts): Promise<LinkList> {
  const taken = new Set(fixed.map(({ link }) => link));
  let stored: TelephoneLink[] = [];
  let published = '';
  let changed: (links: readonly TelephoneLink[]) => void = () => {};
  let reading: Promise<void> | undefined;
  let isAgain = false;
  let isStopped = false;

  const current = (): readonly TelephoneLink[] => [...fixed, ...stored];
  const read = async (): Promise<void> => {
    const links = (await vault.storedLinks()).map(linkOf).filter(({ link }) => !taken.has(link));
    const text = JSON.stringify(links);
    if (text === published || isStopped) return;
    published = text;
    stored = links;
    changed(current());
  };
  const readAll = async (): Promise<void> => {
    do {
      isAgain = false;
      await read().catch((cause: unknown) => log.warn({ err: cause }, 'the links to telephone systems cannot be read'));
    } while (isAgain);
    reading = undefined;
  };
  const refresh = (): Promise<void> => {
    isAgain = reading !== undefined;
    return (reading ??= readAll());
  };

  const stopWatching = vault.watch(() => void refresh());
  await refresh();
  return {
    fixed,
    current,
    follow(callback) {
      changed = callback;
      callback(current());
    },
    stop() {
      isStopped = true;
      stopWatching();
    },
  };
}
