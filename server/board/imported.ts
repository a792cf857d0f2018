// A month whose figures were brought from elsewhere: the last import of it counts.
import { emptyMonth, type MonthOnBoard } from '../../shared/board.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { latest, type Told } from './best.ts';

/** From the events of the subject `month/<month>`; undefined when it never was imported. */
export function importedMonth(events: readonly StoredEvent[]): MonthOnBoard | undefined {
  let last: Told<StoredOf<'month.imported'>> | undefined;
  for (const event of events)
    if (event.type === 'month.imported')
      last = latest(last, { value: event, at: event.at, approx: false, id: event.id });
  if (!last) return undefined;
  const { contacts, byChannel, byCounty, byTopic, byKind, byAgency, byOfficial, officials } = last.value;
  const answers = Object.entries(byOfficial ?? {}).map(
    ([id, answered]) => [id, { answered, completed: 0, talkSeconds: 0 }] as const,
  );
  return {
    ...emptyMonth(),
    contacts,
    byChannel: byChannel ?? {},
    byCounty: byCounty ?? {},
    byTopic: byTopic ?? {},
    byKind: byKind ?? {},
    byAgency: byAgency ?? {},
    byOfficial: Object.fromEntries(answers),
    officials: officials ?? answers.length,
    imported: true,
  };
}
