// The campaigns that were planned, as the log has them: of each the highest version, and none that was withdrawn. Pure.
import type { Campaign } from '../../shared/api/campaigns.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';

type Planned = StoredOf<'campaign.planned'>;

/** The latest to begin first. */
export function campaignsOf(events: readonly StoredEvent[]): Campaign[] {
  const planned = new Map<string, Planned>();
  const withdrawn = new Set<string>();
  for (const event of events) {
    if (event.type === 'campaign.withdrawn') withdrawn.add(event.campaign);
    if (event.type !== 'campaign.planned') continue;
    const known = planned.get(event.campaign);
    if (!known || isAfter(event, known)) planned.set(event.campaign, event);
  }
  return [...planned.values()]
    .filter(({ campaign }) => !withdrawn.has(campaign))
    .sort((a, b) => b.from - a.from || (a.campaign < b.campaign ? -1 : 1))
    .map(({ campaign: id, version, name, from, to, queues = [], shifts = [], by, at }) => ({
      id,
      version,
      name,
      from,
      to,
      queues,
      shifts,
      ...(by !== undefined && { plannedBy: by }),
      plannedAt: at,
    }));
}

/** Two events of one version come from two sources: then the later one counts. */
const isAfter = (one: Planned, other: Planned): boolean =>
  one.version !== other.version
    ? one.version > other.version
    : one.at !== other.at
      ? one.at > other.at
      : `${one.source} ${one.id}` > `${other.source} ${other.id}`;
