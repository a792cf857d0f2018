// A part of the province as a form has it, and back. Pure.
import type { ProvinceAnswer } from '../../shared/api/province.ts';

export type Parts = ProvinceAnswer['parts'];
export type Part = keyof Parts;
export const lists = ['agencies', 'topics', 'kinds', 'channels'] as const;
export type ListPart = (typeof lists)[number];
export const names = ['office'] as const;
export const numbers = ['target', 'sitting', 'maxTalkSeconds', 'dueSoonDays', 'topicsOnDisplays'] as const;

/** `id`: empty while a new entry has none. */
export type Entry = { id: string; fa: string; en: string; match: string };
export const hasMatch = (part: ListPart): boolean => part === 'topics' || part === 'channels';

export const entriesOf = (part: ListPart, parts: Parts): Entry[] =>
  Object.entries(parts[part]).map(([id, one]: [string, { fa: string; en: string; match?: string[] }]) => ({
    id,
    fa: one.fa,
    en: one.en,
    match: (one.match ?? []).join('، '),
  }));

export const isWhole = ({ fa, en }: Entry): boolean => fa.trim() !== '' && en.trim() !== '';

type Listed = Record<string, { fa: string; en: string; match?: string[] }>;
/** New entries get an id from their English name, as others have; no two the same. */
export function listOf(part: ListPart, entries: readonly Entry[]): Listed {
  const taken = new Set(entries.map(({ id }) => id));
  const list: Listed = {};
  for (const entry of entries) {
    const id = entry.id || newId(entry.en, taken);
    taken.add(id);
    list[id] = {
      fa: entry.fa.trim(),
      en: entry.en.trim(),
      ...(hasMatch(part) && {
        match: entry.match
          .split(/[،,]/)
          .map((word) => word.trim())
          .filter((word) => word !== ''),
      }),
    };
  }
  return list;
}

function newId(english: string, taken: ReadonlySet<string>): string {
  const slug =
    english
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'other';
  for (let n = 1; ; n++) {
    const id = n === 1 ? slug : `${slug}-${n}`;
    if (!taken.has(id) && id !== 'unknown' && id !== 'constructor') return id;
  }
}
