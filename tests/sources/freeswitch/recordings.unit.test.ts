// A recorded FreeSWITCH, heard as one link hears it, against what its CDR say: to the call, and to the second where CDR
// tell fractions of it.
import { describe, expect, it } from 'vitest';
import type { StoredOf } from '../../../shared/event.ts';
import { MINUTE } from '../../../shared/time.ts';
import { idOf } from '../../../server/sources/names.ts';
import { callIdOf } from '../../../server/sources/freeswitch/freeswitch-calls.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import {
  connectReplay,
  eventsOf,
  replayFreeSwitch,
  SYSTEM,
  truth,
  type TimedEvent,
  type Log,
} from '../../support/replay-freeswitch.ts';
import { randomRuns } from '../../support/random-runs.ts';

const forms = ['fs-day-small', 'fs-day-small-json'];
const missedCauses = ['NO_ANSWER', 'USER_BUSY', 'CALL_REJECTED'];

const of = <T extends 'call.answered' | 'call.ended' | 'call.left' | 'call.missed' | 'call.joined'>(
  log: Log,
  type: T,
) => log.events.filter((event): event is StoredOf<T> => event.type === type);

describe.each(forms)('%s', (name) => {
  const log = replayFreeSwitch(name);
  const { queues, desks } = log.fold.board;

  it('is accepted whole at the door', () => {
    expect(log.refused).toEqual([]);
  });

  it('gives per queue what the CDR say', () => {
    for (const [raw, { answered, cancel }] of Object.entries(truth.per_queue)) {
      const all = Object.values(cancel).reduce((sum, count) => sum + count, 0);
      expect({ raw, ...queues[idOf(raw)]?.today }).toMatchObject({
        raw,
        offered: answered + all,
        answered,
        completed: answered,
        waiting: 0,
        lost: 0,
        talkUnknown: 0,
        abandoned: cancel['BREAK_OUT'] ?? 0,
        timedOut: cancel['TIMEOUT'] ?? 0,
        leftByKey: cancel['EXIT_WITH_KEY'] ?? 0,
        leftOtherwise: cancel['NO_AGENT_TIMEOUT'] ?? 0,
      });
    }
    expect(
      Object.entries(queues)
        .map(([id, queue]) => [id, queue.name])
        .sort(),
    ).toEqual(
      Object.keys(truth.per_queue)
        .map((raw) => [idOf(raw), raw.replace('@default', '')])
        .sort(),
    );
  });

  it('gives per desk what the CDR say, talk to the second', () => {
    for (const [agent, { answered_legs, talk_ms_from_answer }] of Object.entries(truth.per_agent)) {
      const today = desks[agent]?.today ?? { answered: 0, completed: 0, talkSeconds: 0 };
      expect({ agent, answered: today.answered, completed: today.completed }).toEqual({
        agent,
        answered: answered_legs,
        completed: answered_legs,
      });
      // Each talk is a whole second, rounded.
      expect(Math.abs(today.talkSeconds - talk_ms_from_answer / 1000), agent).toBeLessThanOrEqual(answered_legs / 2);
    }
  });

  it('counts as missed what a person let ring, and nothing that was taken back or could not ring', () => {
    const told = (agent: string) => of(log, 'call.missed').filter(({ desk }) => desk === agent).length;
    for (const [agent, { causes_unanswered }] of Object.entries(truth.per_agent)) {
      const missed = missedCauses.reduce((sum, cause) => sum + (causes_unanswered[cause] ?? 0), 0);
      expect([agent, told(agent)]).toEqual([agent, missed]);
    }
    expect(told('m-1399')).toBe(0); // never registered, offered 14 calls
    expect(desks['m-1399']?.state).toMatch(/^(unreachable|paused|away)$/);
  });

  it('has for every call who answered, how long it waited and talked, and who ended it', () => {
    const perCall = new Map<string, typeof truth.queue_entries>();
    for (const entry of truth.queue_entries) {
      const id = callIdOf(SYSTEM, entry.member_session_uuid);
      perCall.set(id, [...(perCall.get(id) ?? []), entry]);
    }
    const visitOf = <T extends { call: string; visit?: number | undefined }>(
      events: T[],
      call: string,
      visit: number,
    ) => events.filter((event) => event.call === call && (event.visit ?? 1) === visit);
    const by = { agent: 'desk', caller: 'caller', pbx: 'unknown', 'pbx (transfer)': 'transfer' };
    expect(of(log, 'call.joined')).toHaveLength(truth.queue_entries.length);
    const later: number[] = [];
    for (const [call, entries] of perCall) {
      entries.sort((a, b) => a.joined_epoch_s - b.joined_epoch_s);
      for (const [index, entry] of entries.entries()) {
        const [joined] = visitOf(of(log, 'call.joined'), call, index + 1);
        expect(joined).toMatchObject({ queue: idOf(entry.queue) });
        if (Math.floor((joined?.at ?? 0) / 1000) !== entry.joined_epoch_s) later.push(entry.joined_epoch_s);
        const [answered, ...more] = visitOf(of(log, 'call.answered'), call, index + 1);
        const [ended] = visitOf(of(log, 'call.ended'), call, index + 1);
        const [left] = visitOf(of(log, 'call.left'), call, index + 1);
        expect(more).toEqual([]);
        if (entry.outcome === 'cancel') {
          expect([answered, ended]).toEqual([undefined, undefined]);
          expect(Math.abs(Math.floor((left?.at ?? 0) / 1000) - (entry.canceled_epoch_s ?? 0))).toBe(0);
          continue;
        }
        expect([answered?.desk, left]).toEqual([entry.agent, undefined]);
        const answeredAt = (entry.answered_us ?? 0) / 1000;
        expect(answered?.at).toBe(Math.round(answeredAt));
        expect(Math.abs((answered?.waited ?? -9) - (answeredAt - (joined?.at ?? 0)) / 1000)).toBeLessThanOrEqual(0.51);
        expect(ended?.by).toBe(by[entry.hung_up_by]);
        expect(Math.abs((ended?.at ?? 0) - entry.ended_us / 1000)).toBeLessThanOrEqual(0.5);
        expect(Math.abs((ended?.talked ?? -9) - (entry.ended_us / 1000 - answeredAt) / 1000)).toBeLessThanOrEqual(0.51);
      }
    }
    // Two callers came back on another channel; the CDR have the joining of their first attempt, on a channel that ended.
    expect(later).toEqual([1795455306, 1795455309]);
  });

  it('says where a call was passed on to', () => {
    const passed = log.events.filter(
      (event): event is StoredOf<'call.transferred'> => event.type === 'call.transferred',
    );
    expect(passed.map(({ to }) => to)).toEqual(['samad-babol', 'samad-babol', 'samad-babol']);
  });

  it('B8: keeps no number and no name of a caller', () => {
    expect(JSON.stringify(log.events)).not.toMatch(/0911\d{7}|Mohammad|Reza K|احمدی/);
  });
});

