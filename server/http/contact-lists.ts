// Contacts over HTTP as lists: found by code, day and names, filtered, sorted, counted, and as a table.
import type { Calendar } from '../../shared/calendar.ts';
import type { ContactFilters } from '../../shared/api/contact-lists.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';
import type { Naming } from '../../shared/month-page.ts';
import type { Called } from '../../shared/naming.ts';
import type { Role } from '../../shared/role.ts';
import { canReadRefs } from '../access/permissions.ts';
import type { FoundContact } from '../contacts/contact-rows.ts';
import { standingNumbers } from '../contacts/case-standings.ts';
import type { CaseDeadlines } from '../contacts/deadlines.ts';
import { contactFile } from '../contacts/contact-file.ts';
import type { Order, Place, Wanted } from '../contacts/index-types.ts';
import type { ContactSearch } from '../contacts/contact-search.ts';
import { stepsBehind, stepsOf } from '../contacts/case-state.ts';
import { isRef, normalizeCode } from '../contacts/ref.ts';
import { understand, type SearchNames } from '../contacts/understand.ts';
import { dayNumber, dayText } from '../log/row.ts';
import { asFile } from './answers.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

const MOST_ROWS = 100;
/** Of a table: spreadsheet programs open few more (1,048,576). */
const MOST_IN_TABLE = 1_000_000;
const PIECE = 500;

type Options = {
  search: ContactSearch;
  calendar: Calendar;
  today: () => string;
  naming: Naming;
  /** What the search field knows beside codes and days. */
  names: () => SearchNames;
  /** Names of officials by id. */
  officials: () => ReadonlyMap<string, Called>;
  /** Finds the last days of cases. */
  dues: CaseDeadlines['dues'];
  costly: Costly;
};
const named = ['channel', 'county', 'topic', 'kind', 'agency', 'official'] as const;

export function contactListRoutes(options: Options): readonly Route[] {
  const { search, calendar, today, naming, names, officials, dues, costly } = options;

  const shown = (row: ContactRow, role: Role): ContactRow => {
    if (canReadRefs(role)) return row;
    const { ref: _hidden, ...open } = row;
    return open;
  };

  /** What was typed takes the place of what stands beside it. Undefined as `wanted`: nothing can fit. */
  const understood = (query: ContactFilters) => {
    const { q, ...beside } = query;
    const typed = q === undefined ? undefined : understand(q, { names: names(), calendar, today: today() });
    const asked: Omit<ContactFilters, 'q'> = { ...beside, ...typed?.understood };
    const isNothing = typed !== undefined && (typed.unknown.length > 0 || Object.keys(typed.understood).length === 0);
    return { typed, asked, wanted: isNothing ? undefined : wantedOf(asked, today(), calendar) };
  };

  const list = serve('GET /api/contacts', async (call) => {
    const { who } = call;
    const { sort, after, ...query } = call.query;
    const { typed, asked, wanted } = understood(query);
    const { rows, next } = await costly(call, async () =>
      wanted ? search.page(wanted, sort ?? 'newest', placeIn(after), MOST_ROWS) : { rows: [], next: undefined },
    );
    const called = officials();
    const of = rows.flatMap(({ row: { official = '' } }) => {
      const name = called.get(official);
      return name === undefined ? [] : [[official, name] as const];
    });
    const isSlip = rows.length === 0 && asked.ref !== undefined && !isRef(normalizeCode(asked.ref));
    return {
      rows: rows.map(({ row }) => shown(row, who.role)),
      officials: Object.fromEntries(of),
      ...(next && { next: `${dayText(next.day)}~${next.at}~${next.name}` }),
      ...(typed && { understood: typed.understood, unknown: typed.unknown }),
      ...(isSlip && canReadRefs(who.role) && { near: await search.near(asked.ref ?? '') }),
    };
  });

  const total = serve('GET /api/contacts/total', (call) =>
    costly(call, async () => {
      const { wanted } = understood(call.query);
      return { total: wanted ? await search.total(wanted) : 0 };
    }),
  );

  const table = serve(
    'GET /api/contacts.csv',
    ({ query: { lang = 'fa', ...query }, who }) => {
      const { asked, wanted } = understood(query);
      const hasRefs = canReadRefs(who.role);
      const parts = { naming, officials: officials(), calendar, dueOf: dues(), hasRefs };
      const name = ['111-contacts', asked.month, asked.day, asked.state, asked.deadline]
        .filter((part) => part !== undefined)
        .join('-');
      return asFile(
        'text/csv; charset=utf-8',
        `${name}.csv`,
        pieces(wanted, (rows) => contactFile(rows, lang, parts)),
      );
    },
    { costly },
  );

  /** As long as the list is; the head stands in the first piece only. */
  async function* pieces(wanted: Wanted | undefined, tableOf: (rows: readonly FoundContact[]) => string) {
    let behind: Place | undefined;
    const order: Order = 'newest';
    for (let written = 0; written < MOST_IN_TABLE; written += PIECE) {
      const { rows, next } = wanted ? await search.page(wanted, order, behind, PIECE) : { rows: [], next: undefined };
      const text = tableOf(rows);
      yield written === 0 ? text : text.slice(text.indexOf('\r\n') + 2);
      behind = next;
      if (!behind) return;
    }
  }

  return [total, list, table];
}

function placeIn(after: string | undefined): Place | undefined {
  if (after === undefined) return undefined;
  const [day = '', at, name = ''] = after.split('~');
  return { day: dayNumber(day), at: Number(at), name };
}

/** Throws Problem for days that the calendar lacks, or more spans of days than one. */
function wantedOf(asked: Omit<ContactFilters, 'q'>, today: string, calendar: Calendar): Wanted {
  const { month, day, ref } = asked;
  for (const name of ['day', 'from', 'to'] as const)
    if (asked[name] !== undefined && !calendar.has(asked[name]))
      throw invalidField(name, 'expected a day that the calendar has');
  if ([month, day, asked.from ?? asked.to].filter((one) => one !== undefined).length > 1)
    throw new Problem('bad-parameters', 'expected a month, or a day, or from and to');
  const values: Wanted['values'] = {};
  for (const name of named) {
    const id = asked[name];
    if (id !== undefined) values[name] = [id === 'unknown' ? undefined : id];
  }
  const { state, step, deadline } = asked;
  if (state !== undefined) values.steps = stepsOf[state];
  if (step === 'referred' || step === 'answered' || step === 'closed') {
    const steps: readonly number[] = stepsBehind[step];
    values.steps = values.steps ? values.steps.filter((one) => steps.includes(one)) : steps;
  } else if (step !== undefined) values.verified = [step];
  if (deadline !== undefined) values.deadline = [standingNumbers[deadline]];
  const [from, to] = month === undefined ? [day ?? asked.from, day ?? asked.to] : [`${month}-01`, `${month}-31`];
  const last = to === undefined ? undefined : dayNumber(to);
  return {
    ...(from !== undefined && { from: dayNumber(from) }),
    // What is registered for a day to come is listed when it has come; a case counts as soon as it was referred.
    to: deadline === undefined ? Math.min(last ?? dayNumber(today), dayNumber(today)) : last,
    ...(ref !== undefined && { code: normalizeCode(ref) }),
    values,
  };
}
