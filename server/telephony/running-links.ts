// Starts and stops links as the list of them changes, without touching those that stay as they are.
import type { TelephoneLink } from './telephone-link.ts';

type Parts = {
  /** Starts a link; returns its stop. */
  start: (link: TelephoneLink) => () => void;
  /** A link runs no more, or leads elsewhere. */
  left: (link: TelephoneLink) => void;
};

export function createRunningLinks({ start, left }: Parts) {
  const running = new Map<string, { link: TelephoneLink; is: string; stop: () => void }>();
  return {
    set(links: readonly TelephoneLink[]): void {
      const wanted = new Map(links.map((link) => [link.link, JSON.stringify(link)]));
      const gone = [...running].filter(([name, { is }]) => wanted.get(name) !== is);
      for (const [name, { stop }] of gone) {
        running.delete(name);
        stop();
      }
      for (const link of links) {
        const is = JSON.stringify(link);
        if (!running.has(link.link)) running.set(link.link, { link, is, stop: start(link) });
      }
      for (const [, { link }] of gone) left(link);
    },
    stop(): void {
      for (const { stop } of running.values()) stop();
      running.clear();
    },
  };
}
