// One telephone system, two servers: one that was connected to AMI and one that only reads queue_log have the same calls.
import { describe, expect, it } from 'vitest';
import { isCallEvent, mergeCall, newCall, readCall, type CallFacts } from '../../../server/board/call.ts';
import { createAgents } from '../../../server/sources/asterisk/agents.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import {
  createReplayLog,
  replayRecording,
  loadRecording,
  plainProfile,
  textOf,
} from '../../support/replay-asterisk.ts';
import { randomRuns } from '../../support/random-runs.ts';

const recordings = [
  'day-small',
  'day-small.viewer',
  'leave-ways',
  'local-member',
  'no-timestamps',
  'restart-early',
  'ringall-noanswer',
  'transfers',
];
const names = createNames(plainProfile);
const linesOf = (name: string): string[] =>
  textOf(`${name.replace('.viewer', '')}.queue_log`)
    .split('\n')
    .filter(Boolean);

type Log = ReturnType<typeof createReplayLog>;
type Row = {
  queue: string;
  outcome: string;
  desk?: string;
  missed: string;
  waited?: number;
  talk?: string;
  talked?: number;
};

function reading(lines: readonly string[], into?: Log): Log {
  const log = into ?? createReplayLog();
  if (!into) log.startDay(Number(lines[0]?.split('|', 1)[0]) * 1000);
  const agents = createAgents(names);
  const translator = createTranslator({ system: 'pbx111', names, recall: log.recall, agents });
  for (const line of lines) log.store(translator.read(line, 0), 'pbx111');
  expect(log.refused).toEqual([]);
  return log;
}

/** What the log knows of each call: its visits in the order of their joining. */
function callsOf(log: Log): Map<string, Row[]> {
  const facts = new Map<string, CallFacts>();
  for (const event of log.events) {
    if (!isCallEvent(event)) continue;
    const one = facts.get(event.call) ?? newCall();
    facts.set(event.call, one);
    mergeCall(one, event);
  }
  const resyncs = log.events.filter((event) => event.type === 'source.resynced' && event.complete);
  const calls = new Map<string, Row[]>();
  for (const [id, one] of facts) {
    const gone = (_source: string, call: string, visit: { queue: string; since: number }) => {
      for (const event of resyncs) {
        if (event.type !== 'source.resynced' || (event.asOf ?? 0) <= visit.since) continue;
        const now = event.calls?.[call];
        if (!now) return { how: 'lost' as const, at: event.asOf ?? 0 };
      }
      return undefined;
    };
    const { visits } = readCall(id, one, { target: 20, gone, sittingOf: () => undefined });
    if (visits.length === 0) continue;
    const rows = visits
      .toSorted((a, b) => a.joinedAt - b.joinedAt || a.number - b.number)
      .map(({ queue, outcome, desk, missed, waited, talk, talked }) => ({
        queue,
        outcome,
        missed: [...missed].sort().join(' '),
        ...(desk !== undefined && { desk }),
        ...(waited !== undefined && { waited }),
        ...(talk !== undefined && { talk }),
        ...(talked !== undefined && { talked }),
      }));
    calls.set(id, rows);
  }
  return calls;
}

/** Why one side says less than the other, and where: nothing else may differ. */
const justified: readonly {
  why: string;
  isSo: (recording: string, ami: Row, log: Row) => boolean;
  drop: (keyof Row)[];
}[] = [
  {
    why: 'AMI reports no wait of a caller who leaves by key',
    isSo: (_name, ami) => ami.outcome === 'key',
    drop: ['waited'],
  },
  {
    why: 'without class dialplan nothing tells an emptied queue or a withdrawal from a timeout',
    isSo: (name, ami, log) => name.endsWith('.viewer') && ami.outcome === 'timeout' && log.outcome !== 'abandoned',
    drop: ['outcome'],
  },
];

function differences(recording: string, ami: Map<string, Row[]>, log: Map<string, Row[]>): string[] {
  const found: string[] = [];
  for (const id of new Set([...ami.keys(), ...log.keys()])) {
    const [ours, theirs] = [ami.get(id) ?? [], log.get(id) ?? []];
    for (let n = 0; n < Math.max(ours.length, theirs.length); n++) {
      const [one, other] = [{ ...ours[n] } as Row, { ...theirs[n] } as Row];
      for (const { isSo, drop } of justified)
        if (ours[n] && theirs[n] && isSo(recording, one, other))
          for (const key of drop) {
            delete (one as Partial<Row>)[key];
            delete (other as Partial<Row>)[key];
          }
      if (!Object.is(JSON.stringify(sorted(one)), JSON.stringify(sorted(other))))
        found.push(`${id} #${n + 1}: AMI ${JSON.stringify(one)}, queue_log ${JSON.stringify(other)}`);
    }
  }
  return found;
}
const sorted = (row: object) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

describe('AMI alone and queue_log alone', () => {
  it.each(recordings)('have the same calls in %s', (name) => {
    expect(differences(name, callsOf(replayRecording(name)), callsOf(reading(linesOf(name))))).toEqual([]);
  });
});

describe('a queue_log that is read in pieces', () => {
  it.each(recordings.filter((name) => !name.endsWith('.viewer')))(
    'has the calls of %s whatever AMI reported before, and however often lines come (seeded)',
    (name) => {
      const lines = linesOf(name);
      const whole = callsOf(reading(lines));
      const chunks = loadRecording(name);
      const [first, last] = [chunks[0]?.ms ?? 0, chunks.at(-1)?.ms ?? 0];
      for (let seed = 1; seed <= randomRuns(25); seed++) {
        const random = seededRandom(seed);
        const until = first + random() * (last - first);
        // Heard over AMI up to there; then queue_log in overlapping pieces, some twice, up to its end.
        const log = createReplayLog();
        replayRecording(name, log, { chunks: chunks.filter((chunk) => chunk.ms < until) });
        for (let from = 0; from < lines.length;) {
          const to = from + 1 + Math.floor(random() * (lines.length - from));
          const piece = lines.slice(Math.max(0, from - Math.floor(random() * 30)), to);
          reading(random() < 0.5 ? piece : [...piece, ...piece.slice(Math.floor(random() * piece.length))], log);
          from = to;
        }
        const found = differences(name, callsOf(log), whole);
        expect(found, `seed ${seed}`).toEqual([]);
      }
    },
  );
});
