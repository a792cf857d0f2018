// What every page beside the wall is given.
import type { Connection } from '../state/connection.svelte.ts';

/** `id`: the part of the address after the page's own path. */
export type PageProps = { connection: Connection; id: string | undefined };
