// The timetable over HTTP: reading it with each sitting's state at this moment, and editing it. An edit names the version
// that it was made on (If-Match), so that of two people editing one sitting the second sees what the first did.
import { LONGEST_SITTING, SHORTEST_SITTING } from '../../shared/planning.ts';
import { DAY } from '../../shared/time.ts';
import express, { type Request, type Response } from 'express';
import type { Calendar } from '../../shared/calendar.ts';
import type { PlanProblem, SittingRow } from '../../shared/api/sittings.ts';
import { idPattern } from '../../shared/event-fields.ts';
import type { Refused } from '../sittings/planner.ts';
import type { Timetable } from '../sittings/timetable.ts';
import { upTo } from './body.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

const MOST_DAYS = 93;
const MOST_BYTES = 512 * 1024;

export function sittingRoutes({ timetable, calendar }: { timetable: Timetable; calendar: Calendar }): readonly Route[] {
  const { planner } = timetable;
  const json = upTo(MOST_BYTES, express.json({ limit: MOST_BYTES }));

  const list = serve('GET /api/sittings', ({ query: { from, to } }) => {
    const first = startOf(from, 'from', calendar);
    const last = startOf(to, 'to', calendar);
    if (last < first || last - first > MOST_DAYS * DAY)
      throw new Problem('bad-parameters', `expected "to" not before "from" and at most ${MOST_DAYS} days after it`);
    return { sittings: timetable.between(first, calendar.startOf(calendar.dayAfter(calendar.dayOf(last)))) };
  });

  const one = serve('GET /api/sittings/:id', async ({ params, response }) => {
    const row = await timetable.one(idOf(params));
    if (!row) throw unknownSitting();
    return tagged(response, row);
  });

  const add = serve(
    'POST /api/sittings',
    async ({ body, who, response }) => {
      const plans = Array.isArray(body) ? body : [body];
      for (const plan of plans) requireLength(plan);
      const saved = await planner.add(plans, who.name);
      if (Array.isArray(body))
        return { saved: saved.map((each) => (each.ok ? timetable.toRow(each.sitting) : { refused: refusalOf(each) })) };
      const [first] = saved;
      if (!first?.ok) throw conflict(first, timetable.toRow, plans[0]);
      response.status(201);
      return tagged(response, timetable.toRow(first.sitting));
    },
    { parse: json },
  );

  const change = serve(
    'PATCH /api/sittings/:id',
    async ({ params, body: wanted, who, request, response }) => {
      const version = versionOf(request);
      const now = await timetable.one(idOf(params));
      if (!now) throw unknownSitting();
      requireLength({ from: wanted.from ?? now.from, to: wanted.to ?? now.to });
      const saved = await planner.change(now.id, version, wanted, who.name);
      if (!saved.ok) throw conflict(saved, timetable.toRow, wanted);
      return tagged(response, timetable.toRow(saved.sitting));
    },
    { parse: json },
  );

  const cancel = serve('DELETE /api/sittings/:id', async ({ params, query, who, request, response }) => {
    const saved = await planner.cancel(idOf(params), versionOf(request), query.mistaken === 'true', who.name);
    if (!saved.ok) throw conflict(saved, timetable.toRow);
    return tagged(response, timetable.toRow(saved.sitting));
  });

  const take = serve(
    'POST /api/sittings/import',
    async ({ body: { text: table, save, ...usual }, who }) => {
      const rows = timetable.read(table, usual);
      if (!save) return { rows };
      const plans = rows.flatMap((row) => (row.ok ? [row.plan] : []));
      const saved = await planner.add(plans, who.name);
      return { rows, saved: saved.flatMap((each) => (each.ok ? [timetable.toRow(each.sitting)] : [])) };
    },
    { parse: json },
  );

  return [list, one, add, change, cancel, take];
}

/** The version goes out as the ETag that an edit has to name. */
const tagged = (response: Response, row: SittingRow): SittingRow => {
  response.setHeader('ETag', `"${row.version}"`);
  return row;
};

export const unknownSitting = (): Problem => new Problem('not-found', 'there is no sitting with this id');

export function idOf({ id }: { id: string }): string {
  if (!idPattern.test(id)) throw unknownSitting();
  return id;
}

/** The version in If-Match; a script that sends `*` is refused. */
export function versionOf(request: Request): number {
  const given = request.headers['if-match'];
  if (given === undefined)
    throw new Problem('version-missing', 'expected If-Match with the ETag of the sitting that you edit');
  const version = /^"?(\d{1,4})"?$/.exec(given)?.[1];
  if (version === undefined)
    throw new Problem('version-unknown', `expected If-Match like "3", got ${given.slice(0, 40)}`);
  return Number(version);
}

function startOf(day: string, name: string, calendar: Calendar): number {
  if (!calendar.has(day)) throw new Problem('bad-parameters', `${name}: expected a Jalali day such as 1405-09-02`);
  return calendar.startOf(day);
}

function requireLength({ from, to }: { from: number; to: number }): void {
  if (to - from < SHORTEST_SITTING || to - from > LONGEST_SITTING)
    throw new Problem('bad-parameters', 'to: expected 5 minutes to 12 hours after from');
}

const refusalOf = (refused: Refused): PlanProblem =>
  refused.code === 'clash'
    ? { code: 'clash', with: { name: refused.with.official.name, from: refused.with.from, to: refused.with.to } }
    : { code: 'there-already' };

/** The problem of a refused edit: the clash, or both versions. */
export function conflict(refused: Refused | undefined, toRow: Timetable['toRow'], yours?: unknown): Problem {
  switch (refused?.code) {
    case 'clash':
      return new Problem('sitting-clash', 'another sitting has this desk or official in that time', {
        more: { clash: toRow(refused.with), ...(yours !== undefined && { yours }) },
      });
    case 'edited-meanwhile':
      return new Problem('edited-meanwhile', 'somebody else edited this sitting; look at theirs and decide', {
        more: { now: toRow(refused.now), ...(yours !== undefined && { yours }) },
      });
    default:
      return unknownSitting();
  }
}
