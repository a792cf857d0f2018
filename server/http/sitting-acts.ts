// Acts on a sitting that is on: extend it, or open a second desk. They undo as other edits do.
import type { Acted, ActRefused, Acts } from '../sittings/acts.ts';
import type { Timetable } from '../sittings/timetable.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';
import { conflict, idOf, versionOf } from './sittings.ts';

export function actRoutes({ acts, timetable }: { acts: Acts; timetable: Timetable }): readonly Route[] {
  const answered = (done: Acted | ActRefused) => {
    if (!done.ok) throw refusal(done);
    const { sitting, message } = done;
    return { sitting: timetable.toRow(sitting), ...(message !== undefined && { message }) };
  };
  const refusal = (refused: ActRefused): Problem => {
    switch (refused.code) {
      case 'not-on':
        return new Problem('sitting-not-on', 'this sitting has not begun, is over, or ends in less than five minutes');
      case 'no-queue':
        return new Problem('bad-parameters', 'expected a sitting whose queue is known', { more: { field: 'queue' } });
      case 'too-long':
        return new Problem('bad-parameters', 'minutes: expected a sitting of at most 12 hours in all');
      default:
        return conflict(refused, timetable.toRow);
    }
  };

  return [
    serve('POST /api/sittings/:id/extend', async ({ params, body, who, request }) =>
      answered(await acts.extend(idOf(params), versionOf(request), body.minutes, who.name)),
    ),
    serve('POST /api/sittings/:id/desks', async ({ params, body, who }) =>
      answered(await acts.openDesk(idOf(params), body, who.name)),
    ),
  ];
}
