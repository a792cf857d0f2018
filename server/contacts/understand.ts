// What a person typed into the one search field, as filters of a list: a code, a day, a month, and names of the province in any
// order. Pure.
import { latinDigits } from '../../shared/digits.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import { replaceNumbers } from '../../shared/number.ts';
import { readsAsTelephone } from '../../shared/ref.ts';
import { dayIn } from '../tables/words.ts';
import { isRef, normalizeCode } from './ref.ts';

export type SearchedBy = 'ref' | 'day' | 'month' | 'county' | 'topic' | 'kind' | 'agency' | 'channel' | 'official';
export type Understood = Partial<Record<SearchedBy, string>>;
/** By normalised name the id; the first kind of name that fits counts. */
export type SearchNames = readonly (readonly [by: SearchedBy, idOf: ReadonlyMap<string, string>])[];

/** A word that may be a code: Latin letters and digits, with a digit among them. */
const CODE = /^(?=.*\d)[A-Za-z0-9-]{4,40}$/;
const MONTH = /^(1[34]\d\d)[/.-](\d{1,2})$/;
/** Names are compared from this many letters on, when only their beginning was typed. */
const BEGINNING = 2;

export function understand(
  text: string,
  { names, calendar, today }: { names: SearchNames; calendar: Calendar; today: string },
): { understood: Understood; unknown: string[] } {
  const understood: Understood = {};
  const unknown: string[] = [];
  const parts = text.trim().split(/\s+/u).filter(Boolean);
  const take = (by: SearchedBy, value: string): void => void (understood[by] ??= value);

  for (let at = 0; at < parts.length;) {
    const part = latinDigits(parts[at] ?? '');
    const [month, year = '', number = ''] = MONTH.exec(part) ?? [];
    const day = dayIn(part, today, calendar);
    if (isRef(normalizeCode(part)) && CODE.test(part)) take('ref', part);
    else if (day !== undefined) take('day', day);
    else if (month !== undefined && Number(number) >= 1 && Number(number) <= 12)
      take('month', `${year}-${number.padStart(2, '0')}`);
    else {
      const named = longestName(parts.slice(at), names);
      if (named) {
        take(named.by, named.id);
        at += named.parts;
        continue;
      }
      // No contact has a citizen's number for its code, and what is understood goes into the page's address.
      const mayBeCode = CODE.test(part) || /^[A-Za-z0-9-]{8,9}$/.test(part);
      if (mayBeCode && !readsAsTelephone(part)) take('ref', part);
      else unknown.push(parts[at] ?? '');
    }
    at += 1;
  }
  // Together: the groups of a number may be words of their own.
  const repeated = replaceNumbers(unknown.join(' '), () => '…');
  return { understood, unknown: repeated === '' ? [] : repeated.split(' ') };
}

/** The name that takes most of the parts; one that was typed whole before one that only begins so. */
function longestName(
  parts: readonly string[],
  names: SearchNames,
): { by: SearchedBy; id: string; parts: number } | undefined {
  for (let count = Math.min(parts.length, 6); count > 0; count--) {
    const typed = normalizeForSearch(parts.slice(0, count).join(' '));
    for (const [by, idOf] of names) {
      const id = idOf.get(typed);
      if (id !== undefined) return { by, id, parts: count };
    }
  }
  for (let count = Math.min(parts.length, 6); count > 0; count--) {
    const typed = normalizeForSearch(parts.slice(0, count).join(' '));
    if (typed.length < BEGINNING) continue;
    const found = names.flatMap(([by, idOf]) => {
      const ids = new Set([...idOf].filter(([name]) => name.startsWith(typed)).map(([, id]) => id));
      return [...ids].map((id) => ({ by, id, parts: count }));
    });
    // Two names that begin alike: the person has to type more.
    if (found.length === 1) return found[0];
  }
  return undefined;
}
