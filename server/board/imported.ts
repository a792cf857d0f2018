// A month whose figures were imported: the last import of it counts.
import { emptyMonth, type MonthOnBoard, type Tally } from '../../shared/board.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { latest, type Reported } from './merge-rules.ts';

/** From the events of the subject `month/<month>`; undefined when it never was imported. */
export function importedMonth(events: readonly StoredEvent[]): MonthOnBoard | undefined {
  let last: Reported<StoredOf<'month.imported'>> | undefined;
  for (const event of events)
    if (event.type === 'month.imported')
      last = latest(last, { value: event, at: event.at, approx: false, id: event.id });
  if (!last) return undefined;
  const { contacts, byChannel, byCounty, byTopic, byKind, byAgency, byOfficial, officials } = last.value;
  const answers = Object.entries(byOfficial ?? {}).map(
    ([id, answered]) => [id, { answered, completed: 0, talkSeconds: 0 }] as const,
  );
  /** What was not broken down is unknown, so that every breakdown sums to the contacts; one that was not given is empty. */
  const whole = (tally: Tally): Tally => {
    const rest = contacts - Object.values(tally).reduce((sum, count) => sum + count, 0);
    return rest > 0 ? { ...tally, unknown: (tally['unknown'] ?? 0) + rest } : tally;
  };
  return {
    ...emptyMonth(),
    contacts,
    byChannel: whole(byChannel ?? {}),
    byCounty: byCounty ? whole(byCounty) : {},
    byTopic: byTopic ? whole(byTopic) : {},
    byKind: byKind ? whole(byKind) : {},
    byAgency: byAgency ? whole(byAgency) : {},
    byOfficial: Object.fromEntries(answers),
    officials: officials ?? answers.length,
    imported: true,
  };
}
