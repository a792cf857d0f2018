// The timetable over HTTP: reading it with each sitting's state at this moment, and editing it. An edit names the version
// that it was made on (If-Match), so that of two people editing one sitting the second sees what the first did.
import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Calendar } from '../../shared/calendar.ts';
import { idPattern, digitRun } from '../../shared/event.ts';
import type { PlanProblem, SittingRow, TableRow } from '../../shared/planning.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Refused } from '../sittings/planner.ts';
import type { Timetable } from '../sittings/timetable.ts';
import { id } from './fields.ts';
import { Problem } from './problem.ts';
import { whoOf, type Route } from './route.ts';

const MOST_DAYS = 93;
const DAY = 86_400_000;
const LONGEST = 12 * 3_600_000;
const SHORTEST = 5 * 60_000;
const MOST_PLANS = 500;

const text = z
  .string()
  .trim()
  .min(1, 'expected 1 to 60 characters')
  .max(60, 'expected 1 to 60 characters')
  .refine((value) => !digitRun.test(value), 'no run of 8 or more digits may stand here');
const moment = z.number().int().min(Date.UTC(2010, 0)).max(Date.UTC(2100, 0));
const official = z.strictObject({ id: id.optional(), name: text, title: text.optional() });
const level = z.enum(['province', 'county']);
const planSchema = z.strictObject({
  official,
  agency: text.optional(),
  level,
  county: id.optional(),
  queue: id.optional(),
  desk: id.optional(),
  from: moment,
  to: moment,
});
const changeSchema = z.strictObject({
  official: official.optional(),
  agency: text.nullable().optional(),
  level: level.optional(),
  county: id.nullable().optional(),
  queue: id.nullable().optional(),
  desk: id.nullable().optional(),
  from: moment.optional(),
  to: moment.optional(),
  cancelled: z.boolean().optional(),
});
const plansSchema = z.array(planSchema).min(1, 'expected at least one plan').max(MOST_PLANS);
const importSchema = z.strictObject({
  text: z.string(),
  desk: id.optional(),
  queue: id.optional(),
  save: z.boolean().default(false),
});

export function sittingRoutes({ timetable, calendar }: { timetable: Timetable; calendar: Calendar }): readonly Route[] {
  const { planner } = timetable;
  const json = express.json({ limit: '512kb' });

  const list: RequestHandler = (request, response) => {
    const { from, to } = request.query;
    const first = startOf(from, 'from', calendar);
    const last = startOf(to, 'to', calendar);
    if (last < first || last - first > MOST_DAYS * DAY)
      throw new Problem('bad-parameters', `expected "to" not before "from" and at most ${MOST_DAYS} days after it`);
    response.json({ sittings: timetable.between(first, calendar.startOf(calendar.dayAfter(calendar.dayOf(last)))) });
  };

  const one: RequestHandler = (request, response) => {
    const row = timetable.one(idOf(request));
    if (!row) throw unknownSitting();
    answer(response, row);
  };

  const add: RequestHandler = async (request, response) => {
    const many = Array.isArray(request.body);
    const plans = many ? parsed(plansSchema, request.body) : [parsed(planSchema, request.body)];
    for (const plan of plans) requireSound(plan, timetable.counties);
    const saved = await planner.add(plans, whoOf(response).name);
    if (many)
      return void response.json({
        saved: saved.map((each) => (each.ok ? timetable.toRow(each.sitting) : { refused: refusalOf(each) })),
      });
    const [first] = saved;
    if (!first?.ok) throw conflict(first, timetable.toRow, plans[0]);
    answer(response.status(201), timetable.toRow(first.sitting));
  };

  const change: RequestHandler = async (request, response) => {
    const version = versionOf(request);
    const wanted = parsed(changeSchema, request.body);
    const now = timetable.one(idOf(request));
    if (!now) throw unknownSitting();
    requireSound(
      {
        from: wanted.from ?? now.from,
        to: wanted.to ?? now.to,
        county: wanted.county === undefined ? now.county : (wanted.county ?? undefined),
      },
      timetable.counties,
    );
    const saved = await planner.change(now.id, version, wanted, whoOf(response).name);
    if (!saved.ok) throw conflict(saved, timetable.toRow, wanted);
    answer(response, timetable.toRow(saved.sitting));
  };

  const cancel: RequestHandler = async (request, response) => {
    const mistaken = request.query['mistaken'] === 'true';
    const saved = await planner.cancel(idOf(request), versionOf(request), mistaken, whoOf(response).name);
    if (!saved.ok) throw conflict(saved, timetable.toRow);
    answer(response, timetable.toRow(saved.sitting));
  };

  const take: RequestHandler = async (request, response) => {
    const { text: table, save, ...usual } = parsed(importSchema, request.body);
    const rows = timetable.read(table, usual);
    if (!save) return void response.json({ rows });
    const plans = rows.flatMap((row) => (row.ok ? [row.plan] : []));
    const saved = await planner.add(plans, whoOf(response).name);
    response.json({ rows, saved: saved.flatMap((each) => (each.ok ? [timetable.toRow(each.sitting)] : [])) });
  };

  return [
    { key: 'GET /api/sittings', steps: [list] },
    { key: 'GET /api/sittings/:id', steps: [one] },
    { key: 'POST /api/sittings', steps: [json, add], body: z.union([planSchema, plansSchema]) },
    { key: 'PATCH /api/sittings/:id', steps: [json, change], body: changeSchema },
    { key: 'DELETE /api/sittings/:id', steps: [cancel] },
    { key: 'POST /api/sittings/import', steps: [json, take], body: importSchema },
  ];
}

