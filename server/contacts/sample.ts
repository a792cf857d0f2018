// A fair choice of cases to be verified: of every agency the same number, by chance, and by the same chance again when the
// seed is the same. Pure.
import { createHash } from 'node:crypto';
import type { ContactRow } from '../../shared/api/contacts.ts';

/** Draws while rows go by, so that a month need not lie in memory. */
export type Drawing = { add: (row: ContactRow) => void; drawn: () => ContactRow[] };

/**
 * At most `size` contacts per agency, of those that have one and are of its business; agencies in order of their ids. Verified ones
 * stay in their places, or drawing again after the first calls would put others there.
 */
export function createDrawing(size: number, seed: string): Drawing {
  const byAgency = new Map<string, { lot: string; row: ContactRow }[]>();

  return {
    add(row) {
      if (row.agency === undefined || row.settled === 'unrelated') return;
      const lot = createHash('sha256').update(`${seed} ${row.subject}`).digest('hex');
      const drawn = byAgency.get(row.agency) ?? [];
      byAgency.set(row.agency, drawn);
      if (drawn.length === size && lot > (drawn.at(-1)?.lot ?? '')) return;
      const place = drawn.findIndex((one) => one.lot > lot);
      drawn.splice(place === -1 ? drawn.length : place, 0, { lot, row });
      if (drawn.length > size) drawn.pop();
    },
    drawn: () => [...byAgency].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, drawn]) => drawn.map(({ row }) => row)),
  };
}