describe('events that come in another order than they happened', () => {
  it('by a place or two, as a real one sends some, give the same counts (seeded)', () => {
    const heard = (events: TimedEvent[]): Log => {
      const connection = connectReplay();
      connection.log.startDay(events[0]?.ms ?? 0);
      for (const { event, ms } of events) {
        connection.tick(ms);
        connection.receive(event, ms);
      }
      connection.tick((events.at(-1)?.ms ?? 0) + MINUTE);
      return connection.log;
    };
    const events = eventsOf('fs-day-small');
    const countsOf = ({ fold: { board } }: Log) => [
      Object.entries(board.queues).map(([id, { today, waiting }]) => [id, waiting, today]),
      Object.entries(board.desks).map(([id, { today, state }]) => [id, state, today]),
    ];
    const whole = countsOf(heard(events));
    for (let seed = 1; seed <= randomRuns(30); seed++) {
      const random = seededRandom(seed);
      const swapped = [...events];
      for (let i = 0; i + 1 < swapped.length; i++) {
        const [a, b] = [swapped[i]!, swapped[i + 1]!];
        // The clock ticks in 20 ms: what lies further apart came in its order.
        if (random() < 0.3 && b.ms - a.ms < 40) [swapped[i], swapped[i + 1]] = [b, a];
      }
      expect(countsOf(heard(swapped)), `seed ${seed}`).toEqual(whole);
    }
  });
});

describe('both forms of the same traffic', () => {
  it('give the same events', () => {
    const [plain, json] = forms.map((name) =>
      replayFreeSwitch(name).events.filter(({ type }) => type !== 'day.started'),
    );
    expect(plain?.length).toBeGreaterThan(400);
    expect(json).toEqual(plain);
  });
});
