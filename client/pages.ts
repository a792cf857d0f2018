// The pages beside the wall, each loaded when it is asked for, so that a TV never carries a form.
import type { Component } from 'svelte';
import type { Connection } from './state/connection.svelte.ts';

/** `id`: what stands in the address after the page's own path. */
export type PageProps = { connection: Connection; id: string | undefined };
type Page = {
  path: RegExp;
  /** It shows the living board, so it needs the line to the server. */
  live: boolean;
  load: () => Promise<{ default: Component<PageProps> }>;
};

const pages: readonly Page[] = [
  { path: /^\/sittings$/, live: true, load: () => import('./sittings/Sittings.svelte') },
];

export type Found = { live: boolean; id: string | undefined; load: Page['load'] };

/** Undefined: the wall. An address that nobody knows shows the wall too. */
export function findPage(path: string): Found | undefined {
  for (const { path: pattern, live, load } of pages) {
    const found = pattern.exec(path.replace(/(.)\/$/, '$1'));
    if (found) return { live, id: found[1], load };
  }
  return undefined;
}
