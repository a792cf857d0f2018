// A desk that rings, one that cannot be reached, and the states of desks.
import { describe, expect, it } from 'vitest';
import { extensionOf } from '../../../server/sources/freeswitch/contact.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { open, QUEUE } from '../../support/linked-freeswitch.ts';

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
  it('follows status and state of its agent, with one event however often it is reported', () => {
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

  it('is absent while it is unknown whether it is on a break (B10)', () => {
    const { scene, desk } = open();
    scene.state('m-1201', 'Waiting');
    expect(desk('m-1201')).toBeUndefined();
    scene.state('m-1201', 'In a queue call');
    expect(desk('m-1201')?.state).toBe('busy');
  });

  it('is the last of several events of one tick of FreeSWITCH’s clock', () => {
    const { scene, desk, listed } = open();
    scene.agent('m-1201', [QUEUE]);
    listed();
    for (let n = 0; n < 700; n++) {
      const [state, shown] = n % 2 ? ['Waiting', 'free'] : ['Receiving', 'ringing'];
      scene.state('m-1201', state);
      expect(desk('m-1201')?.state, `word ${n}`).toBe(shown);
    }
  });

  it('does not go back when two events of it come in the wrong order', () => {
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
