// How desks spent a day over HTTP, as rows and as a table of several days.
import type { Calendar } from '../../shared/calendar.ts';
import { deskTimeFile } from '../desk-times/desk-time-file.ts';
import type { DeskDays } from '../desk-times/desk-days.ts';
import { asFile } from './answers.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

const MOST_DAYS = 31;

type Options = {
  daysOf: (day: string) => Promise<DeskDays>;
  calendar: Calendar;
  today: () => string;
  costly: Costly;
};

export function deskTimeRoutes({ daysOf, calendar, today, costly }: Options): readonly Route[] {
  const requireDay = (field: string, day: string): void => {
    if (!calendar.has(day) || day > today())
      throw invalidField(field, 'expected today or an earlier day that the calendar has');
  };
  return [
    serve('GET /api/desk-times', async (call) => {
      const { day } = call.query;
      requireDay('day', day);
      return costly(call, () => daysOf(day));
    }),
    serve('GET /api/desk-times.csv', async (call) => {
      const { from, to, lang = 'fa' } = call.query;
      requireDay('from', from);
      requireDay('to', to);
      if (to < from) throw invalidField('to', 'expected no day before from');
      const days: string[] = [];
      for (let day = from; day <= to; day = calendar.dayAfter(day)) {
        if (days.length === MOST_DAYS) throw invalidField('to', `expected at most ${MOST_DAYS} days`);
        days.push(day);
      }
      const read: DeskDays[] = [];
      for (const day of days) read.push(await costly(call, () => daysOf(day)));
      const name = from === to ? `111-desks-${from}.csv` : `111-desks-${from}-${to}.csv`;
      return asFile('text/csv; charset=utf-8', name, deskTimeFile(read, lang));
    }),
  ];
}
