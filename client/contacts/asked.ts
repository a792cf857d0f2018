// What a list of contacts is asked for: the address holds it, so that it can be reloaded and sent on. Pure.
import type { RequestOf } from '../../shared/api/types.ts';
import { addressOf } from '../state/api.ts';

type Given = NonNullable<RequestOf<'GET /api/contacts'>['query']>;
export const keys = [
  ...(['q', 'ref', 'month', 'day', 'from', 'to', 'county', 'topic', 'kind', 'agency', 'channel', 'official'] as const),
  ...(['state', 'step', 'deadline', 'sort'] as const),
];
export type Key = (typeof keys)[number];
/** The list of the province from which a filter chooses, in the order of the filters. */
export const lists = {
  county: 'counties',
  topic: 'topics',
  kind: 'kinds',
  agency: 'agencies',
  channel: 'channels',
} as const;
export type Asked = Partial<Record<Key, string>>;

export const askedIn = (query: URLSearchParams): Asked =>
  Object.fromEntries(keys.flatMap((key) => (query.get(key) ? [[key, query.get(key)]] : [])));

export const pageOf = (asked: Asked): string => addressOf('/contacts', { query: asked });

/** The list without a limit of time, code or words is the running month: all contacts of all years are seldom meant. */
export const isLimited = ({ q, ref, month, day, from, to, state, deadline }: Asked): boolean =>
  [q, ref, month, day, from, to, state, deadline].some((one) => one !== undefined);

/** With one filter changed; an empty value takes it away. One span of days takes the place of the other kinds. */
export function withFilter(asked: Asked, key: Key, value: string): Asked {
  const next: Asked = { ...asked, [key]: value };
  if (value === '') delete next[key];
  else if (key === 'from' || key === 'to') {
    delete next.month;
    delete next.day;
  }
  return next;
}

/** As a query: the address may say anything, and the server checks it. */
export const queryOf = (asked: Asked): Given => asked;

/** The filters of a list that are counted and written into a file: all but its order. */
export function filtersOf({ sort: _order, ...filters }: Asked): Omit<Given, 'sort' | 'after'> {
  return filters;
}
