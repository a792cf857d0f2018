// A fair choice of cases to be verified: of every agency the same number, by chance, and by the same chance again when the
// seed is the same. Pure.
import { createHash } from 'node:crypto';
import type { ContactRow } from '../../shared/contacts.ts';

/**
 * At most `size` contacts per agency, of those that have one; agencies in order of their ids. Verified ones stay in their
 * places, or drawing again after the first calls would put others there.
 */
export function sampleOf(rows: readonly ContactRow[], size: number, seed: string): ContactRow[] {
  const byAgency = new Map<string, { lot: string; row: ContactRow }[]>();
  for (const row of rows) {
    if (row.agency === undefined) continue;
    const lot = createHash('sha256').update(`${seed} ${row.subject}`).digest('hex');
    byAgency.set(row.agency, [...(byAgency.get(row.agency) ?? []), { lot, row }]);
  }
  return [...byAgency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, drawn]) =>
      drawn
        .sort((a, b) => (a.lot < b.lot ? -1 : 1))
        .slice(0, size)
        .map(({ row }) => row),
    );
}
