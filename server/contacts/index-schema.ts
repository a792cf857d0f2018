// The tables of the index of contacts, and what lists are filtered by.

/** What of a contact is a word of the province; each stands as a number, 0 where it is unknown. */
export const words = ['channel', 'county', 'topic', 'kind', 'agency', 'official', 'verified'] as const;
export type WordFacet = (typeof words)[number];
export const facets = [...words, 'steps', 'deadline'] as const;
export type Facet = (typeof facets)[number];
/**
 * What lists are often filtered by together. Each index of a facet holds all of them: of contacts that fit one filter and not
 * the others the row is never read, which is most of the work of a list with several filters.
 */
const together = [
  'channel',
  'county',
  'topic',
  'kind',
  'agency',
  'steps',
  'deadline',
] as const satisfies readonly Facet[];
const indexOf = (facet: Facet): string => {
  const columns = [facet, 'day', 'moment', ...together.filter((one) => one !== facet)];
  return `create index if not exists contact_${facet} on contact (${columns.join()});`;
};

/**
 * `name` is null where it is the subject. `referred`: the day of the referral, 0 without one; `ended`: of the answer, or of the
 * closing without one, 0 while neither is there. `deadline`: its class, 0 without a referral. Each index is in the order of lists, so that reading one may stop early.
 */
export const tables = `
  create table if not exists word (id integer primary key, text text not null unique) strict;
  create table if not exists contact (
    id integer primary key,
    subject text not null unique,
    name text,
    day integer not null,
    moment integer not null,
    code text not null,
    referred integer not null,
    ended integer not null,
    ${facets.map((facet) => `${facet} integer not null`).join(', ')}
  ) strict;
  create index if not exists contact_name on contact (name) where name is not null;
  create index if not exists contact_code on contact (code);
  create index if not exists contact_day on contact (day, moment);
  ${facets.map(indexOf).join('\n  ')}
  create index if not exists contact_referred on contact (referred) where deadline > 0;
  create index if not exists contact_open on contact (referred, day, moment) where steps = 1;
  create index if not exists contact_standing on contact (referred, kind, agency) where steps = 1;
  create table if not exists tally (facet text not null, value integer not null, n integer not null, primary key (facet, value))
    strict, without rowid;
  create table if not exists mark (name text primary key, value any not null) strict, without rowid;
`;
