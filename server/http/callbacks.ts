// Citizens who were not reached over HTTP: the list for those who call back, and what became of it.
import type { CallbackRow } from '../../shared/api/callbacks.ts';
import type { CallbackState } from '../../shared/callbacks.ts';
import type { Role } from '../../shared/role.ts';
import type { Name } from '../../shared/wire.ts';
import { canCallBack } from '../access/permissions.ts';
import { visitKey } from '../board/key.ts';
import type { Fold } from '../board/fold-type.ts';
import { rowOf } from '../calls/call-rows.ts';
import { visitsOf } from '../calls/past-visits.ts';
import type { CallbackBook } from '../callbacks/callback-book.ts';
import type { Callback } from '../callbacks/callback-list.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Intake } from '../log/intake.ts';
import type { Pace } from '../reading/pace.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

const MOST_ROWS = 100;

type Options = {
  book: CallbackBook;
  fold: Pick<Fold, 'readCall'>;
  ledger: Pick<Ledger, 'bySubject'>;
  nameOf: (queue: string) => Name;
  intake: Pick<Intake, 'write'>;
  newId: () => string;
  pace: Pace;
};

const keyOf = ({ call }: Pick<Callback, 'call'>): string => visitKey(call, 1);
const isBehind = (one: Callback, at: number, key: string): boolean =>
  one.keptAt < at || (one.keptAt === at && keyOf(one) > key);

export function callbackRoutes({ book, fold, ledger, nameOf, intake, newId, pace }: Options): readonly Route[] {
  const rowFor = (one: Callback, role: Role): CallbackRow => {
    const { call, state, handle, keptAt, expiresAt, times, tries, last } = one;
    const events = ledger.bySubject(`call/${call}`).map(({ event }) => event);
    const read = fold.readCall(call, events);
    const visit = visitsOf(read).at(-1);
    const refused = visit ? undefined : read.refused.at(-1);
    const queue = visit?.visit.queue ?? refused?.queue;
    const known = visit && rowOf(visit);
    return {
      key: keyOf(one),
      state,
      ...(canCallBack(role) && state !== 'expired' && { handle }),
      keptAt,
      expiresAt,
      times,
      ...(queue !== undefined && { queue: nameOf(queue) }),
      county: read.tags.county ?? 'unknown',
      ...(read.tags.topic !== undefined && { topic: read.tags.topic }),
      ...(known && { joinedAt: known.joinedAt, outcome: known.outcome }),
      ...(known?.waited !== undefined && { waited: known.waited }),
      ...(known?.waitApprox && { waitApprox: true }),
      ...(refused && { outcome: 'refused' }),
      tries,
      ...(last && { last: { at: last.at, outcome: last.outcome, ...(last.by !== undefined && { by: last.by }) } }),
    };
  };

  const list = serve('GET /api/callbacks', async ({ query: { state = 'open', after }, who }) => {
    const all = await book();
    const counts: Record<CallbackState, number> = { open: 0, done: 0, expired: 0 };
    for (const one of all) counts[one.state] += 1;
    // One behind the other by key where two were kept at once: so no page repeats or omits a row.
    const asked = all
      .filter((one) => one.state === state)
      .sort((a, b) => b.keptAt - a.keptAt || (keyOf(a) < keyOf(b) ? -1 : 1));
    const [at = '', key = ''] = after?.split('~') ?? [];
    const left = after === undefined ? asked : asked.filter((one) => isBehind(one, Number(at), key));
    const page = left.slice(0, MOST_ROWS);
    const rows: CallbackRow[] = [];
    for (const one of page) {
      if (pace.isUsedUp()) await pace.turn();
      rows.push(rowFor(one, who.role));
    }
    const last = page.at(-1);
    return { counts, rows, ...(left.length > MOST_ROWS && last && { next: `${last.keptAt}~${keyOf(last)}` }) };
  });

  const find = async (key: string): Promise<Callback> => {
    const found = (await book()).find((one) => keyOf(one) === key);
    if (!found) throw new Problem('not-found', 'this citizen is not on the list (any more)');
    return found;
  };

  const record = serve('POST /api/callbacks', async ({ body: { key, outcome, mistaken }, who }) => {
    const { call } = await find(key);
    await intake.write(
      [
        {
          type: 'call.calledback',
          id: `callback/${newId()}`,
          call,
          outcome,
          ...(mistaken && { mistaken }),
        },
      ],
      who.name,
    );
    return rowFor(await find(key), who.role);
  });

  return [list, record];
}
