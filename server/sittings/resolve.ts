// Written names of a timetable → a plan with the ids of the profile and of the desks and queues on the board. Pure.
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import { hidesNumber } from '../../shared/number.ts';
import type { Plan, PlanProblem, TableRow } from '../../shared/api/sittings.ts';
import type { Profile } from '../../shared/profile.ts';
import { clashes } from '../../shared/call-window.ts';
import type { Sitting } from '../board/sitting.ts';
import { lookup } from '../profiles/lookup.ts';
import { repeated } from '../tables/words.ts';
import type { ReadRow, Written } from './table.ts';

export type Known = {
  profile: Profile;
  /** Names of the desks and queues on the board, by id. */
  desks: Readonly<Record<string, { name: string }>>;
  queues: Readonly<Record<string, { name: string }>>;
  /** Where a table has no desk or queue. */
  usual: { desk?: string | undefined; queue?: string | undefined };
  sittings: readonly Sitting[];
};

const LONGEST_NAME = 60;
/** Titles before the name of a county: such an official is of that county. */
const GOVERNOR = ['فرماندار', 'سرپرست فرمانداری', 'governor of', 'governor'];

/** Every row as a plan, or with all that is wrong with it; clashes with what is planned and among the rows are named. */
export function resolveTable(rows: readonly ReadRow[], known: Known): TableRow[] {
  const resolve = createResolve(known);
  const taken: { line: number; plan: Plan }[] = [];
  return rows.map((row): TableRow => {
    if (!row.ok) return row;
    const { plan, problems } = resolve(row.written);
    problems.push(...clashesOf(plan, known.sittings, taken));
    if (problems.length > 0) return { line: row.line, ok: false, problems };
    taken.push({ line: row.line, plan });
    return { line: row.line, ok: true, plan };
  });
}

function createResolve({ profile, desks, queues, usual }: Known) {
  const counties = lookup(profile.counties);
  const deskWords = lookup({ ...desks, ...profile.desks });
  const queueWords = lookup({ ...queues, ...profile.queues });

  return (written: Written): { plan: Plan; problems: PlanProblem[] } => {
    const problems: PlanProblem[] = [];
    const find = (words: Map<string, string>, value: string | undefined, code: PlanProblem['code']) => {
      if (!value) return undefined;
      const id = words.get(normalizeForSearch(value));
      if (id === undefined) problems.push({ code, value: repeated(value) });
      return id;
    };
    const text = (value: string | undefined): string | undefined => {
      if (!value) return undefined;
      if (value.length > LONGEST_NAME) problems.push({ code: 'long-name', value: repeated(value) });
      if (hidesNumber(value)) problems.push({ code: 'digits' });
      return value;
    };
    // A grid names only the county: then its governor sits.
    const bare = counties.get(normalizeForSearch(written.official));
    const official = bare === undefined ? written.official : `فرماندار ${profile.counties[bare]?.name.fa ?? bare}`;
    const governed = [official, written.title ?? ''].map((words) => countyGoverned(words, counties));
    const county = find(counties, written.county, 'unknown-county') ?? bare ?? governed.find(Boolean);
    const plan: Plan = {
      official: { name: text(official) ?? '', title: text(written.title) },
      agency: text(written.agency),
      level: county === undefined ? 'province' : 'county',
      county,
      desk: find(deskWords, written.desk, 'unknown-desk') ?? usual.desk,
      queue: find(queueWords, written.queue, 'unknown-queue') ?? usual.queue,
      from: written.from,
      to: written.to,
    };
    return { plan, problems };
  };
}

function countyGoverned(words: string, counties: Map<string, string>): string | undefined {
  const title = GOVERNOR.find((one) => normalizeForSearch(words).startsWith(normalizeForSearch(one)));
  return title === undefined
    ? undefined
    : counties.get(normalizeForSearch(words).slice(normalizeForSearch(title).length));
}

function clashesOf(
  plan: Plan,
  sittings: readonly Sitting[],
  taken: readonly { line: number; plan: Plan }[],
): PlanProblem[] {
  const planned = { ...plan, id: '' };
  const found: PlanProblem[] = [];
  for (const sitting of sittings) {
    if (sitting.standing !== 'planned' || !clashes(planned, sitting)) continue;
    const { official, from, to } = sitting;
    const same =
      from === plan.from &&
      to === plan.to &&
      normalizeForSearch(official.name) === normalizeForSearch(plan.official.name);
    found.push({ code: same ? 'there-already' : 'clash', with: { name: official.name, from, to } });
  }
  for (const { line, plan: other } of taken)
    if (clashes(planned, { ...other, id: String(line) }))
      found.push({ code: 'clash', with: { name: other.official.name, from: other.from, to: other.to, line } });
  return found;
}
