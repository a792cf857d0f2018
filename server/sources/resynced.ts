// A telephone system's calls in progress, as the event that the fold judges by. Pure.
import type { RawEvent } from '../../shared/event.ts';
import type { OpenCall } from '../board/call-store.ts';
import type { Names } from './names.ts';
import type { Finished, KnownCalls } from './known-calls.ts';

/** A call in progress: waiting in the queue, with `desk` talking there, with neither alive elsewhere. */
export type Alive = { visit?: number | undefined; queue?: string | undefined; desk?: string | undefined };

/** What a telephone system answered, and what the log knew then. */
export type Resync<Translator, Answers> = {
  system: string;
  link: string;
  names: Names;
  recall: KnownCalls;
  translator: Translator;
  answers: Answers;
  /** The telephone system's time when it was asked (epoch ms), as well as it is known. */
  pbxNow: number;
  /** The latest moment of which the log had a fact before this connection. */
  loggedUntil: number | undefined;
  /** Nothing that joined after this moment is declared gone. */
  asOf: number;
  /** Whether its counters cover what the log has now: only such ones can be compared with later ones. */
  counted: boolean;
};

type Found = Pick<Resync<unknown, unknown>, 'system' | 'link' | 'pbxNow' | 'loggedUntil' | 'asOf'> & {
  /** By id of the call. */
  alive: Readonly<Record<string, Alive>>;
  /** The calls that the log has in progress. */
  open: readonly OpenCall[];
  complete: boolean;
  /** Only counters that cover what the log has now can be compared with later ones. */
  counters: Record<string, Finished> | undefined;
  unheard: Record<string, number>;
  /** By queue; see shared/event.ts. */
  recovered?: Readonly<Record<string, number>>;
  ahead?: Readonly<Record<string, number>>;
  /** By id of the queue, where that is not its name. */
  names: Record<string, string>;
};

/** Names of queues whose id does not read as the name: until its first call such a queue would stand there as its id. */
export function namesOf(names: Names, raws: readonly string[], shown: (raw: string) => string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const raw of raws) {
    const id = names.queue(raw)?.id;
    if (id !== undefined && shown(raw) !== id) found[id] = shown(raw);
  }
  return found;
}

/** What a telephone system says of the calls that it finished in a queue, in its own words. */
export type RawCounters = {
  queue: string | undefined;
  completed: string | undefined;
  abandoned: string | undefined;
};

/** The counters by id of the queue: several queues may go by one name here, and their calls are counted together. */
export function countersOf(names: Names, raws: readonly RawCounters[]): Record<string, Finished> {
  const counters: Record<string, Finished> = {};
  const count = (text = ''): number => (/^\d{1,7}$/.test(text) ? Number(text) : 0);
  for (const { queue: raw = '', completed, abandoned } of raws) {
    const queue = names.queue(raw);
    if (!queue) continue;
    const one = (counters[queue.id] ??= { completed: 0, abandoned: 0 });
    one.completed += count(completed);
    one.abandoned += count(abandoned);
  }
  return counters;
}

export function resynced(found: Found): RawEvent {
  const { system, link, pbxNow, loggedUntil, asOf, alive, open, complete, counters, unheard, names } = found;
  const { recovered = {}, ahead = {} } = found;
  // Only calls that the log has in progress need be listed, and those adopted just now.
  const known = new Set([...open.map((one) => one.call), ...Object.keys(alive).filter((id) => alive[id]?.queue)]);
  return {
    type: 'source.resynced',
    id: `${system}/resynced/${link}/${Math.round(pbxNow)}`,
    at: Math.max(1, Math.round(pbxNow)),
    system,
    link,
    asOf: Math.max(1, asOf),
    ...(loggedUntil !== undefined && { since: loggedUntil }),
    calls: Object.fromEntries(Object.entries(alive).filter(([id]) => known.has(id))),
    complete,
    ...(counters && { counters }),
    ...(Object.keys(names).length > 0 && { names }),
    ...(Object.keys(unheard).length > 0 && { unheard }),
    ...(Object.keys(recovered).length > 0 && { recovered }),
    ...(Object.keys(ahead).length > 0 && { ahead }),
  };
}

/** Whether a visit that the log has in progress is over: what the fold will find by the same facts. */
export function isGone(one: OpenCall, alive: Readonly<Record<string, Alive>>, asOf: number): boolean {
  const now = alive[one.call];
  return one.joinedAt <= asOf && (now?.queue !== one.queue || (now.visit ?? one.visit) !== one.visit);
}
