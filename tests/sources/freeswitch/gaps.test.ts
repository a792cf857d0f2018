// What happens when a link is cut, doubled or heard again, and when FreeSWITCH is killed: nothing counts twice, what was
// lost is lost, and what nobody could hear is counted by FreeSWITCH's own counters (B10).
import { describe, expect, it } from 'vitest';
import { readChannels, readTable, type Row } from '../../../server/sources/freeswitch/tables.ts';
import { callIdOf } from '../../../server/sources/freeswitch/freeswitch-calls.ts';
import type { Headers } from '../../../server/sources/freeswitch/wire.ts';
import { unbalanced } from '../../support/test-server.ts';
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
import { createFreeSwitchScenario, type FreeSwitchScenario } from '../../support/freeswitch-scenario.ts';

const QUEUE = 'samad-sari@default';
const START = Date.UTC(2026, 10, 23, 9);
const today = (log: Log) =>
  Object.fromEntries(Object.entries(log.fold.board.queues).map(([id, queue]) => [id, queue.today]));
const facts = (log: Log, from = 0) => log.events.slice(from).filter(({ type }) => /^(call|desk)\./.test(type));

describe('the same traffic', () => {
  it('on a second socket, in the other form, tells nothing new', () => {
    const log = replayFreeSwitch('fs-day-small');
    const before = structuredClone(today(log));
    const heard = log.events.length;
    replayFreeSwitch('fs-day-small-json', log, { link: 'b' });
    expect(facts(log, heard)).toEqual([]);
    expect(today(log)).toEqual(before);
  });

  it('heard again from any place on tells nothing new (seeded)', () => {
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
  /** FreeSWITCH's counters as they were before its first call, told by another link that asked then. */
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
      // Came and went while nobody listened.
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

  it('heard a second time from the first byte on tells nothing new', () => {
    const before = structuredClone(today(log));
    const heard = log.events.length;
    replayFreeSwitch('fs-reconnect-1', log, { link: 'b' });
    replayFreeSwitch('fs-reconnect-2', log, { link: 'b' });
    expect(facts(log, heard).filter(({ type }) => type.startsWith('call.'))).toEqual([]);
    expect(today(log)).toEqual(before);
  });
});

/** A scene with a link that can be away; the API answers from the scene itself. */
function open() {
  let now = START;
  const log = createReplayLog();
  log.startDay(START);
  let connection: ReturnType<typeof connectReplay> | undefined;
  const scene = createFreeSwitchScenario({ now: () => now, say: (event: Headers) => connection?.receive(event, now) });
  const ask = (): void => {
    const table = (question: string) => readTable(scene.answer(`callcenter_config ${question}`) ?? '');
    const queues = table('queue list') ?? [];
    connection?.resync(
      {
        queues,
        members: queues.flatMap(({ name }) => table(`queue list members ${name}`) ?? []),
        agents: table('agent list'),
        tiers: table('tier list'),
        channels: readChannels(scene.answer('show channels as json') ?? ''),
      },
      now,
    );
  };
  return {
    log,
    scene,
    wait(seconds: number): void {
      now += seconds * 1000;
      connection?.tick(now);
    },
    connect(link = 'a'): void {
      connection = connectReplay(log, { link });
      ask();
    },
    ask,
    cut: (): void => {
      connection?.tick(now + 60_000);
      connection = undefined;
    },
    queue: () => log.fold.board.queues['samad-sari'],
    desk: (name: string) => log.fold.board.desks[name],
  };
}

/** A connection that was told this at once. */
function connectTo(log: Log, answers: Parameters<ReturnType<typeof connectReplay>['resync']>[0]) {
  const connection = connectReplay(log, { link: 'b' });
  connection.resync(answers, START + 5_000);
  return connection;
}

const answered = (scene: FreeSwitchScenario, wait: (seconds: number) => void, desk = 'm-1201') => {
  const caller = scene.caller();
  caller.join(QUEUE);
  wait(2);
  caller.ring(desk);
  wait(1);
  caller.answer();
  wait(3);
  return caller;
};

describe('after a cut', () => {
  it('whoever is still there is taken up where he is, and his talk is exact from its end', () => {
    const { scene, wait, connect, cut, queue, log } = open();
    scene.queue(QUEUE);
    connect();
    cut();
    const talking = answered(scene, wait);
    const waiting = scene.caller();
    waiting.join(QUEUE);
    wait(4);
    connect();
    expect(queue()).toMatchObject({
      waiting: 1,
      talking: 1,
      today: { offered: 2, answered: 1, waitSecondsAnswered: 3 },
    });
    wait(10);
    talking.end('caller');
    waiting.abandon();
    wait(2);
    expect(queue()?.today).toMatchObject({
      offered: 2,
      answered: 1,
      completed: 1,
      talkSeconds: 17,
      abandoned: 1,
      waitSecondsAbandoned: 14,
      lost: 0,
    });
    expect(queue()?.today.unheard).toBeUndefined();
    expect(
      log.events.filter((event) => 'approx' in event && event.approx).map(({ id }) => id.split('~')[1] ?? id),
    ).toEqual([...['adopted', 'adopted', 'adopted']]);
  });

  it('who is alive but in no queue any more left otherwise; who is nowhere is lost', () => {
    const { scene, wait, connect, cut, queue } = open();
    scene.queue(QUEUE);
    connect();
    const [gone, moved, talking] = [scene.caller(), scene.caller(), answered(scene, wait)];
    gone.join(QUEUE);
    moved.join(QUEUE);
    wait(3);
    cut();
    gone.abandon();
    moved.leave('TIMEOUT');
    talking.end('desk');
    wait(5);
    connect();
    expect(queue()?.today).toMatchObject({
      offered: 3,
      answered: 1,
      completed: 0,
      talkUnknown: 1,
      lost: 1,
      leftOtherwise: 1,
      waiting: 0,
    });
    expect(queue()?.today.unheard).toBeUndefined();
  });

  it('what came and went is unheard, once, whatever else happened (seeded)', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const { scene, wait, connect, cut, queue, log } = open();
      scene.queue(QUEUE);
      connect();
      type One = { caller: ReturnType<FreeSwitchScenario['caller']>; isKnown: boolean; talks: boolean };
      const present = new Set<One>();
      let isHeard = true;
      let unheard = 0;
      let offered = 0;
      const step = (): void => {
        wait(1);
        const list = [...present];
        const one = list[Math.floor(random() * list.length)];
        if (!one || random() < 0.4) {
          const joined: One = { caller: scene.caller(), isKnown: isHeard, talks: false };
          joined.caller.join(QUEUE);
          present.add(joined);
          if (isHeard) offered++;
        } else if (!one.talks && random() < 0.5) {
          one.caller.ring('m-1202');
          one.caller.answer();
          one.talks = true;
        } else {
          if (one.talks) one.caller.end(random() < 0.5 ? 'caller' : 'desk');
          else one.caller.abandon();
          present.delete(one);
          if (!one.isKnown) unheard++;
        }
      };
      for (let round = 0; round < 4; round++) {
        for (let n = 0; n < 10; n++) step();
        wait(2);
        cut();
        isHeard = false;
        for (let n = 0; n < 14; n++) step();
        wait(2);
        connect();
        isHeard = true;
        for (const one of present) {
          if (!one.isKnown) offered++;
          one.isKnown = true;
        }
        wait(2);
      }
      const { today } = queue()!;
      expect([seed, today.unheard ?? 0, today.offered]).toEqual([seed, unheard, offered]);
      expect(unbalanced(log.fold.board)).toEqual({ 'samad-sari': 0 });
      expect([queue()?.waiting, queue()?.talking]).toEqual([
        [...present].filter(({ talks }) => !talks).length,
        [...present].filter(({ talks }) => talks).length,
      ]);
    }
  });

  it('a queue that was reloaded meanwhile makes no calls up: too few are unheard, never too many', () => {
    const { scene, wait, connect, cut, queue } = open();
    scene.queue(QUEUE);
    connect();
    answered(scene, wait).end('desk');
    const waiting = scene.caller();
    waiting.join(QUEUE);
    wait(2);
    cut();
    scene.reload(QUEUE);
    waiting.abandon(); // known, so lost: the counter that has it says nothing new
    connect();
    expect(queue()?.today).toMatchObject({ offered: 2, answered: 1, lost: 1 });
    expect(queue()?.today.unheard).toBeUndefined();
  });

  it('a second look on the same connection takes nobody away whom it heard join, though his line is late in the table', () => {
    const { scene, wait, connect, ask, queue } = open();
    scene.queue(QUEUE);
    connect();
    const [early, late] = [answered(scene, wait), scene.caller()];
    late.join(QUEUE);
    const hidden = scene.hide();
    wait(1);
    ask();
    expect(queue()).toMatchObject({ waiting: 1, talking: 1, today: { lost: 0, talkUnknown: 0, leftOtherwise: 0 } });
    hidden();
    early.end('desk');
    late.abandon();
    wait(2);
    ask();
    expect(queue()?.today).toMatchObject({ offered: 2, completed: 1, abandoned: 1, lost: 0 });
  });

  it('a desk that no longer serves a queue is away from it, and a second look changes nothing', () => {
    const { scene, wait, connect, cut, desk, log, ask } = open();
    scene.queue(QUEUE);
    scene.agent('m-1201', [QUEUE]);
    connect();
    expect(desk('m-1201')).toMatchObject({ state: 'free', queue: 'samad-sari' });
    const heard = log.events.length;
    ask();
    expect(facts(log, heard)).toEqual([]);
    cut();
    scene.agent('m-1201', []);
    wait(5);
    connect();
    expect(log.events.at(-2)).toMatchObject({ type: 'desk.state', desk: 'm-1201', queue: 'samad-sari', state: 'away' });
    expect(desk('m-1201')).toBeUndefined(); // served nobody today
  });
});

