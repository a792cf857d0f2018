// Asterisk's counters after every gap, beside what the log has by then: nothing counts twice, whoever reports it and when.
import { describe, expect, it } from 'vitest';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { truthOf, uncountedTalks } from '../../support/asterisk-truth.ts';
import { BEGIN, C, createAsteriskScenario } from './asterisk-scenario.ts';

const other = { Uniqueid: 'pbx111-1795424400.8' };
const counters = (completed: number, abandoned: number): Packet => ({
  Event: 'QueueParams',
  Queue: 'samad',
  Completed: String(completed),
  Abandoned: String(abandoned),
});
const alive = (uniqueid: string): Packet => ({ Event: 'CoreShowChannel', Uniqueid: uniqueid });
const waits = (caller: typeof C, seconds: number): Packet => ({
  Event: 'QueueEntry',
  Queue: 'samad',
  ...caller,
  Wait: String(seconds),
});
type Scene = ReturnType<typeof createAsteriskScenario>;
const compare = (scene: Scene, second: number, completed: number, abandoned: number, channels: Packet[] = []): void =>
  scene.connect().reconcile(second, { queueStatus: [counters(completed, abandoned)], channels });
const abandonedBefore = (scene: Scene, uniqueid: string, from: number): void => {
  const reader = scene.connect();
  reader.readLogLine(from, 'NONE|ENTERQUEUE||0113|1', uniqueid);
  reader.readLogLine(from + 5, 'NONE|ABANDON|1|1|5', uniqueid);
};

describe('calls that one node counted as unheard and another then read in queue_log', () => {
  it('count once, and their gap goes from the board', () => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    compare(scene, 60, 0, 2);
    expect(scene.today()).toMatchObject({ offered: 0, unheard: 2 });
    expect(Object.values(scene.board().gaps)).toMatchObject([{ unheard: 2 }]);
    abandonedBefore(scene, C.Uniqueid, 20);
    compare(scene, 70, 0, 2);
    expect(scene.today()).toMatchObject({ offered: 1, abandoned: 1, unheard: 1 });
    expect(Object.values(scene.board().gaps)).toMatchObject([{ unheard: 1, to: BEGIN + 60_001 }]);
    abandonedBefore(scene, other.Uniqueid, 30);
    compare(scene, 80, 0, 2);
    expect(scene.today()).toMatchObject({ offered: 2, abandoned: 2 });
    expect(scene.today()?.unheard).toBeUndefined();
    expect(scene.board().gaps).toEqual({});
    compare(scene, 90, 0, 2);
    expect(scene.today()?.unheard).toBeUndefined();
    expect(scene.refused()).toEqual([]);
  });

  it('never take back more than was counted', () => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    abandonedBefore(scene, C.Uniqueid, 20);
    compare(scene, 60, 0, 0);
    expect(scene.today()).toMatchObject({ offered: 1 });
    expect(scene.today()?.unheard).toBeUndefined();
  });
});

describe('a caller whom the log had finished before Asterisk counted that', () => {
  it('is no unheard call when it does', () => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    scene.connect().receive(5, { Event: 'QueueCallerJoin', ...C });
    // In no queue by the list, and talking to nobody that it shows.
    compare(scene, 30, 0, 0, [alive(C.Uniqueid)]);
    expect(scene.today()).toMatchObject({ offered: 1, leftOtherwise: 1 });
    compare(scene, 60, 1, 0);
    expect(scene.today()?.unheard).toBeUndefined();
    compare(scene, 90, 2, 0);
    expect(scene.today()).toMatchObject({ offered: 1, unheard: 1 });
  });

  it('hides no call for ever where Asterisk never counts it, as after an exit by key', () => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    scene.connect().receive(5, { Event: 'QueueCallerJoin', ...C });
    compare(scene, 30, 0, 0, [alive(C.Uniqueid)]);
    compare(scene, 60, 0, 0);
    compare(scene, 90, 1, 0);
    expect(scene.today()).toMatchObject({ offered: 1, unheard: 1 });
  });
});

