// Recorded traffic that comes twice, or with a gap of 24 seconds: nothing counts twice, and what nobody saw is unheard (B10).
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../server/sources/freeswitch/tables.ts';
import { callIdOf } from '../../../server/sources/freeswitch/freeswitch-calls.ts';
import { unbalanced } from '../../support/balance.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { createReplayLog } from '../../support/replay-asterisk.ts';
import {
  connectReplay,
  replayFreeSwitch,
  loadFreeSwitchRecording,
  SYSTEM,
  truth,
  type Chunk,
  type Log,
} from '../../support/replay-freeswitch.ts';
import { facts, today } from '../../support/cuttable-freeswitch.ts';

describe('the same traffic', () => {
  it('on a second socket, in the other form, gives nothing new', () => {
    const log = replayFreeSwitch('fs-day-small');
    const before = structuredClone(today(log));
    const heard = log.events.length;
    replayFreeSwitch('fs-day-small-json', log, { link: 'b' });
    expect(facts(log, heard)).toEqual([]);
    expect(today(log)).toEqual(before);
  });

  it('received again from any place on gives nothing new (seeded)', () => {
    const chunks = loadFreeSwitchRecording('fs-day-small');
    const log = replayFreeSwitch('fs-day-small');
    const before = structuredClone(today(log));
    for (let seed = 1; seed <= 10; seed++) {
      const heard = log.events.length;
      const from = Math.floor(seededRandom(seed)() * chunks.length);
      // A stream that is cut into begins with a whole frame: look for one.
      const rest = beginningAtFrame(chunks.slice(from));
      replayFreeSwitch('fs-day-small', log, { chunks: rest, link: 'b' });
      expect(
        facts(log, heard).filter(({ type }) => type !== 'desk.state'),
        `seed ${seed}`,
      ).toEqual([]);
      expect(today(log), `seed ${seed}`).toEqual(before);
    }
  });
});

function beginningAtFrame(chunks: readonly Chunk[]): Chunk[] {
  const [first, ...rest] = chunks;
  const at = first?.bytes.indexOf('Content-Length: ') ?? -1;
  if (!first) return [];
  return at < 0 ? beginningAtFrame(rest) : [{ ...first, bytes: first.bytes.subarray(at) }, ...rest];
}

describe('a client that was away for 24 seconds', () => {
  /** FreeSWITCH's counters as they were before its first call, reported by another link that asked then. */
  const hear = (): Log => {
    const log = createReplayLog();
    log.startDay(loadFreeSwitchRecording('fs-reconnect-1')[0]?.ms ?? 0);
    const zero: Row[] = Object.keys(truth.per_queue).map((name) => ({
      name,
      calls_answered: '0',
      calls_abandoned: '0',
    }));
    connectReplay(log, { link: 'b' }).resync(
      { queues: zero, members: [], agents: undefined, tiers: undefined, channels: [] },
      loadFreeSwitchRecording('fs-reconnect-1')[0]?.ms ?? 0,
    );
    replayFreeSwitch('fs-reconnect-1', log);
    return replayFreeSwitch('fs-reconnect-2', log);
  };
  const log = hear();
  const { board } = log.fold;
  /** Epoch seconds: when it was cut, when it asked, and when the second recording ends. */
  const CUT = 1795455157.5;
  const BACK = 1795455181.5;
  const END = 1795455317.2;
  // Two who came back after that end have in their CDR when they first came.
  const entriesHeard = truth.queue_entries.filter(
    ({ joined_epoch_s, member_session_uuid }) =>
      joined_epoch_s + 1 < END && !/^(9adca018|2dfcc31b)/.test(member_session_uuid),
  );

  it('knows each caller of the gap for what it can be: adopted, lost or unheard', () => {
    expect(log.refused).toEqual([]);
    const inGap = (at: number | undefined) => at !== undefined && at > CUT && at < BACK;
    for (const raw of Object.keys(truth.per_queue)) {
      const entries = entriesHeard.filter(({ queue }) => queue === raw);
      const endOf = (entry: (typeof entries)[number]) => entry.ended_us / 1e6;
      // Came and went while no link was up.
      const unheard = entries.filter((entry) => inGap(entry.joined_epoch_s) && inGap(endOf(entry))).length;
      // Was waiting when the link was cut, and was gone when it came back: nobody saw an answer.
      const lost = entries.filter(
        (entry) =>
          entry.joined_epoch_s < CUT &&
          inGap(endOf(entry)) &&
          (entry.outcome === 'cancel' || entry.answered_us! / 1e6 > CUT),
      ).length;
      const queue = board.queues[raw.replace('@default', '')];
      expect([raw, queue?.today.unheard ?? 0, queue?.today.lost]).toEqual([raw, unheard, lost]);
      expect(queue?.today.offered).toBe(entries.length - unheard);
    }
    expect(Object.values(board.queues).reduce((sum, { today }) => sum + (today.unheard ?? 0), 0)).toBe(2);
    expect(unbalanced(board)).toEqual({ 'samad-amol': 0, 'samad-babol': 0, 'samad-sari': 0 });
  });

  it('has every other answer, and an unknown talk only where the end was in the gap', () => {
    let answered = 0;
    for (const { outcome, answered_us = 0, ended_us, member_session_uuid } of entriesHeard) {
      if (outcome !== 'answered' || answered_us / 1e6 > END) continue;
      const call = callIdOf(SYSTEM, member_session_uuid);
      const told = log.events.some((event) => event.type === 'call.answered' && event.call === call);
      const isUnseen = answered_us / 1e6 > CUT && ended_us / 1e6 < BACK;
      if (!isUnseen) expect([call, told]).toEqual([call, true]);
      if (told) answered++;
    }
    const sum = (name: 'answered' | 'completed' | 'talkUnknown') =>
      Object.values(board.queues).reduce((total, queue) => total + queue.today[name], 0);
    expect(sum('answered')).toBe(answered);
    const cut = truth.queue_entries.filter(
      ({ answered_us, ended_us }) =>
        (answered_us ?? Infinity) / 1e6 < CUT && ended_us / 1e6 > CUT && ended_us / 1e6 < BACK,
    );
    expect(sum('talkUnknown')).toBe(cut.length);
    const talking = Object.values(board.queues).reduce((total, queue) => total + queue.talking, 0);
    expect(talking).toBe(
      entriesHeard.filter(
        (one) => one.outcome === 'answered' && one.answered_us! / 1e6 < END && one.ended_us / 1e6 > END,
      ).length,
    );
    expect(sum('completed')).toBe(answered - cut.length - talking);
    expect(cut.length).toBeGreaterThan(0);
  });

  it('received a second time from the first byte on gives nothing new', () => {
    const before = structuredClone(today(log));
    const heard = log.events.length;
    replayFreeSwitch('fs-reconnect-1', log, { link: 'b' });
    replayFreeSwitch('fs-reconnect-2', log, { link: 'b' });
    expect(facts(log, heard).filter(({ type }) => type.startsWith('call.'))).toEqual([]);
    expect(today(log)).toEqual(before);
  });
});