const answer = (response: Response, row: SittingRow): void => {
  response.setHeader('ETag', `"${row.version}"`);
  response.json(row);
};

const unknownSitting = (): Problem => new Problem('not-found', 'there is no sitting with this id');

function idOf(request: Request): string {
  const given = request.params['id'];
  if (typeof given !== 'string' || !idPattern.test(given)) throw unknownSitting();
  return given;
}

/** The version in If-Match; a script that does not care says `*` and is told to care. */
function versionOf(request: Request): number {
  const given = request.headers['if-match'];
  if (given === undefined)
    throw new Problem('version-missing', 'expected If-Match with the ETag of the sitting that you edit');
  const version = /^"?(\d{1,4})"?$/.exec(given)?.[1];
  if (version === undefined)
    throw new Problem('version-unknown', `expected If-Match like "3", got ${given.slice(0, 40)}`);
  return Number(version);
}

function startOf(day: unknown, name: string, calendar: Calendar): number {
  if (typeof day !== 'string' || !calendar.has(day))
    throw new Problem('bad-parameters', `${name}: expected a Jalali day such as 1405-09-02`);
  return calendar.startOf(day);
}

function parsed<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new Problem('bad-parameters', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not what was expected'}`);
}

function requireSound(
  plan: { from: number; to: number; county?: string | undefined },
  counties: readonly string[],
): void {
  if (plan.to - plan.from < SHORTEST || plan.to - plan.from > LONGEST)
    throw new Problem('bad-parameters', 'to: expected 5 minutes to 12 hours after from');
  if (plan.county !== undefined && !counties.includes(plan.county))
    throw new Problem('bad-parameters', `county: expected one of ${counties.join(', ')}`);
}

const refusalOf = (refused: Refused): PlanProblem =>
  refused.code === 'clash'
    ? { code: 'clash', with: { name: refused.with.official.name, from: refused.with.from, to: refused.with.to } }
    : { code: 'there-already' };

/** What to tell of a refused edit: the clash, or both versions. */
function conflict(refused: Refused | undefined, toRow: Timetable['toRow'], yours?: unknown): Problem {
  switch (refused?.code) {
    case 'clash':
      return new Problem('sitting-clash', 'another sitting has this desk in that time', {
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
