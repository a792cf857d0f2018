// What a limit would have done today, on the calls that the ledger has of today.
import type { Calendar } from '../../shared/calendar.ts';
import type { Levels, Rule } from '../../shared/rules.ts';
import type { PastVisits } from '../calls/past-visits.ts';
import { createTrial, type Preview } from './preview.ts';

type Parts = { past: Pick<PastVisits, 'ofDay'>; calendar: Calendar; now: () => number };

export const createPreview =
  ({ past, calendar, now }: Parts) =>
  async (rule: Rule, subject: string | undefined, tried: Levels): Promise<Preview | undefined> => {
    const today = calendar.dayOf(now());
    const from = calendar.startOf(today);
    const trial = createTrial(rule, tried, from, now());
    if (!trial) return undefined;
    for await (const piece of past.ofDay(today))
      for (const { visit, joinedAt } of piece)
        if ((subject === undefined || visit.queue === subject) && joinedAt >= from) trial.add(visit);
    return trial.result();
  };