describe('several nodes on one call-centre database', () => {
  it('each count their own callers, though the table of members lists those of all', () => {
    const { scene, wait, connect, ask, cut, queue, log } = open();
    scene.queue(QUEUE);
    connect();
    const waiting = scene.caller();
    waiting.join(QUEUE);
    const talking = answered(scene, wait);
    scene.foreign(QUEUE, 'Waiting');
    scene.foreign(QUEUE, 'Answered');
    wait(1);
    ask();
    expect(queue()).toMatchObject({ waiting: 1, talking: 1, today: { offered: 2, answered: 1 } });
    cut();
    connect();
    expect(queue()).toMatchObject({ waiting: 1, talking: 1, today: { offered: 2, answered: 1 } });
    waiting.abandon();
    talking.end('desk');
    wait(2);
    ask();
    expect(queue()).toMatchObject({
      waiting: 0,
      talking: 0,
      today: { offered: 2, answered: 1, completed: 1, abandoned: 1, lost: 0, talkUnknown: 0 },
    });
    expect(unbalanced(log.fold.board)).toEqual({ 'samad-sari': 0 });
  });

  it('have one row for queues of one name, which counts the callers of both (B3), whoever reports first', () => {
    const rowOf = (order: readonly ('pbx' | 'pbx2')[]) => {
      const log = createReplayLog();
      log.startDay(START);
      for (const [n, system] of order.entries()) {
        const call = `${system}-1`;
        const at = START + n;
        const common = { call, at, queue: 'samad-sari' };
        log.store([{ type: 'call.joined', id: `${call}/1/joined`, ...common, name: 'samad-sari' }], system);
        if (system === 'pbx2')
          log.store([{ type: 'call.left', id: `${call}/1/left`, ...common, at: at + 9, reason: 'abandoned' }], system);
      }
      return [log.fold.board.queues['samad-sari']?.today, Object.keys(log.fold.board.queues)] as const;
    };
    const [today, rows] = rowOf(['pbx', 'pbx2']);
    expect(today).toMatchObject({ offered: 2, waiting: 1, abandoned: 1 });
    expect(rows).toEqual(['samad-sari']);
    expect(rowOf(['pbx2', 'pbx'])).toEqual([today, rows]);
  });

  it('adopt a caller who hangs up between two of the answers, whose end is reported', () => {
    const { scene, wait, connect, cut, queue, log } = open();
    scene.queue(QUEUE);
    connect();
    cut();
    const caller = scene.caller();
    caller.join(QUEUE);
    wait(1);
    const listed = scene.answer(`callcenter_config queue list members ${QUEUE}`) ?? '';
    const connection = connectTo(log, {
      queues: readTable(scene.answer('callcenter_config queue list') ?? '') ?? [],
      members: readTable(listed) ?? [],
      agents: undefined,
      tiers: undefined,
      channels: [],
      channelsBefore: [caller.session],
    });
    expect(queue()).toMatchObject({ waiting: 1 });
    expect(connection).toBeDefined();
  });
});

