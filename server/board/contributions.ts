// Moves a call's contribution from its previous state to its present one: counters, desks, beads, contacts.
import type { Board } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { Call } from './call.ts';
import type { ContactCounts } from './contact-counts.ts';
import { at, callCounters, contribute, missedDesks } from './counters.ts';
import type { Desks } from './desks.ts';
import type { DocumentNode } from './document.ts';
import type { createHalfHours } from './half-hours.ts';
import type { Officials } from './officials.ts';
import { deskCounters, type Periods } from './periods.ts';
import type { Queues } from './queues.ts';
import type { Sittings } from './sittings.ts';
import type { Ringing, Visit } from './visit.ts';

type Parts = {
  root: DocumentNode<Board>;
  calendar: Calendar;
  periods: Periods;
  contacts: ContactCounts;
  queues: Queues;
  desks: Desks;
  officials: Pick<Officials, 'count'>;
  sittings: Pick<Sittings, 'move'>;
  halfHours: Pick<ReturnType<typeof createHalfHours>, 'move'>;
};

const NONE: readonly Ringing[] = [];
const [ANSWERED, COMPLETED, MISSED, TALKED] = deskCounters.map((_name, i) => i) as [number, number, number, number];

export type Contributions = ReturnType<typeof createContributions>;

export function createContributions({
  root,
  calendar,
  periods,
  contacts,
  queues,
  desks,
  officials,
  sittings,
  halfHours,
}: Parts) {
  const row = new Float64Array(callCounters.length);
  const onBoard = root.child<Board['counties']>('counties');
  const counties = new Set(Object.keys(root.value.counties));
  /** Per county: how many more wait and talk than the document has it. */
  const crowds = new Map<string, { waiting: number; talking: number }>();

  const addAll = (queue: string, day: string): void => {
    periods.pour(queue, day, row);
    queues.touch(queue);
  };

  const atDesk = (id: string, day: string, counter: number, amount: number): void => {
    if (amount === 0) return;
    periods.countDesk(id, day, counter, amount);
    desks.touch(id);
  };

  const answeredAt = (visit: Visit, day: string, answers: number, completed: number, talkSeconds: number): void => {
    const desk = visit.desk ?? '';
    atDesk(desk, day, ANSWERED, answers);
    atDesk(desk, day, COMPLETED, completed);
    atDesk(desk, day, TALKED, talkSeconds);
    officials.count(visit.official, day, answers, completed, talkSeconds);
  };

  /** The new is added before the old is taken back, so that nothing falls to zero, and off the board, in between. */
  const atDesks = (old: Visit | undefined, oldDay: string, fresh: Visit | undefined, freshDay: string): void => {
    const was = finished(old);
    const is = finished(fresh);
    if (old?.desk !== undefined && old.desk === fresh?.desk && old.official === fresh.official && oldDay === freshDay)
      return answeredAt(fresh, oldDay, 0, is.completed - was.completed, is.talkSeconds - was.talkSeconds);
    if (fresh?.desk !== undefined) answeredAt(fresh, freshDay, 1, is.completed, is.talkSeconds);
    if (old?.desk !== undefined) answeredAt(old, oldDay, -1, -was.completed, -was.talkSeconds);
  };

  const onLiveBoard = (tags: Call['tags'], before: Visit | undefined, after: Visit | undefined): void => {
    const waited = before?.outcome === 'waiting' ? before : undefined;
    const waits = after?.outcome === 'waiting' ? after : undefined;
    const talked = before?.talk === 'talking' ? before : undefined;
    const talks = after?.talk === 'talking' ? after : undefined;
    if (!waited && !waits && !talked && !talks) return;
    const key = (before ?? after)?.key ?? '';
    if (waited?.queue !== waits?.queue || waited?.joinedAt !== waits?.joinedAt) {
      if (waited) queues.leave(waited.queue, waited.joinedAt, key);
      if (waits) queues.join(waits.queue, waits.joinedAt, key);
    }
    if (talked?.queue !== talks?.queue) {
      if (talked) queues.talk(talked.queue, -1);
      if (talks) queues.talk(talks.queue, 1);
    }
    if (talked?.desk !== undefined && talked.desk !== talks?.desk) desks.talk(talked.desk, key, undefined);
    if (talks?.desk !== undefined && talks.answeredAt !== undefined)
      desks.talk(talks.desk, key, {
        answeredAt: talks.answeredAt,
        queue: talks.queue,
        county: tags.county,
        topic: tags.topic,
      });
    if (before?.ringing === after?.ringing) return;
    const [rang, rings] = [before?.ringing ?? NONE, after?.ringing ?? NONE];
    for (const { desk } of rang) if (!rings.some((one) => one.desk === desk)) desks.ring(desk, key, undefined);
    for (const { desk, rangAt } of rings) desks.ring(desk, key, rangAt);
  };

  /** How many visits of a call wait and talk now, for its county. */
  const liveCounts = (before: Call, after: Call): void => {
    if (before.tags === after.tags && before.waiting === after.waiting && before.talking === after.talking) return;
    const from = knownCounty(before);
    const to = knownCounty(after);
    if (from === to) return inCounty(to, after.waiting - before.waiting, after.talking - before.talking);
    inCounty(to, after.waiting, after.talking);
    inCounty(from, -before.waiting, -before.talking);
  };

  const inCounty = (id: string, waiting: number, talking: number): void => {
    const changes = crowds.get(id);
    if (changes) {
      changes.waiting += waiting;
      changes.talking += talking;
    } else crowds.set(id, { waiting, talking });
  };

  const knownCounty = ({ tags }: Call): string =>
    tags.county !== undefined && counties.has(tags.county) ? tags.county : 'unknown';

  const contact = (call: Call, sign: 1 | -1): void => {
    if (!call.answeredOnce) return;
    const joinedAt = call.firstJoinedAt;
    const [day, hour] = [calendar.dayOf(joinedAt), calendar.hourOf(joinedAt)];
    contacts.count({ day, hour, channel: 'phone', tags: call.tags, case: call.case }, sign);
  };

  const refused = (call: Call, sign: 1 | -1): void => {
    for (const { queue, at: when } of call.refused) {
      periods.count(queue, calendar.dayOf(when), at.refused, sign);
      queues.touch(queue);
    }
  };

  const moveVisit = (tags: Call['tags'], old: Visit | undefined, fresh: Visit | undefined): void => {
    sittings.move(old, fresh);
    if (old && fresh && countsAlike(old, fresh)) return onLiveBoard(tags, old, fresh);
    halfHours.move(old?.joinedAt, fresh?.joinedAt);
    const oldDay = old ? calendar.dayOf(old.joinedAt) : '';
    const freshDay = fresh ? calendar.dayOf(fresh.joinedAt) : '';
    if (fresh) {
      contribute(row, fresh, 1);
      if (!old || old.queue !== fresh.queue || oldDay !== freshDay) addAll(fresh.queue, freshDay);
    }
    if (old) {
      contribute(row, old, -1);
      addAll(old.queue, oldDay);
    }
    atDesks(old, oldDay, fresh, freshDay);
    onLiveBoard(tags, old, fresh);
  };

  const moveMissed = (before: Call, after: Call): void => {
    const count = (call: Call, sign: 1 | -1): void => {
      for (const { visit, desk: id } of missedDesks(call.visits)) {
        const day = calendar.dayOf(visit.joinedAt);
        atDesk(id, day, MISSED, sign);
        periods.count(visit.queue, day, at.missed, sign);
      }
    };
    count(after, 1);
    count(before, -1);
  };

  return {
    /** Replaces the contribution `before` of a call by `after`. */
    move(before: Call, after: Call): void {
      if (after.open || before.open) liveCounts(before, after);
      let i = 0;
      let j = 0;
      // Both lists are in the order of their numbers, in which one may stand for two visits.
      while (i < before.visits.length || j < after.visits.length) {
        const old = before.visits[i];
        const fresh = after.visits[j];
        if (old && fresh && old.number === fresh.number && old.key === fresh.key) {
          if (old !== fresh || before.tags !== after.tags) moveVisit(after.tags, old, fresh);
          i++;
          j++;
        } else if (old && (!fresh || old.number <= fresh.number)) {
          moveVisit(after.tags, old, undefined);
          i++;
        } else {
          moveVisit(after.tags, undefined, fresh);
          j++;
        }
      }
      if ((before.anyMissed || after.anyMissed) && !sameMissed(before, after)) moveMissed(before, after);
      if (!sameContact(before, after)) {
        contact(after, 1);
        contact(before, -1);
      }
      if (before.refused.length > 0 || after.refused.length > 0) {
        refused(after, 1);
        refused(before, -1);
      }
    },

    /** Writes what was counted of contacts and counties to the document. */
    flush(): void {
      contacts.flush();
      for (const [id, { waiting, talking }] of crowds) {
        const county = onBoard.child<Board['counties'][string]>(id);
        county.add('waiting', waiting);
        county.add('talking', talking);
      }
      crowds.clear();
    },
  };
}

