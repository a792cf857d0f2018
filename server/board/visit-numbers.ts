// Nodes count the visits of a call. Two that know different parts of it in one moment give one number to visits of different queues, and two
// numbers to one visit; then the queue and the time of the joining show what is what.
import type { StoredEvent } from '../../shared/event.ts';
import { earliest, type Reported } from './merge-rules.ts';
import { LOGGED, SEEN } from './seen.ts';

/** What reported the joining: one reporter tells two joinings apart, two may mean the same by different times. */
export type Joining = { at: number; by: 'event' | 'log' | 'seen' | 'other' };
/** The facts of one number about one queue (empty: no queue was reported). */
export type Numbered = { number: number; queue: string; joining: Joining | undefined };

/** Two reports of one joining by the same kind of reporter: its clock is the same, and nobody joins twice within a second. */
const ALIKE_MS = 900;
/** By different ones: an Asterisk short of CPU stamps the event of a joining up to 4.3 s after its line in queue_log (seen in 22.10.1). */
export const LATE_JOINING_MS = 6_000;

export function joiningOf({ at, id, approx }: { at: number; id: string; approx: boolean }): Joining {
  if (!approx) return { at, by: 'event' };
  return { at, by: id.endsWith(`~${LOGGED}`) ? 'log' : id.endsWith(`~${SEEN}`) ? 'seen' : 'other' };
}

/** For each of them the place of the one to whose visit its facts belong: its own place, or that of another. */
export function placesOf(all: readonly Numbered[]): readonly number[] {
  const places = all.map((_, place) => place);
  const byPlace = (place: number): Numbered => all[place] as Numbered;
  const order = [...places].sort((a, b) => compare(byPlace(a), byPlace(b)));
  const shared: number[] = [];
  for (const number of new Set(order.map((place) => byPlace(place).number))) {
    const group = order.filter((place) => byPlace(place).number === number);
    const joined = group.filter((place) => byPlace(place).joining);
    const [first = group[0] ?? 0] = joined;
    // What never joined there is about the visit that did: a source may name the queue of an answer differently.
    for (const place of group) if (joined.length < 2 || !byPlace(place).joining) places[place] = first;
    if (joined.length > 1) shared.push(...joined);
  }
  for (const place of shared) {
    const one = byPlace(place);
    // A node that counted two visits knew both, so they are not one; unless the lower number stands for several.
    const isCounted = (other: Numbered): boolean =>
      !shared.some((its) => byPlace(its).number === Math.min(one.number, other.number));
    const [twin] = order
      .filter((other) => places[other] === other && isSame(one, byPlace(other)) && !isCounted(byPlace(other)))
      .sort((a, b) => distance(one, byPlace(a)) - distance(one, byPlace(b)));
    if (twin !== undefined) for (const [n, its] of places.entries()) if (its === place) places[n] = twin;
  }
  return places;
}

const compare = (a: Numbered, b: Numbered): number => a.number - b.number || (a.queue < b.queue ? -1 : 1);
const distance = ({ joining: one }: Numbered, { joining: other }: Numbered): number =>
  Math.abs((one?.at ?? 0) - (other?.at ?? 0));

function isSame(one: Numbered, other: Numbered): boolean {
  const [a, b] = [one.joining, other.joining];
  if (!a || !b || one.number === other.number || one.queue !== other.queue) return false;
  if (a.by === b.by && (a.by === 'event' || a.by === 'log')) return distance(one, other) < ALIKE_MS;
  // A caller is seen waiting any time after the joining.
  if (a.by === 'seen' && b.by !== 'seen') return b.at <= a.at + ALIKE_MS;
  if (b.by === 'seen' && a.by !== 'seen') return a.at <= b.at + ALIKE_MS;
  return distance(one, other) <= LATE_JOINING_MS;
}

/** The visit that an event means. `key`: the same for all events of the visit, and for those of no other one of the call. */
export type MeantVisit = { number: number; key: Numbered | number };

/** By the events of one call. */
export function createNumbers(events: readonly StoredEvent[]): (event: StoredEvent) => MeantVisit {
  const reports = new Map<string, { number: number; queue: string; joined: Reported<true> }>();
  for (const event of events) {
    if (event.type !== 'call.joined') continue;
    const { visit: number = 1, queue, at, id, source, approx = false } = event;
    const key = `${number} ${queue}`;
    const joined = earliest<true>(reports.get(key)?.joined, { value: true, at, approx, id, source });
    reports.set(key, { number, queue, joined });
  }
  const all: Numbered[] = [...reports.values()].map(({ number, queue, joined }) => ({
    number,
    queue,
    joining: joiningOf(joined),
  }));
  const find = (number: number, queue: string): Numbered | undefined =>
    all.find((one) => one.number === number && one.queue === queue);
  if (new Set(all.map(({ number }) => number)).size === all.length)
    return (event) => {
      const number = ('visit' in event ? event.visit : undefined) ?? 1;
      return { number, key: number };
    };
  const places = placesOf(all);
  return (event) => {
    const number = ('visit' in event ? event.visit : undefined) ?? 1;
    const queue = ('queue' in event ? event.queue : undefined) ?? '';
    const found = find(number, queue) ?? all.filter((one) => one.number === number).sort(compare)[0];
    const meant = found && all[places[all.indexOf(found)] ?? 0];
    return meant ? { number: meant.number, key: meant } : { number, key: number };
  };
}
