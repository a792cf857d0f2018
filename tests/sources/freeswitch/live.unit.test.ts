// What living FreeSWITCHes of two versions reported in 400 calls, made to go wrong in every way we know, against what
// FreeSWITCH itself counted: a member-queue-end of Cancel is its counter calls_abandoned; every other caller it counts as
// answered. Talks are checked against the channels' own clocks.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { callIdOf } from '../../../server/sources/freeswitch/freeswitch-calls.ts';
import { idOf } from '../../../server/sources/names.ts';
import type { StoredEvent, StoredOf } from '../../../shared/event.ts';
import { MINUTE } from '../../../shared/time.ts';
import { connectReplay, SYSTEM } from '../../support/replay-freeswitch.ts';

type Line = Record<string, string> & { t: number };
const folder = new URL('../../fixtures/recordings/', import.meta.url);
const load = (name: string): Line[] =>
  zlib
    .gunzipSync(fs.readFileSync(new URL(`${name}.jsonl.gz`, folder)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const isJoining = (line: Line): boolean => /^member-queue-(start|resume)$/.test(line['CC-Action'] ?? '');
const isEnd = (line: Line): boolean => line['CC-Action'] === 'member-queue-end';
const timeOf = (line: Line): number => Math.round(Number(line['Event-Date-Timestamp']) / 1000);

/** Plays it as one link receives it; `until`: the board after every event. */
function play(lines: readonly Line[], until?: (line: Line, log: ReturnType<typeof connectReplay>['log']) => void) {
  const connection = connectReplay();
  const begin = (lines[0]?.t ?? 0) * 1000;
  connection.log.startDay(begin);
  // As `agent list` answered before.
  const agents = [...new Set(lines.flatMap((line) => line['CC-Agent'] ?? []))];
  connection.translator.agents.know(
    agents.map((agent) => ({ name: agent, status: 'Available', state: 'Waiting', contact: '' })),
    undefined,
  );
  let ticked = begin;
  for (const line of lines) {
    const ms = Math.round(line.t * 1000);
    for (; ticked < ms && ms - ticked < 5_000; ticked += 50) connection.tick(ticked);
    ticked = ms;
    connection.tick(ms);
    connection.receive(line, ms);
    until?.(line, connection.log);
  }
  connection.tick(ticked + MINUTE);
  return connection.log;
}

const of = <T extends StoredEvent['type']>(events: readonly StoredEvent[], type: T) =>
  events.filter((event): event is StoredOf<T> => event.type === type);

/** Per queue, what FreeSWITCH counted; `open`: callers whose end it took along when it was killed. */
function truthOf(lines: readonly Line[]) {
  const open = new Map<string, string>();
  const queues: Record<string, { joined: number; cancelled: Record<string, number>; open: string[] }> = {};
  const of = (line: Line) => (queues[line['CC-Queue'] ?? ''] ??= { joined: 0, cancelled: {}, open: [] });
  for (const line of lines) {
    const key = `${line['CC-Member-Session-UUID']} ${line['CC-Member-UUID']}`;
    if (isJoining(line)) {
      of(line).joined++;
      open.set(key, line['CC-Queue'] ?? '');
    } else if (isEnd(line)) {
      open.delete(key);
      const { cancelled } = of(line);
      const reason = line['CC-Cancel-Reason'] ?? '';
      if (line['CC-Cause'] === 'Cancel') cancelled[reason] = (cancelled[reason] ?? 0) + 1;
    } else if (line['Event-Name'] === 'CHANNEL_HANGUP_COMPLETE' && line['variable_cc_cause'] === 'answered') {
      // Counted as answered, though it was never connected: of such a caller no member-queue-end comes.
      open.delete(`${line['Unique-ID']} ${line['variable_cc_member_uuid']}`);
    }
  }
  const bridged = new Set(
    lines.flatMap((line) =>
      line['Event-Name'] === 'CHANNEL_BRIDGE' ? [line['Unique-ID'], line['Other-Leg-Unique-ID']] : [],
    ),
  );
  for (const [key, queue] of open) if (!bridged.has(key.split(' ')[0])) queues[queue]?.open.push(key);
  return queues;
}

describe.each(['fs-live-1.11.2', 'fs-live-1.10.12', 'fs-live-second-node'])('%s', (name) => {
  const lines = load(name);
  const log = play(lines);
  const { queues } = log.fold.board;

  it('is accepted whole at the door', () => {
    expect(log.refused).toEqual([]);
  });

  it('counts per queue answered and abandoned as FreeSWITCH does', () => {
    const truth = truthOf(lines);
    expect(Object.keys(truth).length).toBeGreaterThan(1);
    for (const [raw, { joined, cancelled, open }] of Object.entries(truth)) {
      const today = queues[idOf(raw)]?.today;
      const all = Object.values(cancelled).reduce((sum, count) => sum + count, 0);
      const left =
        (today?.abandoned ?? 0) + (today?.timedOut ?? 0) + (today?.leftByKey ?? 0) + (today?.leftOtherwise ?? 0);
      expect({ raw, ...today, left }).toMatchObject({
        raw,
        offered: joined,
        answered: joined - all - open.length,
        left: all,
        waiting: open.length,
        timedOut: cancelled['TIMEOUT'] ?? 0,
        leftByKey: cancelled['EXIT_WITH_KEY'] ?? 0,
      });
    }
  });

  it('reports an answer in the moment of the bridge, and none before', () => {
    const answered = new Set<string>();
    const bridgedWith = new Map<string, string[]>();
    const waiting = new Map<string, string>();
    let late = 0;
    play(lines, (line, { events }) => {
      for (const event of of(events.slice(-12), 'call.answered')) answered.add(event.call);
      if (line['CC-Action'] === 'bridge-agent-start') {
        const call = callIdOf(SYSTEM, line['CC-Member-Session-UUID'] ?? '');
        waiting.set(line['CC-Agent-UUID'] ?? '', call);
      }
      if (line['Event-Name'] !== 'CHANNEL_BRIDGE') return;
      for (const channel of [line['Unique-ID'] ?? '', line['Other-Leg-Unique-ID'] ?? '']) {
        const call = waiting.get(channel);
        bridgedWith.set(channel, []);
        if (call !== undefined && !answered.has(call)) late++;
      }
    });
    expect(late).toBe(0);
    expect(bridgedWith.size).toBeGreaterThan(10);
  });

  it('has every talk to the second by the clock of the desk’s channel, from the bridge to its end', () => {
    const starts = new Map<string, { at: number; line: Line }>();
    const talks: { call: string; seconds: number; at: number }[] = [];
    const pickups = new Map<string, Line>();
    for (const line of lines) {
      if (line['CC-Action'] === 'bridge-agent-start') pickups.set(line['CC-Agent-UUID'] ?? '', line);
      if (line['Event-Name'] === 'CHANNEL_BRIDGE')
        for (const channel of [line['Unique-ID'] ?? '', line['Other-Leg-Unique-ID'] ?? ''])
          if (pickups.has(channel) && !starts.has(channel)) starts.set(channel, { at: timeOf(line), line });
      const start = starts.get(line['CC-Agent-UUID'] ?? '');
      if (line['CC-Action'] !== 'bridge-agent-end' || !start) continue;
      const hungUp = Number(line['Caller-Channel-Hangup-Time']) / 1000 || timeOf(line);
      const call = callIdOf(SYSTEM, line['CC-Member-Session-UUID'] ?? '');
      talks.push({ call, seconds: (hungUp - start.at) / 1000, at: hungUp });
    }
    const ends = of(log.events, 'call.ended');
    expect(talks.length).toBeGreaterThan(9);
    for (const { call, seconds, at } of talks) {
      const end = ends.find((event) => event.call === call && Math.abs(event.at - at) < 1_000);
      expect(Math.abs((end?.talked ?? -9) - seconds), `${call} ${seconds}`).toBeLessThanOrEqual(0.75);
    }
  });

  it('never has an answer before its joining, nor an end before its answer', () => {
    const joined = new Map(
      of(log.events, 'call.joined').map((event) => [`${event.call}/${event.visit ?? 1}`, event.at]),
    );
    const answers = of(log.events, 'call.answered');
    const ended = new Map(of(log.events, 'call.ended').map((event) => [`${event.call}/${event.visit ?? 1}`, event.at]));
    expect(answers.length).toBeGreaterThan(9);
    for (const { call, visit = 1, at } of answers) {
      expect(at, call).toBeGreaterThanOrEqual(joined.get(`${call}/${visit}`) ?? Infinity);
      expect(ended.get(`${call}/${visit}`) ?? Infinity, call).toBeGreaterThanOrEqual(at);
    }
  });

  it('leaves no desk busy or ringing but those whose end FreeSWITCH never reported', () => {
    const doing = Object.entries(log.fold.board.desks).flatMap(([desk, { state }]) =>
      state === 'busy' || state === 'ringing' ? [desk] : [],
    );
    // Killed with two talking and two ringing; 1399 was deleted while talking, and only the list of agents tells that.
    expect(doing).toEqual(name === 'fs-live-1.11.2' ? ['1201', '1203', '1211', '1302', '1399'] : []);
  });

  it('B8: keeps no number and no name of a caller', () => {
    expect(JSON.stringify(log.events)).not.toMatch(/0911\d{6}|علی رضایی/);
  });
});