describe('an agent who was deleted, which no event tells', () => {
  it.each(['while nobody listened', 'while somebody did'])('%s is on duty no longer after the next look', (when) => {
    const { scene, wait, connect, cut, ask, log } = open();
    scene.queue(QUEUE);
    scene.agent('m-1201', [QUEUE]);
    scene.agent('m-1202', [QUEUE]);
    connect();
    expect(log.fold.board.now.desksOnDuty).toBe(2);
    if (when === 'while nobody listened') cut();
    scene.forget('m-1202');
    wait(5);
    if (when === 'while nobody listened') connect();
    else ask();
    expect(log.fold.board.now.desksOnDuty).toBe(1);
    const heard = log.events.length;
    ask();
    expect(facts(log, heard)).toEqual([]);
  });
});

describe('a word of the same tick of the clock as a list', () => {
  it('counts before it, also when it comes right behind it', () => {
    const { scene, connect, ask, desk, cut, wait } = open();
    scene.queue(QUEUE);
    scene.agent('m-1201', [QUEUE]);
    connect();
    expect(desk('m-1201')?.state).toBe('free');
    scene.status('m-1201', 'On Break');
    scene.status('m-1201', 'Available');
    ask();
    scene.status('m-1201', 'On Break');
    expect(desk('m-1201')?.state).toBe('paused');
    wait(1);
    cut();
    scene.status('m-1201', 'Available'); // unheard
    connect();
    expect(desk('m-1201')?.state).toBe('free');
    scene.status('m-1201', 'Logged Out');
    expect(desk('m-1201')?.state).not.toBe('free');
  });
});

