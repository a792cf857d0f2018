// What single callers and desks live through, told by a made-up FreeSWITCH as a real one tells it.
import { describe, expect, it } from 'vitest';
import { extensionOf } from '../../../server/sources/freeswitch/agents.ts';
import { callIdOf } from '../../../server/sources/freeswitch/freeswitch-calls.ts';
import type { Headers } from '../../../server/sources/freeswitch/wire.ts';
import { keyedBy } from '../../../server/keyed.ts';
import { hidesNumber } from '../../../shared/number.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { createReplayLog } from '../../support/replay-asterisk.ts';
import { idOf } from '../../../server/sources/names.ts';
import { readTable } from '../../../server/sources/freeswitch/tables.ts';
import { connectReplay } from '../../support/replay-freeswitch.ts';
import { createFreeSwitchScenario } from '../../support/freeswitch-scenario.ts';

const QUEUE = 'samad-sari@default';
const START = Date.UTC(2026, 10, 23, 9);

/** A connection that hears a scene as it happens; `reorder` has the next events come in another order. */
function open({ profile }: { profile?: ReturnType<typeof profileSchema.parse> } = {}) {
  let now = START;
  let held: Headers[] = [];
  let places: readonly number[] = [];
  const log = createReplayLog();
  log.startDay(START);
  const connection = connectReplay(log, profile ? { profile } : {});
  const say = (event: Headers): void => {
    held.push(event);
    if (held.length < places.length) return;
    const [all, order] = [held, places.length > 0 ? places : [0]];
    [held, places] = [[], []];
    for (const place of order) connection.receive(all[place]!, now);
  };
  const scene = createFreeSwitchScenario({ now: () => now, say });
  scene.queue(QUEUE);
  return {
    log,
    scene,
    connection,
    wait(seconds: number): void {
      now += seconds * 1000;
      connection.tick(now);
    },
    reorder: (...order: number[]): void => void (places = order),
    listed: (): void =>
      connection.translator.agents.know(
        readTable(scene.answer('callcenter_config agent list') ?? '') ?? [],
        readTable(scene.answer('callcenter_config tier list') ?? ''),
      ),
    today: () => log.fold.board.queues['samad-sari']?.today,
    desk: (name: string) => log.fold.board.desks[name],
    ends: () => log.events.filter((event) => event.type === 'call.ended'),
    left: () => log.events.filter((event) => event.type === 'call.left'),
  };
}

describe('a caller who leaves unanswered', () => {
  it.each([
    ['hangs up', 'BREAK_OUT', { state: 'hangup', hangup: 'recv_bye' }, 'abandoned'],
    ['hangs up before the queue app answered', 'BREAK_OUT', { state: 'hangup', hangup: 'recv_cancel' }, 'abandoned'],
    ['is hung up from here', 'BREAK_OUT', { state: 'hangup', hangup: 'send_bye' }, 'withdrawn'],
    ['is transferred away', 'BREAK_OUT', { state: 'answered' }, 'other'],
    ['waits too long', 'TIMEOUT', { state: 'answered' }, 'timeout'],
    ['finds nobody logged in', 'NO_AGENT_TIMEOUT', { state: 'answered' }, 'empty'],
    ['presses the exit key', 'EXIT_WITH_KEY', { state: 'answered' }, 'key'],
    ['leaves in a way that nobody has seen yet', 'SOMETHING_NEW', { state: 'answered' }, 'other'],
  ] as const)('%s', (_what, cause, channel, reason) => {
    const { scene, wait, left } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    wait(7);
    caller.leave(cause, channel);
    expect(left()).toMatchObject([{ reason, waited: 7, at: START + 7000 }]);
  });

  it('after its telephone system’s clock was set forward by weeks, has left, and how long it waited is unknown', () => {
    const { scene, wait, left, today } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    wait(20 * 86_400);
    caller.leave('TIMEOUT', { state: 'answered' });
    expect(left()).toMatchObject([{ reason: 'timeout' }]);
    expect(left()[0]).not.toHaveProperty('waited');
    expect(today()).toMatchObject({ waiting: 0 });
  });

  it.each([
    ['send_bye', 'withdrawn'],
    ['recv_bye', 'abandoned'],
    [undefined, 'abandoned'],
  ])('and whose channel tells only at its end that it was %s, is told then: %s', (hangup, reason) => {
    const { scene, wait, left, today } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    wait(7);
    caller.leave('BREAK_OUT', { state: 'hangup' });
    expect(left()).toEqual([]);
    wait(0.1);
    caller.hangUp(hangup);
    expect(left()).toMatchObject([{ reason, waited: 7, at: START + 7000 }]);
    expect(today()).toMatchObject({ offered: 1, waiting: 0 });
  });

  it('and whose channel ends before that is told, is told right all the same', () => {
    const { scene, left } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    caller.hangUp('send_bye');
    caller.leave('BREAK_OUT', { state: 'hangup' });
    expect(left()).toMatchObject([{ reason: 'withdrawn' }]);
  });

  it('without a word why is abandoned a second later', () => {
    const { scene, wait, left } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    caller.leave('BREAK_OUT', { state: 'hangup' });
    wait(0.9);
    expect(left()).toEqual([]);
    wait(0.2);
    expect(left()).toMatchObject([{ reason: 'abandoned', at: START }]);
  });

  it('and comes back on another line is another call, though mod_callcenter goes on with the first', () => {
    const { scene, wait, today, log } = open();
    const first = scene.caller();
    first.join(QUEUE);
    wait(5);
    first.abandon();
    wait(10);
    const second = scene.caller();
    second.join(QUEUE, { member: first.member() });
    wait(3);
    second.ring('m-1201');
    second.answer();
    expect(today()).toMatchObject({ offered: 2, abandoned: 1, answered: 1, waitSecondsAnswered: 3 });
    expect(new Set(log.events.flatMap((event) => ('call' in event ? [event.call] : []))).size).toBe(2);
  });
});

