// How a caller stops waiting: by leaving the queue, or because a desk picks up.
import { describe, expect, it } from 'vitest';
import { open, QUEUE, START } from '../../support/linked-freeswitch.ts';

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

  it('and whose channel ends before that is reported, has the right reason all the same', () => {
    const { scene, left } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    caller.hangUp('send_bye');
    caller.leave('BREAK_OUT', { state: 'hangup' });
    expect(left()).toMatchObject([{ reason: 'withdrawn' }]);
  });

  it('without a reported reason is abandoned a second later', () => {
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

  it.each(['both', 'channel', 'state'] as const)('has answered once the caller is connected (reported by %s)', (by) => {
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

  it('has an announcement first: the caller waits until it is over, and the talk begins then', () => {
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