describe('an agent who is added while we listen', () => {
  it('has a state at once, and his queue with the next look', () => {
    const { scene, connect, ask, desk, log } = open();
    scene.queue(QUEUE);
    connect();
    scene.agent('m-1201', [QUEUE], 'Logged Out');
    scene.status('m-1201', 'On Break');
    expect(desk('m-1201')).toMatchObject({ state: 'paused' });
    expect(desk('m-1201')?.queue).toBeUndefined();
    scene.status('m-1201', 'Available');
    ask();
    expect(desk('m-1201')).toMatchObject({ state: 'free', queue: 'samad-sari' });
    scene.status('m-1201', 'On Break');
    expect(desk('m-1201')?.state).toBe('paused');
    expect(log.refused).toEqual([]);
  });
});

describe('after FreeSWITCH was killed and started on the same database', () => {
  it('those who waited are lost, talks have an unknown end, and nobody is counted twice', () => {
    const { scene, wait, connect, cut, queue, log, desk } = open();
    scene.queue(QUEUE);
    for (const name of ['m-1201', 'm-1202']) scene.agent(name, [QUEUE]);
    connect();
    answered(scene, wait).end('desk');
    for (const name of ['m-1201', 'm-1202']) answered(scene, wait, name);
    for (let n = 0; n < 4; n++) scene.caller().join(QUEUE);
    wait(5);
    expect(queue()).toMatchObject({ waiting: 4, talking: 2 });
    cut();
    scene.restart();
    wait(5);
    connect();
    expect(queue()).toMatchObject({ waiting: 0, talking: 0 });
    expect(queue()?.today).toMatchObject({ offered: 7, answered: 3, completed: 1, talkUnknown: 2, lost: 4 });
    expect(queue()?.today.unheard).toBeUndefined();
    expect([desk('m-1201')?.state, desk('m-1202')?.state]).toEqual(['away', 'away']);
    // A new life: its numbers begin again, and its events are new all the same.
    scene.status('m-1201', 'Available');
    const heard = log.events.length;
    const call = answered(scene, wait);
    call.end('caller');
    wait(2);
    expect(facts(log, heard).length).toBeGreaterThan(4);
    expect(queue()?.today).toMatchObject({ offered: 8, answered: 4, completed: 2, lost: 4 });
    expect(unbalanced(log.fold.board)).toEqual({ 'samad-sari': 0 });
  });
});
