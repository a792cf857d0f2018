// What a change of the province changed, part by part, with what stood there before. Pure.
import type { ProvinceChange } from '../../shared/province.ts';
import type { Lang } from '../text/numerals.ts';

export type ChangeWords = {
  parts: Readonly<Record<string, string>>;
  isDefault: string;
  yes: string;
  no: string;
  from: (before: string, after: string) => string;
  added: (names: string) => string;
  removed: (names: string) => string;
  comma: string;
  semicolon: string;
};
type Listed = Record<string, { fa: string; en: string }>;

export function provinceChanges(
  set: ProvinceChange,
  was: ProvinceChange = {},
  lang: Lang,
  plain: (value: number) => string,
  words: ChangeWords,
): string {
  const shown = (value: unknown): string => {
    if (value === undefined || value === 'default') return words.isDefault;
    if (typeof value === 'number') return plain(value);
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (isNames(value)) return value[lang];
    const { before, after } = value as { before: number; after: number };
    return `${plain(before)}/${plain(after)}`;
  };
  const inLists = (before: Listed, after: Listed): string[] => {
    const names = (ids: string[], list: Listed): string => ids.map((id) => list[id]?.[lang] ?? id).join(words.comma);
    const added = Object.keys(after).filter((id) => !before[id]);
    const removed = Object.keys(before).filter((id) => !after[id]);
    const renamed = Object.keys(after).filter((id) => before[id] && before[id][lang] !== after[id]?.[lang]);
    return [
      ...(added.length > 0 ? [words.added(names(added, after))] : []),
      ...(removed.length > 0 ? [words.removed(names(removed, before))] : []),
      ...renamed.map((id) => words.from(before[id]?.[lang] ?? id, after[id]?.[lang] ?? id)),
    ];
  };
  return Object.entries(set)
    .map(([part, value]: [string, unknown]) => {
      const before = was[part as keyof ProvinceChange] as unknown;
      const isListed = isList(before) && isList(value);
      const what = isListed ? inLists(before, value).join(words.semicolon) : '';
      const plainly = isList(before) || isList(value) ? shown('default') : words.from(shown(before), shown(value));
      return `${words.parts[part] ?? part}: ${what === '' ? plainly : what}`;
    })
    .join(words.semicolon);
}

/** Margins of sessions are an object, too, but of numbers. */
const isList = (value: unknown): value is Listed =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'object');

const isNames = (value: unknown): value is { fa: string; en: string } =>
  typeof value === 'object' && value !== null && 'fa' in value && typeof value.fa === 'string' && 'en' in value;
