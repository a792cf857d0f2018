// Why a decision about a name is not taken, beyond what its schema says. Pure.
import type { DeskDecision, DeskRow, NameProblem, QueueDecision, QueueRow } from '../../shared/api/names.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';

export type NameFault = NameProblem & { field: string };
type Given = { fa: string; en?: string | undefined };
type Other = { id: string; names?: { fa: string; en: string } };

/** Two of one name cannot be told apart on a wall. Compared as people read: without case, spaces and Arabic letters. */
function takenBy(id: string, names: Given | undefined, others: readonly Other[]): NameFault[] {
  if (names === undefined) return [];
  const isSame = (a: string, b: string): boolean => normalizeForSearch(a) === normalizeForSearch(b);
  const named = others.filter((other) => other.id !== id);
  const fa = named.find((other) => other.names && isSame(other.names.fa, names.fa));
  if (fa) return [{ field: 'names.fa', code: 'name-taken', value: fa.id }];
  const en = named.find((other) => other.names && names.en !== undefined && isSame(other.names.en, names.en));
  return en ? [{ field: 'names.en', code: 'name-taken', value: en.id }] : [];
}

export function queueFaults(
  id: string,
  { names, county, callersFromHere }: QueueDecision,
  queues: readonly QueueRow[],
  known: { counties: ReadonlySet<string>; usualCounty: string | undefined },
): NameFault[] {
  const faults = takenBy(
    id,
    names,
    queues.filter(({ ignored }) => !ignored),
  );
  if (county !== undefined && county !== 'unknown' && !known.counties.has(county))
    faults.push({ field: 'county', code: 'unknown-county', value: county });
  const inForce = county ?? known.usualCounty ?? 'unknown';
  if (callersFromHere && inForce === 'unknown') faults.push({ field: 'callersFromHere', code: 'no-county' });
  return faults;
}

export function deskFaults(id: string, { names, as }: DeskDecision, desks: readonly DeskRow[]): NameFault[] {
  const faults = takenBy(
    id,
    names,
    desks.filter((desk) => desk.as === undefined),
  );
  if (as === undefined) return faults;
  const target = desks.find((desk) => desk.id === as);
  if (!target) return [...faults, { field: 'as', code: 'unknown-desk', value: as }];
  const isOther = target.as !== undefined && target.id !== id;
  if (as === id || isOther || desks.some((desk) => desk.as === id))
    faults.push({ field: 'as', code: 'same-desk', value: as });
  return faults;
}

/** In English, for programs; screens have words of their own. */
export const faultSentence: Record<NameProblem['code'], string> = {
  'no-kind': 'expected queue, desk or official in the column of the kind',
  'no-thing': 'expected an id, or what the telephone system calls it',
  'unknown-thing': 'expected a queue, desk or official that was reported',
  'no-persian': 'expected a Persian name beside the English one',
  'bad-name': 'expected 1 to 60 characters on one line',
  digits: 'expected no telephone number, however it is written',
  'name-taken': 'expected a name that no other has',
  'unknown-county': 'expected a county of the province',
  'no-county': 'expected a county beside it: it says where "here" is',
  'bad-yes-no': 'expected yes or no',
  'unknown-desk': 'expected a desk that was reported',
  'same-desk': 'expected another desk, of which neither is already the same as a third',
  twice: 'expected each only once',
  'not-here': 'expected this column to be empty for this kind',
};
