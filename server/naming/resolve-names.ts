// Rows of a table of names → decisions about things that were reported, without those that change nothing. Pure.
import type {
  DeskDecision,
  DeskRow,
  NameProblem,
  NameTableRow,
  OfficialDecision,
  OfficialRow,
  QueueDecision,
  QueueRow,
} from '../../shared/api/names.ts';
import { hidesNumber } from '../../shared/number.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Name } from '../../shared/wire.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import { lookup } from '../profiles/lookup.ts';
import { deskFaults, queueFaults, type NameFault } from './name-faults.ts';
import type { NameBook } from './name-book.ts';
import type { Column, ReadName } from './name-table.ts';

export type KnownNames = {
  book: NameBook;
  profile: Pick<Profile, 'queues' | 'desks' | 'counties'>;
  /** The id of what a telephone system calls a queue or desk; undefined: none of ours. */
  idOf: (kind: 'queue' | 'desk', reported: string) => string | undefined;
};

export function resolveNames(rows: readonly ReadName[], { book, profile, idOf }: KnownNames): NameTableRow[] {
  // Each row is judged beside the rows before it, as if they were in force.
  const queues = new Map(book.queues().map((queue) => [queue.id, queue]));
  const desks = new Map(book.desks().map((desk) => [desk.id, desk]));
  const officials = new Map(book.officials().map((official) => [official.id, official]));
  const counties = lookup(profile.counties);
  const countyIds = new Set(Object.keys(profile.counties));
  const seen = new Set<string>();

  const find = (row: ReadName): string | undefined => {
    const known = row.kind === 'queue' ? queues : row.kind === 'desk' ? desks : officials;
    if (known.has(row.id)) return row.id;
    if (row.reported === '' || row.kind === undefined || row.kind === 'official') return undefined;
    return idOf(row.kind, row.reported);
  };
  const refused = (line: number, problems: readonly (NameProblem | NameFault)[]): NameTableRow => ({
    line,
    ok: false,
    problems: problems.map(({ code, value }) => ({
      code,
      ...(value !== undefined && !hidesNumber(value) && { value }),
    })),
  });

  const queueRow = (row: ReadName, id: string): NameTableRow | undefined => {
    const usual = profile.queues[id];
    const county = row.county === '' ? undefined : counties.get(normalizeForSearch(row.county));
    if (row.county !== '' && county === undefined)
      return refused(row.line, [{ code: 'unknown-county', value: row.county.slice(0, 60) }]);
    const wanted = county ?? (usual?.county === undefined ? undefined : 'unknown');
    const decision: QueueDecision = {
      ...ofNames(row.names, usual?.name),
      ...(wanted !== undefined && wanted !== usual?.county && { county: wanted }),
      ...(row.callersFromHere !== undefined &&
        row.callersFromHere !== (usual?.callersFromHere ?? false) && { callersFromHere: row.callersFromHere }),
      ...(row.ignored && { ignored: true }),
    };
    const faults = queueFaults(id, decision, [...queues.values()], {
      counties: countyIds,
      usualCounty: usual?.county,
    });
    if (faults.length > 0) return refused(row.line, faults);
    const before = queues.get(id);
    const after: QueueRow = {
      ...{ id, inProfile: usual !== undefined, countsToday: before?.countsToday ?? false },
      ...namesOf(row.names, usual?.name),
      ...(county !== undefined && { county }),
      callersFromHere: decision.callersFromHere ?? usual?.callersFromHere ?? false,
      ignored: decision.ignored ?? false,
    };
    queues.set(id, after);
    const same =
      isSame(before?.names, after.names) &&
      before?.county === after.county &&
      (before?.callersFromHere ?? false) === after.callersFromHere &&
      (before?.ignored ?? false) === after.ignored;
    return same ? undefined : { line: row.line, ok: true, kind: 'queue', id, decision };
  };

  const deskRow = (row: ReadName, id: string): NameTableRow | undefined => {
    const usual = profile.desks[id];
    const as = row.as === '' ? undefined : (deskCalled(row.as, desks) ?? row.as);
    const decision: DeskDecision = { ...ofNames(row.names, usual?.name), ...(as !== undefined && { as }) };
    const faults = deskFaults(id, decision, [...desks.values()]);
    if (faults.length > 0) return refused(row.line, faults);
    const before = desks.get(id);
    const after: DeskRow = {
      ...{ id, inProfile: usual !== undefined },
      ...namesOf(row.names, usual?.name),
      ...(as !== undefined && { as }),
    };
    desks.set(id, after);
    const same = isSame(before?.names, after.names) && before?.as === as;
    return same ? undefined : { line: row.line, ok: true, kind: 'desk', id, decision };
  };

  const officialRow = (row: ReadName, id: string): NameTableRow | undefined => {
    const decision: OfficialDecision = {
      ...(row.names && { names: row.names }),
      ...(row.titles && { titles: row.titles }),
    };
    const before: OfficialRow | undefined = officials.get(id);
    const same = isSame(before?.names, row.names) && isSame(before?.titles, row.titles);
    return same ? undefined : { line: row.line, ok: true, kind: 'official', id, decision };
  };

  return rows.flatMap((row): NameTableRow[] => {
    const id = row.problems.length > 0 ? undefined : find(row);
    if (id === undefined || row.kind === undefined) {
      const unknown: NameProblem = { code: 'unknown-thing' };
      return [refused(row.line, row.problems.length > 0 ? row.problems : [unknown])];
    }
    const key = `${row.kind} ${id}`;
    if (seen.has(key)) return [refused(row.line, [{ code: 'twice', value: id }])];
    seen.add(key);
    const before = { queue: queues, desk: desks, official: officials }[row.kind].get(id);
    const understood = { queue: queueRow, desk: deskRow, official: officialRow }[row.kind](completed(row, before), id);
    return understood ? [understood] : [];
  });
}

