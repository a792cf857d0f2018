// The talks at desks on a day, from the facts of calls. Pure but for what it is given, and in slices: a day may have a million facts.
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { earliest, type Reported } from '../board/merge-rules.ts';
import { SEEN } from '../board/seen.ts';
import { createNumbers } from '../board/visit-numbers.ts';
import type { Pace } from '../reading/pace.ts';
import type { DeskTalk } from './parts-of-day.ts';

type Known = {
  from: number;
  to: number;
  /** When the talk at a desk that goes on now was answered. */
  talking: (desk: string) => number | undefined;
  /** The next report of a desk's state after a moment, or the end of the day. */
  nextReport: (desk: string, at: number) => number;
};
type Talk = { answered?: Reported<string>; ended?: Reported<true>; hasLeft?: true };
type TalkEvent = StoredOf<'call.answered'> | StoredOf<'call.ended'> | StoredOf<'call.left'>;

/**
 * By desk. `events`: those of the day; a talk that began before it or ended after it is completed by `eventsOf` its call.
 */
export async function talksOf(
  events: readonly StoredEvent[],
  eventsOf: (call: string) => readonly StoredEvent[],
  { from, to, talking, nextReport }: Known,
  pace: Pick<Pace, 'isUsedUp' | 'turn'>,
): Promise<Map<string, DeskTalk[]>> {
  const byCall = new Map<string, StoredEvent[]>();
  for (const event of events) {
    if (pace.isUsedUp()) await pace.turn();
    if (!isOfTalks(event)) continue;
    const some = byCall.get(event.call);
    if (some) some.push(event);
    else byCall.set(event.call, [event]);
  }
  const talks: Talk[] = [];
  for (const [call, some] of byCall) {
    if (pace.isUsedUp()) await pace.turn();
    const ofDay = talksIn(some);
    const isWhole = isEachJoined(some) && !ofDay.some(isHalf);
    talks.push(...(isWhole ? ofDay : talksIn([...some, ...eventsOf(call)])));
  }

  const byDesk = new Map<string, DeskTalk[]>();
  for (const { answered, ended, hasLeft } of talks) {
    if (pace.isUsedUp()) await pace.turn();
    // The talk that a list showed was another visit's where this one is reported to have left (board/visit.ts).
    if (hasLeft && answered && isSeen(answered)) continue;
    if (!answered || answered.at >= to || (ended && ended.at <= from)) continue;
    const desk = answered.value;
    const isOn = talking(desk) === answered.at;
    const isExact = ended !== undefined && !answered.approx && !ended.approx;
    const list = byDesk.get(desk) ?? [];
    list.push({
      from: answered.at,
      to: ended?.at ?? (isOn ? to : nextReport(desk, answered.at)),
      kind: isExact ? 'exact' : ended || isOn ? 'open' : 'lost',
    });
    byDesk.set(desk, list);
  }
  // A talk whose end is lost was over when the desk answered the next one.
  for (const list of byDesk.values()) {
    if (pace.isUsedUp()) await pace.turn();
    list.sort((a, b) => a.from - b.from);
    for (const [place, talk] of list.entries())
      if (talk.kind === 'lost') talk.to = Math.min(talk.to, list[place + 1]?.from ?? talk.to);
  }
  return byDesk;
}

const isSeen = ({ id }: Reported<string>): boolean => id.endsWith(`~${SEEN}`);
const isHalf = ({ answered, ended, hasLeft }: Talk): boolean =>
  answered === undefined ? ended !== undefined || hasLeft === undefined : ended === undefined || isSeen(answered);

/** What talks are worked out from: also the joinings, which show whose number a visit has (board/visit-numbers.ts). */
export const isOfTalks = (event: StoredEvent): event is StoredOf<'call.joined'> | TalkEvent =>
  event.type === 'call.joined' || isOfTalk(event);

/** Whether the joining of every visit is among the events: without it two nodes may mean two visits by one number. */
function isEachJoined(events: readonly StoredEvent[]): boolean {
  const isJoined = ({ visit = 1, queue }: TalkEvent): boolean =>
    events.some(
      (one) => one.type === 'call.joined' && (one.visit ?? 1) === visit && (queue === undefined || one.queue === queue),
    );
  return events.every((event) => !isOfTalk(event) || isJoined(event));
}

const isOfTalk = (event: StoredEvent): event is TalkEvent =>
  event.type === 'call.answered' || event.type === 'call.ended' || event.type === 'call.left';

/** The talks of one call. Nodes may number its visits differently. */
function talksIn(events: readonly StoredEvent[]): Talk[] {
  const visitOf = createNumbers(events);
  const talks = new Map<unknown, Talk>();
  for (const event of events) {
    if (!isOfTalk(event)) continue;
    const { key } = visitOf(event);
    const talk: Talk = talks.get(key) ?? {};
    talks.set(key, talk);
    merge(talk, event);
  }
  return [...talks.values()];
}

function merge(talk: Talk, event: TalkEvent): void {
  const { at, id, source } = event;
  const fact = { at, id, source, approx: event.approx === true };
  if (event.type === 'call.left') {
    if (event.supposed === undefined) talk.hasLeft = true;
  } else if (event.type === 'call.answered') talk.answered = earliest(talk.answered, { ...fact, value: event.desk });
  else talk.ended = earliest(talk.ended, { ...fact, value: true });
}
