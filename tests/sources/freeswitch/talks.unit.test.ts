// How a talk begins, is held, goes on elsewhere and ends.
import { describe, expect, it } from 'vitest';
import { open, QUEUE, START } from '../../support/linked-freeswitch.ts';
import { HOUR } from '../../../shared/time.ts';

describe('a talk', () => {
  const talk = () => {
    const all = open();
    const caller = all.scene.caller();
    caller.join(QUEUE);
    all.wait(4);
    caller.ring('m-1201');
    all.wait(2);
    caller.answer();
    all.wait(31);
    return { ...all, caller };
  };
  const orders = [
    ['desk', 'queue', 'hangup'],
    ['hangup', 'desk', 'queue'],
    ['queue', 'desk', 'hangup'],
    ['hangup', 'queue', 'desk'],
    ['desk', 'hangup', 'queue'],
    ['queue', 'hangup', 'desk'],
  ] as const;

  it.each(orders.flatMap((order) => (['desk', 'caller'] as const).map((by) => [by, order] as const)))(
    'that the %s ends has one end, in any order of events: %j',
    (by, order) => {
      const { caller, ends, today, wait } = talk();
      caller.end(by, { order: [...order] });
      wait(2);
      expect(ends()).toMatchObject([{ by, talked: 31, at: START + 37_000 }]);
      expect(today()).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 31, waitSecondsAnswered: 6 });
    },
  );

  it('that is cut from here has an end without a party', () => {
    const { caller, ends, wait } = talk();
    caller.end('pbx');
    wait(2);
    expect(ends()).toMatchObject([{ by: 'unknown', talked: 31 }]);
  });

  it('that is passed on to another queue is a visit there, and says where to', () => {
    const { caller, ends, log, wait, scene } = talk();
    scene.queue('samad-babol@default');
    caller.end('pbx', { passedTo: '09113322110' });
    wait(1);
    caller.join('samad-babol@default');
    expect(ends()).toMatchObject([{ by: 'transfer', talked: 31 }]);
    expect(log.events.find(({ type }) => type === 'call.transferred')).toMatchObject({ to: 'samad-babol' });
    expect(log.events.filter(({ type }) => type === 'call.joined')).toMatchObject([
      { queue: 'samad-sari' },
      { queue: 'samad-babol', visit: 2 },
    ]);
    expect(JSON.stringify(log.events)).not.toContain('09113322110');
  });

  it('that is transferred to an outside number says so when the caller is gone', () => {
    const { caller, log } = talk();
    caller.end('pbx', { passedTo: '02188776655' });
    expect(log.events.some(({ type }) => type === 'call.transferred')).toBe(false);
    caller.hangUp('recv_bye');
    expect(log.events.find(({ type }) => type === 'call.transferred')).toMatchObject({ to: 'external' });
  });

  it('that comes back into the same queue is a visit of its own', () => {
    const { caller, today, wait } = talk();
    caller.end('pbx', { passedTo: 'samad-sari' });
    caller.join(QUEUE);
    wait(5);
    caller.ring('m-1202');
    caller.answer();
    wait(8);
    caller.end('caller');
    wait(2);
    expect(today()).toMatchObject({ offered: 2, answered: 2, completed: 2, talkSeconds: 39, waitSecondsAnswered: 11 });
  });

  it('of an agent on standby, whose channel was answered long ago, begins when the call centre says', () => {
    const { scene, wait, today, ends } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    wait(4);
    const ids = { 'CC-Member-UUID': caller.member(), 'CC-Member-Session-UUID': caller.session };
    const standby = {
      ...ids,
      'CC-Queue': QUEUE,
      'CC-Agent': 'm-1201',
      'CC-Agent-UUID': 'standby',
      'Unique-ID': 'standby',
      'CC-Agent-Answered-Time': (START + 4000) / 1000,
      'Caller-Channel-Answered-Time': String((START - 2 * HOUR) * 1000),
    };
    scene.info('bridge-agent-start', standby);
    wait(20);
    scene.info('bridge-agent-end', { ...standby, 'Caller-Channel-Hangup-Time': '0' });
    wait(2);
    expect(today()).toMatchObject({ answered: 1, completed: 1, waitSecondsAnswered: 4, talkSeconds: 20 });
    expect(ends()).toMatchObject([{ by: 'unknown' }]);
  });

  it('of an agent on standby who logged in a moment before the caller begins after his joining', () => {
    const { scene, wait, log, today } = open();
    wait(2);
    const caller = scene.caller();
    caller.join(QUEUE);
    wait(0.1);
    const ids = { 'CC-Member-UUID': caller.member(), 'CC-Member-Session-UUID': caller.session };
    const standby = {
      ...ids,
      'CC-Queue': QUEUE,
      'CC-Agent': 'm-1201',
      'CC-Agent-UUID': 'standby',
      'Unique-ID': 'standby',
      'CC-Agent-Answered-Time': (START + 2000) / 1000,
      'Caller-Channel-Answered-Time': String(START * 1000),
    };
    scene.info('bridge-agent-start', standby);
    scene.state('m-1201', 'In a queue call');
    wait(5);
    scene.info('bridge-agent-end', { ...standby, 'CC-Agent-Bridged': 'true', 'Caller-Channel-Hangup-Time': '0' });
    wait(2);
    const at = (type: string) => log.events.find((event) => event.type === type)?.at;
    expect(at('call.answered')).toBeGreaterThanOrEqual(at('call.joined')!);
    expect(today()).toMatchObject({ answered: 1, waitSecondsAnswered: 0, talkSeconds: 5 });
  });

  it('whose desk consults somebody and hangs up is passed on to him: an attended transfer', () => {
    const { caller, ends, log, wait } = talk();
    caller.consult('third');
    wait(2);
    caller.end('desk', { stays: true });
    expect(ends()).toEqual([]);
    wait(0.06);
    caller.bridgedWith('third', '1203');
    expect(ends()).toMatchObject([{ by: 'transfer', talked: 33 }]);
    expect(log.events.find(({ type }) => type === 'call.transferred')).toMatchObject({ to: 'external' });
  });

  it('whose desk consulted somebody and hangs up on both was ended by the desk', () => {
    const { caller, ends, wait } = talk();
    caller.consult('third');
    caller.end('desk', { stays: true });
    wait(0.02);
    caller.hangUp('send_bye');
    wait(2);
    expect(ends()).toMatchObject([{ by: 'desk', talked: 31 }]);
  });

  it('whose desk is hung up from here while the caller stays has an end without a party', () => {
    const { caller, ends, today } = talk();
    caller.end('pbx', { stays: true });
    caller.hangUp('recv_bye'); // later, and of another part of the call
    expect(ends()).toMatchObject([{ by: 'unknown', talked: 31 }]);
    expect(today()).toMatchObject({ answered: 1, completed: 1 });
  });

  it('after a quick return to the same queue is the second visit’s, also when the answer comes first', () => {
    const { scene, reorder, log, wait } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    caller.ring('m-1201');
    caller.answer();
    wait(1);
    caller.end('pbx', { passedTo: 'samad-sari' });
    reorder(3, 0, 1, 2); // the telephone of the desk rings before the joining is reported
    caller.join(QUEUE);
    caller.ring('m-1202');
    caller.answer();
    wait(1);
    caller.end('desk');
    wait(2);
    const told = (type: string) =>
      log.events.flatMap((event) => (event.type === type && 'desk' in event && 'visit' in event ? [event.visit] : []));
    expect([told('call.ringing'), told('call.answered')]).toEqual([[2], [2]]); // the first visit goes without a number
    expect(
      log.events.flatMap((event) => (event.type === 'call.answered' ? [[event.visit ?? 1, event.desk]] : [])),
    ).toEqual([
      [1, 'm-1201'],
      [2, 'm-1202'],
    ]);
    expect(log.fold.board.queues['samad-sari']?.today).toMatchObject({ offered: 2, answered: 2, completed: 2 });
  });

  it('may be put on hold and resumed by its desk, each reported once', () => {
    const { caller, log } = talk();
    for (const on of [false, true, true, false, false, true, false]) caller.hold(on);
    expect(log.events.flatMap(({ type }) => (/held|resumed/.test(type) ? [type] : []))).toEqual([
      ...['call.held', 'call.resumed', 'call.held', 'call.resumed'],
    ]);
    expect(new Set(log.events.map(({ id }) => id)).size).toBe(log.events.length);
  });

  it('whose joining and answer come in the wrong order is the same', () => {
    const { scene, reorder, today, wait, log } = open();
    const caller = scene.caller();
    caller.ring('m-1201');
    reorder(1, 0);
    caller.join(QUEUE);
    caller.answer();
    wait(9);
    caller.end('caller');
    wait(2);
    expect(today()).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 9 });
    expect(log.refused).toEqual([]);
  });
});
