// The province over HTTP: its choice at the first run, and what administrators change of it. Both are events, from which the
// server is built when it starts again.
import { isDeepStrictEqual } from 'node:util';
import type { Board } from '../../shared/board.ts';
import type { ProvinceAnswer } from '../../shared/api/province.ts';
import { DEFAULT, provinceParts, type ProvinceChange, type ProvincePart } from '../../shared/province.ts';
import type { Intake } from '../log/intake.ts';
import { conflicts } from '../profiles/conflicts.ts';
import { partsOf, withPart } from '../profiles/in-force.ts';
import { isProvince, provinceNames } from '../profiles/provinces.ts';
import type { ProfileBook } from '../start-profile.ts';
import { invalidField, jsonUpTo } from './body.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  book: Pick<ProfileBook, 'now'>;
  /** Why the province stays what it is. */
  choice: () => ProvinceAnswer['choice'];
  board: () => Pick<Board, 'months'>;
  /** Whether any contact of any age is counted under an entry of a list. */
  isCounted: (list: CountedList, id: string) => Promise<boolean>;
  intake: Pick<Intake, 'write'>;
  newId: () => string;
};

const MOST_BYTES = 256 * 1024;
/** What a month counts by each list. */
const tallies = { agencies: 'byAgency', topics: 'byTopic', kinds: 'byKind', channels: 'byChannel' } as const;
export type CountedList = keyof typeof tallies;

export function provinceRoutes({ book, choice, board, isCounted, intake, newId }: Options): readonly Route[] {
  const answer = (): ProvinceAnswer => {
    const { profile, changed, isChosen } = book.now();
    return {
      id: profile.id,
      name: profile.name,
      counties: Object.keys(profile.counties).length,
      choice: choice(),
      isChosen,
      provinces: provinceNames(),
      parts: partsOf(profile),
      changed: Object.keys(changed),
    };
  };

  const show = serve('GET /api/province', answer);

  const choose = serve('PUT /api/province', async ({ body: { id }, who }) => {
    if (!isProvince(id)) throw invalidField('id', 'expected one of the provinces');
    const why = choice();
    if (why !== 'open') throw new Problem('province-fixed', fixed[why]);
    const was = book.now().profile.id;
    await intake.write([{ type: 'province.set', id: `province/${newId()}`, province: id, was }], who.name);
    return answer();
  });

  /** What contacts are counted by keeps its place: an id without a name would stand in their month. */
  async function requireKept(part: ProvincePart, before: unknown, after: unknown): Promise<void> {
    if (!(part in tallies)) return;
    const list = part as CountedList;
    for (const id of Object.keys(before as object)) {
      if (Object.hasOwn(after as object, id)) continue;
      // Imported months are on the board alone, contacts of any age in their index alone.
      const isShown = Object.values(board().months).some((month) => (month[tallies[list]][id] ?? 0) > 0);
      if (isShown || (await isCounted(list, id)))
        throw invalidField(`${part}.${id}`, 'expected to stay: contacts are counted under it; rename it instead');
    }
  }

  const change = serve(
    'PATCH /api/province',
    async ({ body, who }) => {
      const { profile, base } = book.now();
      const [before, usual] = [partsOf(profile), partsOf(base)];
      const wanted = provinceParts.filter((part) => {
        const value = body[part] === DEFAULT ? usual[part] : body[part];
        return body[part] !== undefined && (!isDeepStrictEqual(value, before[part]) || body[part] === DEFAULT);
      });
      const set = Object.fromEntries(wanted.map((part) => [part, body[part]])) as ProvinceChange;
      const was = Object.fromEntries(wanted.map((part) => [part, before[part] ?? DEFAULT])) as ProvinceChange;
      let changed = profile;
      for (const part of wanted) {
        const value = body[part] === DEFAULT ? usual[part] : body[part];
        await requireKept(part, before[part], value);
        changed = withPart(changed, part, { [part]: value });
        const [conflict] = conflicts(changed);
        if (conflict !== undefined) throw invalidField(part, conflict.replace(/^[^:]*: /, ''));
      }
      if (wanted.length > 0)
        await intake.write([{ type: 'profile.changed', id: `profile/${newId()}`, set, was }], who.name);
      return answer();
    },
    { parse: jsonUpTo(MOST_BYTES) },
  );

  return [show, choose, change];
}

const fixed = {
  configured: 'the variable PROFILE says which province this is',
  shared: 'several nodes share a log: set PROFILE on each of them',
  counted: 'calls, contacts or sessions of this province are recorded already; begin with an empty data folder',
} as const;
