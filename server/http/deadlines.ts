// Days to answer over HTTP: the rules, and how cases stand by them.
import type { Calendar } from '../../shared/calendar.ts';
import type { CaseDeadlines } from '../contacts/deadlines.ts';
import type { Intake } from '../log/intake.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import { readable } from './readable-cases.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  deadlines: CaseDeadlines;
  intake: Pick<Intake, 'write'>;
  newId: () => string;
  calendar: Calendar;
  today: () => string;
  known: Record<'kind' | 'agency', ReadonlySet<string>>;
  costly: Costly;
};

export function deadlineRoutes(options: Options): readonly Route[] {
  const { deadlines, intake, newId, calendar, today, known, costly } = options;

  const list = serve('GET /api/deadlines', () => ({ rules: deadlines.rules() }));

  const set = serve('PUT /api/deadlines', async ({ body, who }) => {
    const { days, from = today(), ...rest } = body;
    for (const name of ['kind', 'agency'] as const) {
      const id = rest[name];
      if (id !== undefined && !known[name].has(id)) throw invalidField(name, 'expected an id of the profile');
    }
    if (!calendar.has(from)) throw invalidField('from', 'expected a day that the calendar has');
    // A rule for cases that were referred already would judge agencies by what they could not know.
    if (from < today()) throw invalidField('from', 'expected today or a later day');
    const event = { type: 'deadline.set', id: `deadline/${newId()}`, from, ...rest } as const;
    await intake.write([{ ...event, ...(days !== null && { days }) }], who.name);
    return { rules: deadlines.rules() };
  });

  const figures = serve('GET /api/cases/deadlines', (call) =>
    costly(call, async () => readable(await deadlines.figures(call.query.month), call.who.role)),
  );

  return [list, set, figures];
}