describe('a caller whose leaving another node recorded while the counters were on their way', () => {
  const waiting = { Event: 'QueueEntry', Queue: 'samad', ...C, Wait: '28' };

  it.each(['before', 'while'])('is no unheard call at the next comparison: %s this one was made', (when) => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    const first = scene.connect();
    first.receive(5, { Event: 'QueueCallerJoin', ...C });
    const slow = scene.connect();
    const leaves = (): void => {
      first.receive(33.7, { Event: 'QueueCallerAbandon', ...C, HoldTime: '28' });
      first.tick(34);
    };
    const asked = { queueStatus: [counters(0, 0), waiting], channels: [alive(C.Uniqueid)] };
    if (when === 'before') leaves();
    slow.reconcile(33, asked, when === 'before' ? undefined : leaves);
    compare(scene, 60, 0, 1);
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0 });
    expect(scene.today()?.unheard).toBeUndefined();
    compare(scene, 90, 0, 2);
    expect(scene.today()).toMatchObject({ offered: 1, unheard: 1 });
  });

  it.each(['before', 'while'])('is none either where the log was ahead of Asterisk by another caller: %s', (when) => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    const first = scene.connect();
    first.receive(5, { Event: 'QueueCallerJoin', ...C });
    first.receive(6, { Event: 'QueueCallerJoin', ...other });
    const slow = scene.connect();
    const leaves = (): void => {
      first.receive(33.7, { Event: 'QueueCallerAbandon', ...C, HoldTime: '28' });
      first.tick(34);
    };
    // The other is in no queue by the list, and talking to nobody that it shows.
    const channels = [alive(C.Uniqueid), alive(other.Uniqueid)];
    if (when === 'before') leaves();
    slow.reconcile(33, { queueStatus: [counters(0, 0), waiting], channels }, when === 'before' ? undefined : leaves);
    compare(scene, 60, 1, 1);
    expect(scene.today()).toMatchObject({ offered: 2, waiting: 0 });
    expect(scene.today()?.unheard).toBeUndefined();
  });

  it('takes back no call that was counted as unheard before', () => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    compare(scene, 4, 0, 1);
    const first = scene.connect();
    first.receive(5, { Event: 'QueueCallerJoin', ...C });
    const slow = scene.connect();
    first.receive(33.7, { Event: 'QueueCallerAbandon', ...C, HoldTime: '28' });
    first.tick(34);
    slow.reconcile(33, { queueStatus: [counters(0, 1), waiting], channels: [alive(C.Uniqueid)] });
    compare(scene, 60, 0, 2);
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0, unheard: 1 });
  });
});

describe('a call that lists show to be over while counters cannot be compared', () => {
  const desk = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424405.2' };
  /** Who waits has left or is lost; of a talk the end is not reported. */
  const overBefore = (scene: Scene, how: string): void => {
    compare(scene, 1, 0, 0);
    const link = scene.connect();
    link.receive(5, { Event: 'QueueCallerJoin', ...C });
    if (how === 'a talk') link.receive(8, { Event: 'AgentConnect', ...C, ...desk, HoldTime: '3' });
    const asked = { queueStatus: [counters(1, 0)], channels: how === 'lost' ? [] : [alive(C.Uniqueid)] };
    scene.connect().reconcile(30, asked, undefined, false);
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0 });
  };

  it.each(['left', 'lost', 'a talk'])('is no unheard call once they are, nor hides one: %s', (how) => {
    const scene = createAsteriskScenario();
    overBefore(scene, how);
    compare(scene, 31, 1, 0);
    expect(scene.today()?.unheard).toBeUndefined();
    const other = createAsteriskScenario();
    overBefore(other, how);
    compare(other, 31, 1, 1);
    expect(other.today()).toMatchObject({ offered: 1, unheard: 1 });
  });
});

