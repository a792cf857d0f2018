// What queues, desks and officials are called: read, written one by one or as a table. Each decision is an event.
import type { DeskDecision, OfficialDecision, QueueDecision } from '../../shared/api/names.ts';
import { idPattern } from '../../shared/event-fields.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Name } from '../../shared/wire.ts';
import type { Intake, NewEvent } from '../log/intake.ts';
import type { NameBook } from '../naming/name-book.ts';
import { deskFaults, faultSentence, queueFaults, type NameFault } from '../naming/name-faults.ts';
import { nameTable, readNameTable } from '../naming/name-table.ts';
import { resolveNames, type KnownNames } from '../naming/resolve-names.ts';
import { asFile } from './answers.ts';
import { invalidField, jsonUpTo } from './body.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  book: NameBook;
  profile: Pick<Profile, 'queues' | 'desks' | 'counties'>;
  intake: Pick<Intake, 'write'>;
  idOf: KnownNames['idOf'];
  newId: () => string;
};

const MOST_BYTES = 1024 * 1024;

export function nameRoutes({ book, profile, intake, idOf, newId }: Options): readonly Route[] {
  const counties = new Set(Object.keys(profile.counties));
  const event = (decided: Decided): NewEvent => {
    const id = `named/${newId()}`;
    switch (decided.kind) {
      case 'queue':
        return { type: 'queue.named', id, queue: decided.id, ...withNames(decided.decision) };
      case 'desk':
        return { type: 'desk.named', id, desk: decided.id, ...withNames(decided.decision) };
      case 'official': {
        const { titles, ...rest } = withNames(decided.decision);
        return { type: 'official.named', id, official: decided.id, ...rest, ...(titles && { titles: both(titles) }) };
      }
    }
  };
  const write = (decided: Decided, by: string) => intake.write([event(decided)], by);

  const list = serve('GET /api/names', () => ({
    queues: book.queues(),
    desks: book.desks(),
    officials: book.officials(),
  }));

  const table = serve('GET /api/names.csv', ({ query: { lang = 'fa' } }) =>
    asFile('text/csv; charset=utf-8', '111-names.csv', nameTable(book, countyNames(profile), lang)),
  );

  const queue = serve('PUT /api/names/queues/:id', async ({ params, body: decision, who }) => {
    const id = known(params.id, book.queues());
    const usualCounty = profile.queues[id]?.county;
    refuse(queueFaults(id, decision, book.queues(), { counties, usualCounty }));
    await write({ kind: 'queue', id, decision }, who.name);
    return found(id, book.queues());
  });

  const desk = serve('PUT /api/names/desks/:id', async ({ params, body: decision, who }) => {
    const id = known(params.id, book.desks());
    refuse(deskFaults(id, decision, book.desks()));
    await write({ kind: 'desk', id, decision }, who.name);
    return found(id, book.desks());
  });

  const official = serve('PUT /api/names/officials/:id', async ({ params, body: decision, who }) => {
    const id = known(params.id, book.officials());
    await write({ kind: 'official', id, decision }, who.name);
    return found(id, book.officials());
  });

  const take = serve(
    'POST /api/names/import',
    async ({ body: { text, save }, who }) => {
      const rows = resolveNames(readNameTable(text), { book, profile, idOf });
      if (!save) return { rows };
      const decided = rows.flatMap((row) => (row.ok ? [row] : []));
      await intake.write(decided.map(event), who.name);
      return { rows, saved: decided.length };
    },
    { parse: jsonUpTo(MOST_BYTES) },
  );

  return [list, table, queue, desk, official, take];
}

type Decided =
  | { kind: 'queue'; id: string; decision: QueueDecision }
  | { kind: 'desk'; id: string; decision: DeskDecision }
  | { kind: 'official'; id: string; decision: OfficialDecision };

type Given = { fa: string; en?: string | undefined };
const both = ({ fa, en = fa }: Given): Name => ({ fa, en });
const withNames = <T extends { names?: Given | undefined }>({
  names,
  ...rest
}: T): Omit<T, 'names'> & { names?: Name } => ({
  ...rest,
  ...(names && { names: both(names) }),
});
const countyNames = ({ counties }: Pick<Profile, 'counties'>): Record<string, Name> =>
  Object.fromEntries(Object.entries(counties).map(([id, { name }]) => [id, name]));

function known(id: string, rows: readonly { id: string }[]): string {
  if (idPattern.test(id) && rows.some((row) => row.id === id)) return id;
  throw new Problem('not-found', 'nothing with this id was reported or named');
}

function found<T extends { id: string }>(id: string, rows: readonly T[]): T {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error('expected what was just named');
  return row;
}

function refuse([first]: readonly NameFault[]): void {
  if (!first) return;
  const { code, field, value } = first;
  const more = { field, ...(value !== undefined && { other: value }) };
  if (code === 'name-taken') throw new Problem('name-taken', `${field}: ${faultSentence[code]}`, { more });
  throw invalidField(field, faultSentence[code]);
}