const countsAlike = (a: Visit, b: Visit): boolean =>
  a.outcome === b.outcome &&
  a.talk === b.talk &&
  a.queue === b.queue &&
  a.joinedAt === b.joinedAt &&
  a.waited === b.waited &&
  a.talked === b.talked &&
  a.desk === b.desk &&
  a.official === b.official &&
  a.target === b.target;

const NOTHING = { completed: 0, talkSeconds: 0 };

function finished(visit: Visit | undefined): typeof NOTHING {
  return visit?.talk === 'completed' ? { completed: 1, talkSeconds: visit.talked ?? 0 } : NOTHING;
}

function sameMissed(a: Call, b: Call): boolean {
  if (a.visits.length !== b.visits.length) return false;
  return a.visits.every((visit, i) => {
    const other = b.visits[i];
    if (visit === other) return true;
    return (
      visit.missed.length === other?.missed.length && visit.queue === other.queue && visit.joinedAt === other.joinedAt
    );
  });
}

function sameContact(a: Call, b: Call): boolean {
  if (!a.answeredOnce && !b.answeredOnce) return true;
  if (a.case !== b.case && JSON.stringify(a.case) !== JSON.stringify(b.case)) return false;
  if (a.tags === b.tags && a.answeredOnce === b.answeredOnce && a.firstJoinedAt === b.firstJoinedAt) return true;
  return (
    a.answeredOnce === b.answeredOnce &&
    a.firstJoinedAt === b.firstJoinedAt &&
    a.tags.county === b.tags.county &&
    a.tags.topic === b.tags.topic &&
    a.tags.kind === b.tags.kind &&
    a.tags.agency === b.tags.agency
  );
}