describe('a desk that picks up', () => {
  const pickedUp = () => {
    const all = open();
    for (const agent of ['m-1201', 'm-1202']) all.scene.agent(agent, [QUEUE]);
    all.listed();
    const caller = all.scene.caller();
    caller.join(QUEUE);
    all.wait(4);
    caller.ring('m-1201');
    all.wait(2);
    caller.pickUp();
    return { ...all, caller };
  };

  it.each(['both', 'channel', 'state'] as const)('has answered once the caller is connected (told by %s)', (by) => {
    const { caller, today, wait, log, desk } = pickedUp();
    expect(today()).toMatchObject({ waiting: 1, answered: 0 });
    wait(0.04);
    caller.connect(by);
    expect(today()).toMatchObject({ waiting: 0, answered: 1, waitSecondsAnswered: 6 });
    expect(log.events.find(({ type }) => type === 'call.answered')?.at).toBe(START + 6000); // the channel's own clock
    wait(10);
    caller.end('desk');
    expect(today()).toMatchObject({ completed: 1, talkSeconds: 10 });
    expect(desk('m-1201')?.state).not.toBe('ringing');
  });

  it('hears an announcement first: the caller waits until it is over, and the talk begins then', () => {
    const { caller, today, wait } = pickedUp();
    wait(3);
    expect(today()).toMatchObject({ waiting: 1, answered: 0 });
    caller.connect();
    wait(10);
    caller.end('caller');
    wait(2);
    expect(today()).toMatchObject({ answered: 1, waitSecondsAnswered: 9, completed: 1, talkSeconds: 10 });
  });

  it('and whose caller hangs up in the announcement has answered nobody', () => {
    const { caller, today, wait, ends } = pickedUp();
    wait(1);
    caller.leave('BREAK_OUT', { state: 'hangup', hangup: 'recv_bye' });
    caller.hangUp('recv_bye', 'cancel');
    wait(2);
    caller.unbridged('send_bye');
    wait(2);
    expect(today()).toMatchObject({ offered: 1, answered: 0, abandoned: 1, waiting: 0, completed: 0, talkSeconds: 0 });
    expect(ends()).toEqual([]);
  });

  it('in the moment in which the caller hangs up has answered nobody: mod_callcenter gives no reason', () => {
    const { caller, today, wait, left } = pickedUp();
    caller.leave('NONE', { state: 'hangup', hangup: 'recv_bye' });
    caller.hangUp('recv_bye', 'cancel');
    caller.unbridged();
    wait(2);
    expect(today()).toMatchObject({ answered: 0, abandoned: 1, waiting: 0 });
    expect(left()).toMatchObject([{ reason: 'abandoned', waited: 6 }]);
  });

  it('a moment before the caller hangs up, whom FreeSWITCH counts as answered, has answered and not talked', () => {
    const { caller, today, wait, ends } = pickedUp();
    wait(0.03);
    caller.hangUp('recv_bye', 'answered');
    wait(1.5);
    caller.unbridged('recv_bye');
    wait(2);
    expect(today()).toMatchObject({ answered: 1, completed: 1, abandoned: 0, waiting: 0, talkSeconds: 0 });
    expect(ends()).toMatchObject([{ by: 'caller', talked: 0 }]);
  });

  it('and hangs up in the announcement leaves the caller waiting, whom the next desk answers', () => {
    const { caller, today, wait, ends, desk, log } = pickedUp();
    wait(1);
    caller.unbridged('recv_bye');
    expect(today()).toMatchObject({ waiting: 1, answered: 0, completed: 0 });
    expect(desk('m-1201')?.state).not.toMatch(/busy|ringing/);
    wait(5);
    caller.ring('m-1202');
    caller.pickUp();
    wait(0.04);
    caller.connect();
    expect(today()).toMatchObject({ waiting: 0, answered: 1 });
    wait(22);
    caller.end('desk');
    wait(2);
    expect(today()).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 22, waitSecondsAnswered: 12 });
    expect(ends()).toHaveLength(1);
    expect(log.events.flatMap((event) => (event.type === 'call.answered' ? [event.desk] : []))).toEqual(['m-1202']);
    expect(desk('m-1201')?.today.answered ?? 0).toBe(0);
  });

  it('and hangs up in the announcement leaves a caller who may give up', () => {
    const { caller, today, wait } = pickedUp();
    caller.unbridged('recv_bye');
    wait(5);
    caller.leave('BREAK_OUT', { state: 'hangup', hangup: 'recv_bye' });
    caller.hangUp('recv_bye', 'cancel');
    wait(2);
    expect(today()).toMatchObject({ offered: 1, answered: 0, abandoned: 1, waiting: 0 });
  });
});

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
    'that the %s ends is told once, in whatever order: %j',
    (by, order) => {
      const { caller, ends, today, wait } = talk();
      caller.end(by, { order: [...order] });
      wait(2);
      expect(ends()).toMatchObject([{ by, talked: 31, at: START + 37_000 }]);
      expect(today()).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 31, waitSecondsAnswered: 6 });
    },
  );

  it('that is cut from here has an end that is nobody’s', () => {
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
      'Caller-Channel-Answered-Time': String((START - 7_200_000) * 1000),
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

  it('whose desk is hung up from here while the caller stays ends by nobody’s word', () => {
    const { caller, ends, today } = talk();
    caller.end('pbx', { stays: true });
    caller.hangUp('recv_bye'); // later, and of another part of the call
    expect(ends()).toMatchObject([{ by: 'unknown', talked: 31 }]);
    expect(today()).toMatchObject({ answered: 1, completed: 1 });
  });

  it('after a quick return to the same queue is the second visit’s, also when the answer is heard first', () => {
    const { scene, reorder, log, wait } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    caller.ring('m-1201');
    caller.answer();
    wait(1);
    caller.end('pbx', { passedTo: 'samad-sari' });
    reorder(3, 0, 1, 2); // the telephone of the desk rings before the joining is heard
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

  it('may be put on hold and taken back by its desk, each told once', () => {
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

describe('a desk that rings', () => {
  it.each([
    ['NO_ANSWER', 1],
    ['USER_BUSY', 1],
    ['CALL_REJECTED', 1],
    ['ORIGINATOR_CANCEL', 0],
    ['LOSE_RACE', 0],
    ['RECOVERY_ON_TIMER_EXPIRE', 0],
    ['ALLOTTED_TIMEOUT', 1],
    ['SUBSCRIBER_ABSENT', 0],
    ['SYSTEM_SHUTDOWN', 0],
    ['NONE', 0],
  ])('and stops with %s has missed %i, and rings no longer while the caller waits', (cause, missed) => {
    const { scene, today, desk, listed } = open();
    scene.agent('m-1201', [QUEUE]);
    listed();
    const caller = scene.caller();
    caller.join(QUEUE);
    caller.ring('m-1201');
    expect(desk('m-1201')?.state).toBe('ringing');
    caller.fail(cause);
    expect(today()).toMatchObject({ waiting: 1, missed });
    expect(desk('m-1201')?.state).not.toBe('ringing');
  });

  it('again for the same caller rings again', () => {
    const { scene, today, desk, wait } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    for (const cause of ['NO_ANSWER', 'NO_ANSWER', 'ORIGINATOR_CANCEL']) {
      caller.ring('m-1201');
      expect(desk('m-1201')?.state).toBe('ringing');
      wait(1);
      caller.fail(cause);
      wait(1);
    }
    expect(today()).toMatchObject({ waiting: 1, missed: 1 }); // distinct (call, queue, desk)
  });

  it('on two telephones at once rings once', () => {
    const { scene, log, wait, desk, listed } = open();
    scene.agent('m-1201', [QUEUE]);
    listed();
    const caller = scene.caller();
    caller.join(QUEUE);
    for (let n = 0; n < 2; n++) {
      caller.ring('m-1201');
      caller.ringAlso();
      wait(1);
      caller.fail('NO_ANSWER');
    }
    expect(log.events.filter((event) => event.type === 'call.ringing' && !event.over)).toHaveLength(2);
    expect(desk('m-1201')?.state).not.toBe('ringing');
  });

  it('without a telephone is unreachable until one is found, not ringing and not to blame', () => {
    const { scene, desk, today, wait, listed, log } = open();
    scene.agent('m-1399', [QUEUE]);
    listed();
    const caller = scene.caller();
    caller.join(QUEUE);
    const states: (string | undefined)[] = [];
    for (let n = 0; n < 3; n++) {
      caller.ring('m-1399', 'offer');
      caller.fail('USER_NOT_REGISTERED');
      states.push(desk('m-1399')?.state);
      wait(5);
    }
    expect(states).toEqual(['unreachable', 'unreachable', 'unreachable']);
    expect(today()?.missed).toBe(0);
    expect(log.events.filter((event) => event.type === 'desk.state' && event.state === 'unreachable')).toHaveLength(1);
    caller.ring('m-1399');
    caller.answer();
    wait(3);
    caller.end('desk');
    expect(desk('m-1399')).toMatchObject({ state: 'free', today: { answered: 1, missed: 0 } });
  });
});

describe('a desk whose telephone could not be found', () => {
  it('is there again when the telephone registers, and another’s is not its', () => {
    const { scene, desk, listed } = open();
    for (const name of ['m-1399', 'm-1201']) scene.agent(name, [QUEUE]);
    listed();
    const caller = scene.caller();
    caller.join(QUEUE);
    caller.ring('m-1399', 'offer');
    caller.fail('USER_NOT_REGISTERED');
    const register = (user: string): void =>
      scene.event('CUSTOM', { 'Event-Subclass': 'sofia::register', 'from-user': user, 'from-host': 'default' });
    register('1201');
    register('');
    expect(desk('m-1399')?.state).toBe('unreachable');
    register('1399');
    expect(desk('m-1399')?.state).toBe('free');
    expect(desk('m-1201')).toBeUndefined(); // nothing was said of it
  });
});

describe('a desk’s state', () => {
  it('follows status and state of its agent, and is told once however often it is said', () => {
    const { scene, desk, log, listed } = open();
    scene.agent('m-1201', [QUEUE], 'Logged Out');
    listed();
    const said: (string | undefined)[] = [];
    for (const status of ['Logged Out', 'Available', 'Available', 'On Break', 'On Break', 'Available (On Demand)']) {
      scene.status('m-1201', status);
      said.push(desk('m-1201')?.state);
    }
    expect(said).toEqual(['away', 'free', 'free', 'paused', 'paused', 'free']);
    expect(log.events.filter(({ type }) => type === 'desk.state')).toHaveLength(4);
    scene.state('m-1201', 'Receiving');
    scene.state('m-1201', 'In a queue call');
    scene.status('m-1201', 'Logged Out'); // while talking: a status only
    scene.state('m-1201', 'Waiting');
    expect(desk('m-1201')?.state).toBe('away');
    scene.status('m-1201', 'Available (On Demand)');
    scene.state('m-1201', 'Idle'); // gets no calls until somebody says Waiting
    expect(desk('m-1201')?.state).toBe('paused');
  });

  it('is not told while nobody said whether it is on a break (B10)', () => {
    const { scene, desk } = open();
    scene.state('m-1201', 'Waiting');
    expect(desk('m-1201')).toBeUndefined();
    scene.state('m-1201', 'In a queue call');
    expect(desk('m-1201')?.state).toBe('busy');
  });

  it('is the last of several words of one tick of FreeSWITCH’s clock', () => {
    const { scene, desk, listed } = open();
    scene.agent('m-1201', [QUEUE]);
    listed();
    for (let n = 0; n < 700; n++) {
      const [state, shown] = n % 2 ? ['Waiting', 'free'] : ['Receiving', 'ringing'];
      scene.state('m-1201', state);
      expect(desk('m-1201')?.state, `word ${n}`).toBe(shown);
    }
  });

  it('does not go back when two words of it come in the wrong order', () => {
    const { scene, desk, reorder, listed } = open();
    scene.agent('m-1201', [QUEUE]);
    listed();
    reorder(1, 0);
    scene.state('m-1201', 'Receiving');
    scene.state('m-1201', 'Waiting');
    expect(desk('m-1201')?.state).toBe('free');
    scene.state('m-1201', 'Receiving');
    expect(desk('m-1201')?.state).toBe('ringing');
  });

  it('is known by the agent’s name or the extension that he is called at', () => {
    const profile = profileSchema.parse({
      id: 'p',
      name: { fa: 'پ', en: 'P' },
      counties: {},
      desks: { governor: { name: 'فرماندار', match: ['1201'] }, deputy: { name: 'معاون', match: ['reza@default'] } },
    });
    const { scene, log, listed } = open({ profile });
    scene.agent('m-1201', [QUEUE]);
    scene.agent('Reza@default', [QUEUE]);
    scene.agent('ali@default', [QUEUE]);
    listed();
    for (const name of ['m-1201', 'Reza@default', 'ali@default']) scene.status(name, 'On Break');
    expect(log.events.flatMap((event) => (event.type === 'desk.state' ? [[event.desk, event.name]] : []))).toEqual([
      ['governor', 'فرماندار'],
      ['deputy', 'معاون'],
      ['ali', 'ali'],
    ]);
    const contacts = [
      '[leg_timeout=8]user/1201@default',
      '{a=b}[c=d]sofia/internal/1201@10.0.0.1',
      'user/1201|user/1202',
    ];
    expect([...contacts, 'loopback/1201/default', 'user/1201', ''].map(extensionOf)).toEqual([
      ...['1201', '1201', '1201', '1201', '1201', ''],
    ]);
  });
});

describe('names', () => {
  const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const answers = (queues: string[], agents: { name: string; contact: string; queue: string }[] = []) => ({
    queues: queues.map((name) => ({ name, calls_answered: '0', calls_abandoned: '0' })),
    members: [],
    agents: agents.map(({ name, contact }) => ({ name, contact, status: 'Available', state: 'Waiting' })),
    tiers: agents.map(({ name, queue }) => ({ agent: name, queue, state: 'Ready' })),
    channels: [],
  });
  const shown = (log: ReturnType<typeof open>['log']) =>
    Object.values(log.fold.board.queues)
      .map(({ name }) => name)
      .sort();

  it('of queues are there before their first call, also Persian ones', () => {
    const { connection, log } = open();
    connection.resync(answers(['صف‌ساری@default', 'samad-sari@default']), START);
    expect(shown(log)).toEqual(['samad-sari', 'صف‌ساری']);
    expect(log.refused).toEqual([]);
  });

  it('lose the domain that all queues share, and keep it where tenants differ', () => {
    const [one, many] = [open(), open()];
    one.connection.resync(answers(['5001@pbx.example.ir', '5002@pbx.example.ir', 'samad@default']), START);
    expect(shown(one.log)).toEqual(['5001', '5002', 'samad']);
    many.connection.resync(answers(['5001@pbx.example.ir', '5001@tenant.example.ir']), START);
    expect(shown(many.log)).toEqual(['5001@pbx.example.ir', '5001@tenant.example.ir']);
    // The id stays that of the whole name, whatever is shown.
    expect(Object.keys(one.log.fold.board.queues)).toContain(idOf('5001@pbx.example.ir'));
  });

  it('are the same with the first call as before it', () => {
    const { connection, log, scene } = open();
    connection.resync(answers(['5001@pbx.example.ir']), START);
    scene.caller().join('5001@pbx.example.ir');
    expect(shown(log)).toEqual(['5001']);
  });

  it('of agents that are UUIDs are the extension of their contact; no number becomes one (B8)', () => {
    const { connection, log } = open();
    const fusion =
      '{call_timeout=15,domain_uuid=a-b,sip_h_caller_destination=${caller_destination}}user/1001@pbx.example.ir';
    connection.resync(
      answers(
        [QUEUE],
        [
          { name: UUID, contact: fusion, queue: QUEUE },
          { name: UUID.replace('0f', '1f'), contact: 'sofia/gateway/shatel/09113322110', queue: QUEUE },
          { name: 'reza@pbx.example.ir', contact: 'user/1003@pbx.example.ir', queue: QUEUE },
        ],
      ),
      START,
    );
    const names = Object.values(log.fold.board.desks).map(({ name }) => name);
    expect(names).toContain('1001');
    expect(names).toContain('reza');
    expect(JSON.stringify(log.events)).not.toContain('09113322110');
    expect(log.refused).toEqual([]);
  });

  it.each([
    ['{call_timeout=15,sip_h_caller_destination=${caller_destination}}user/1001@pbx.example.ir', '1001'],
    ["{a=b,execute_on_pre_bridge='record_session /r/${strftime(%Y)}/${uuid}.wav'}user/1001@pbx.example.ir", '1001'],
    ["{a='x}y'}[leg_timeout=8]user/1001@default", '1001'],
    ['<a=b>{c=d}sofia/internal/sip:1001@10.0.0.5:5060;transport=udp', '1001'],
    ['user/1001@pbx.example.ir,user/1002@pbx.example.ir', '1001'],
    ['sofia/internal/1001%10.0.0.1', '1001'],
    ['${sofia_contact(internal/1001@pbx.example.ir)}', '1001'],
    ['[a=b]${verto_contact(1001)},user/1002', '1001'],
    ['user/1001:_:user/1002', '1001'],
    ['{unclosed', ''],
  ])('the extension of the contact %s is %s', (contact, extension) => {
    expect(extensionOf(contact)).toBe(extension);
  });
});

describe('identities', () => {
  it('of a call are its channel’s UUID; a number in its place is not kept (B8)', () => {
    expect(callIdOf('pbx', 'AEDCCE01-4c9a-4f07-9924-b32d67c0ed69')).toBe('pbx-aedcce01-4c9a-4f07-9924-b32d67c0ed69');
    const own = { keyed: keyedBy('a key of this test'), isKnown: () => false };
    const padded = '00000000-0000-4000-8000-009113322110';
    for (const foreign of ['09113322110', '989113322110-1', '0911-332-2110', padded, '', 'x'.repeat(300)]) {
      const id = callIdOf('pbx', foreign, own);
      expect(id).toMatch(/^pbx-x[0-9a-z]{2,16}$/);
      expect(hidesNumber(id)).toBe(false);
    }
    const other = { ...own, keyed: keyedBy('another key') };
    expect(callIdOf('pbx', '09113322110', other)).not.toBe(callIdOf('pbx', '09113322110', own));
    // A call that the log has from an older version stays that call.
    const known = callIdOf('pbx', '09113322110', { ...own, isKnown: () => true });
    expect(known).toMatch(/^pbx-x[0-9a-z]{2,14}$/);
    expect(callIdOf('pbx', '09113322110', { ...own, isKnown: (id) => id === known })).toBe(known);
    expect(callIdOf('s'.repeat(60), 'aedcce01-4c9a-4f07-9924-b32d67c0ed69').length).toBeLessThanOrEqual(64);
  });

  it('of events hold no time of ours and no link: another listener says the same', () => {
    const tell = (link: string) => {
      let now = START;
      const log = createReplayLog();
      log.startDay(START);
      const connection = connectReplay(log, { link });
      const scene = createFreeSwitchScenario({
        now: () => now,
        say: (event) => connection.receive(event, now + link.length),
      });
      const caller = scene.caller();
      caller.join(QUEUE);
      caller.ring('m-1201');
      caller.fail('NO_ANSWER');
      caller.ring('m-1201');
      caller.answer();
      caller.hold(true);
      now += 5000;
      caller.end('desk');
      scene.status('m-1201', 'On Break');
      return log.events;
    };
    const [a, b] = [tell('a'), tell('another')];
    expect(a.length).toBeGreaterThan(8);
    expect(b).toEqual(a);
    expect(a.filter(({ type, id }) => type !== 'day.started' && hidesNumber(id.replace(/[0-9a-f-]{36}/g, '')))).toEqual(
      [],
    );
  });
});
