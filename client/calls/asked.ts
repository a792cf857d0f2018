// What a list of calls is asked for: the address holds it, so that it can be reloaded, sent on, and left by the back button. Pure.
const keys = ['day', 'queue', 'desk', 'sitting', 'county', 'outcome', 'hour'] as const;
export type Asked = Partial<Record<(typeof keys)[number], string | undefined>>;

export const askedIn = (query: URLSearchParams): Asked =>
  Object.fromEntries(keys.flatMap((key) => (query.get(key) ? [[key, query.get(key)]] : [])));

/** In one order, whatever was chosen first: the same list has one address. */
export const queryOf = (asked: Asked): string =>
  new URLSearchParams(keys.flatMap((key) => (asked[key] ? [[key, asked[key]]] : []))).toString();

export const addressOf = (asked: Asked): string => {
  const query = queryOf(asked);
  return query === '' ? '/calls' : `/calls?${query}`;
};

/** Filters of calls in progress: they have no outcome yet, and their hour is of little use. */
export const livingOutcomes = ['waiting', 'answered'] as const;
export const isInProgress = ({ day, sitting }: Asked): boolean => day === undefined && sitting === undefined;

/** `asked` with one filter changed; an empty value takes it away, and with it what makes no sense without it. */
export function withFilter(asked: Asked, key: keyof Asked, value: string): Asked {
  const next: Asked = { ...asked, [key]: value };
  if (value === '') delete next[key];
  if (!isInProgress(next)) return next;
  delete next.hour;
  if (!livingOutcomes.some((outcome) => outcome === next.outcome)) delete next.outcome;
  return next;
}
