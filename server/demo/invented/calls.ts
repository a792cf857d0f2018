// The calls of one past day: citizens join queues, wait for a free desk or hang up, and talk. What a telephone system would
// have reported of them, and the tags that a clerk added.
import type { RawEvent } from '../../../shared/event.ts';
import type { Decided } from './contacts.ts';
import { MINUTE, SECOND } from '../../../shared/time.ts';
import type { Chance } from '../../chance.ts';
import type { DemoSitting } from './timetable.ts';
import { countyBy, tagsBy } from './tags.ts';

export type PastCall = { id: string; desk: string; answeredAt: number; endedAt: number; agency: string | undefined };
type Day = {
  calls: number;
  from: number;
  to: number;
  sittings: readonly DemoSitting[];
  /** Name of the telephone system. */
  system: string;
  /** Calls that are not over by then are left out. */
  until: number;
};

const queues = { 'samad-governors': 40, 'samad-roads': 22, 'samad-water': 18, 'samad-labour': 12, 'samad-health': 8 };
/** By half-hour from opening on: few at eight, most between nine and eleven. */
const shape = [5, 8, 11, 12, 12, 11, 9, 8, 8, 7, 6, 3];
const TALK = 75 * SECOND;
const PATIENCE = 170 * SECOND;
/** The queue sends a caller on who has waited so long. */
const LONGEST_WAIT = 240 * SECOND;

/** `reported`: by the telephone system. `tagged`: by the clerk. `answered`: calls that may become cases. */
export function callsOf(day: Day, chance: Chance): { reported: RawEvent[]; tagged: Decided[]; answered: PastCall[] } {
  const { calls, from, to, sittings, system, until } = day;
  const reported: RawEvent[] = [];
  const tagged: Decided[] = [];
  const answered: PastCall[] = [];
  const slot = (to - from) / shape.length;
  const slots = Object.fromEntries(shape.map((weight, n) => [String(n), weight]));
  const joins = Array.from({ length: calls }, () =>
    Math.floor(from + (Number(chance.pick(slots)) + chance.next()) * slot),
  ).sort((a, b) => a - b);
  /** By desk. */
  const freeAt = new Map<string, number>();

  for (const [n, joinedAt] of joins.entries()) {
    const queue = chance.pick(queues);
    const desks = sittings.filter(
      (one) => one.official.queue === queue && one.from <= joinedAt && one.to - 5 * MINUTE > joinedAt,
    );
    const [first] = desks.toSorted((a, b) => (freeAt.get(a.official.desk) ?? 0) - (freeAt.get(b.official.desk) ?? 0));
    const call = `${system}-${Math.floor(joinedAt / SECOND)}-${n}`;
    const county = countyBy(chance, first?.official.county);
    const visit = { call, visit: 1, queue };
    const joined: RawEvent = {
      type: 'call.joined',
      id: `${call}/1/joined`,
      at: joinedAt,
      ...visit,
      ...(county && { county }),
    };

    const rings = chance.within(2, 7) * SECOND;
    const free = first ? Math.max(joinedAt, freeAt.get(first.official.desk) ?? 0) + rings : Infinity;
    const givesUp = joinedAt + Math.max(3 * SECOND, chance.about(PATIENCE));
    const leaves = Math.min(givesUp, joinedAt + LONGEST_WAIT);
    if (first === undefined || free > leaves || free > first.to) {
      const reason = chance.is(0.03) ? 'key' : givesUp > joinedAt + LONGEST_WAIT ? 'timeout' : 'abandoned';
      const at = Math.floor(leaves);
      const left = {
        type: 'call.left',
        id: `${call}/1/left`,
        at,
        ...visit,
        reason,
        waited: seconds(at - joinedAt),
      } as const;
      if (at < until) reported.push(joined, left);
      continue;
    }
    const { desk } = first.official;
    const talked = Math.round((15 * SECOND + chance.about(TALK)) / SECOND);
    const endedAt = free + talked * SECOND;
    freeAt.set(desk, endedAt + chance.within(3, 20) * SECOND);
    const tags = tagsBy(chance, first.official.agency);
    const by = chance.is(0.75) ? 'caller' : 'desk';
    if (endedAt >= until) continue;
    reported.push(
      joined,
      { type: 'call.answered', id: `${call}/1/answered`, at: free, ...visit, desk, waited: seconds(free - joinedAt) },
      { type: 'call.ended', id: `${call}/1/ended`, at: endedAt, ...visit, by, talked },
    );
    if (Object.keys(tags).length > 0)
      tagged.push({ at: endedAt, event: { type: 'call.tagged', id: `${call}/tagged`, call, ...tags } });
    answered.push({ id: call, desk, answeredAt: free, endedAt, agency: tags.agency });
  }
  return { reported, tagged, answered };
}

const seconds = (ms: number): number => Math.floor(ms / SECOND);