/** What a table has no column for stays as it is, or a list of new names would take away counties and desks. */
function completed(row: ReadName, before: Partial<QueueRow & DeskRow & OfficialRow> = {}): ReadName {
  const { names, titles, callersFromHere, ignored, ...rest } = row;
  const kept = <T>(column: Column, read: T, known: T): T => (row.columns.has(column) ? read : known);
  const inForce = {
    names: namesIn(row.columns, ['fa', 'en'], names, before.names),
    titles: namesIn(row.columns, ['titleFa', 'titleEn'], titles, before.titles),
    callersFromHere: kept('here', callersFromHere, before.callersFromHere),
    ignored: kept('ignored', ignored, before.ignored),
  };
  return {
    ...rest,
    county: kept('county', row.county, before.county ?? ''),
    as: kept('as', row.as, before.as ?? ''),
    ...(inForce.names && { names: inForce.names }),
    ...(inForce.titles && { titles: inForce.titles }),
    ...(inForce.callersFromHere !== undefined && { callersFromHere: inForce.callersFromHere }),
    ...(inForce.ignored !== undefined && { ignored: inForce.ignored }),
  };
}

function namesIn(
  columns: ReadonlySet<Column>,
  [persian, english]: readonly [Column, Column],
  read: Name | undefined,
  known: Name | undefined,
): Name | undefined {
  if (columns.has(english)) return read;
  if (!columns.has(persian)) return known;
  // An English name that only repeated the Persian one was never given.
  return read && known && known.en !== known.fa ? { fa: read.fa, en: known.en } : read;
}

const isSame = (a: Name | undefined, b: Name | undefined): boolean => a?.fa === b?.fa && a?.en === b?.en;
/** What differs from the profile's name; a name that is left empty is the profile's, too. */
const ofNames = (names: Name | undefined, usual: Name | undefined): { names?: Name } =>
  names && !isSame(names, usual) ? { names } : {};
const namesOf = (names: Name | undefined, usual: Name | undefined): { names?: Name } => {
  const inForce = names ?? usual;
  return inForce ? { names: inForce } : {};
};

/** A desk by its id, or by a name that only one desk has. */
function deskCalled(word: string, desks: ReadonlyMap<string, DeskRow>): string | undefined {
  if (desks.has(word)) return word;
  const wanted = normalizeForSearch(word);
  const found = [...desks.values()].filter(({ names, reported }) =>
    [names?.fa, names?.en, reported].some((name) => name !== undefined && normalizeForSearch(name) === wanted),
  );
  return found.length === 1 ? found[0]?.id : undefined;
}