describe('a call that such lists show to be over before its end is reported', () => {
  const left = (link: ReturnType<Scene['connect']>): void => {
    link.receive(29.9, { Event: 'HangupRequest', ...C });
    link.receive(30, { Event: 'QueueCallerAbandon', ...C, HoldTime: '25' });
    link.receive(30, { Event: 'QueueCallerLeave', ...C });
  };
  /** `counted`: calls that Asterisk counts by the next comparison. */
  const reports = (when: string, counted: number): number => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    const link = scene.connect();
    link.receive(2, { Event: 'QueueCallerJoin', ...other });
    link.receive(5, { Event: 'QueueCallerJoin', ...C });
    link.receive(6, { Event: 'VarSet', Privilege: 'dialplan,all', Variable: 'QUEUESTATUS', Value: '' });
    if (when.includes('in an earlier comparison'))
      scene.connect().reconcile(10, { queueStatus: [counters(0, 0), waits(other, 8), waits(C, 5)], channels: [] });
    if (when.includes('as it leaves')) left(link);
    const asks = when.includes('another') ? scene.connect() : link;
    asks.reconcile(30.1, { queueStatus: [counters(0, 1), waits(other, 28)], channels: [] }, undefined, false);
    if (!when.includes('as it leaves')) left(link);
    link.tick(32);
    expect(scene.today()).toMatchObject({ offered: 2, waiting: 1, abandoned: 1 });
    scene.connect().reconcile(60, { queueStatus: [counters(0, counted), waits(other, 58)], channels: [] });
    return scene.today()?.unheard ?? 0;
  };

  it.each(['as it leaves', 'on this link', 'on another link', 'on another link, in an earlier comparison'])(
    'counts once, and hides no unheard call: %s',
    (when) => {
      expect(reports(when, 1)).toBe(0);
      expect(reports(when, 2)).toBe(1);
    },
  );
});

describe('counters that begin again while a link is up, and pass what they were', () => {
  it('take back no call that was counted as unheard before', () => {
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    compare(scene, 60, 0, 2);
    // `queue reset stats`, and then three callers give up.
    const link = scene.connect();
    for (const [index, at] of [100, 110, 120].entries()) {
      const one = { Uniqueid: `pbx111-1795424500.${index}` };
      link.receive(at, { Event: 'QueueCallerJoin', ...one });
      link.receive(at + 4, { Event: 'HangupRequest', ...one });
      link.receive(at + 4, { Event: 'QueueCallerAbandon', ...one, HoldTime: '4' });
      link.receive(at + 4, { Event: 'QueueCallerLeave', ...one });
    }
    compare(scene, 140, 0, 3);
    expect(scene.today()).toMatchObject({ offered: 3, abandoned: 3, unheard: 2 });
  });
});

describe('two talks at once', () => {
  /** As Asterisk 22 wrote them of one desk; its counters had one completed call more than before. */
  const linesOf = (one: string, another: string): string =>
    [
      '1796097457|pbx111-1796097457.337|samad|NONE|ENTERQUEUE||100067|1',
      `1796097459|pbx111-1796097457.337|samad|${one}|CONNECT|2|pbx111-1796097457.340|2`,
      '1796097463|pbx111-1796097462.359|samad|NONE|ENTERQUEUE||100073|1',
      `1796097464|pbx111-1796097462.359|samad|${another}|CONNECT|1|pbx111-1796097463.362|1`,
      `1796097467|pbx111-1796097457.337|samad|${one}|COMPLETEAGENT|2|8|1`,
      `1796097467|pbx111-1796097462.359|samad|${another}|COMPLETEAGENT|1|3|1`,
    ].join('\n');

  it('of one desk are one in the counters, and unheard they are no more than that', () => {
    expect(uncountedTalks(linesOf('wb-34', 'wb-35'))).toEqual({});
    const lines = linesOf('wb-34', 'wb-34');
    expect(truthOf(lines).queues['samad']).toMatchObject({ offered: 2, completed: 2 });
    expect(uncountedTalks(lines)).toEqual({ samad: 1 });
    const scene = createAsteriskScenario();
    compare(scene, 1, 0, 0);
    compare(scene, 60, 1, 0);
    expect(scene.today()).toMatchObject({ offered: 0, unheard: 1 });
  });
});
