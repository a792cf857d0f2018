// What a test concludes about the rights of a manager user: never more than what showed.
import { expect, it } from 'vitest';
import type { Answer } from '../../server/sources/asterisk/connection.ts';
import type { Packet } from '../../server/sources/asterisk/wire.ts';
import { createEventsSeen, judgeRights } from '../../server/telephony/asterisk-rights.ts';
import { createSteps } from '../../server/telephony/steps.ts';

const answer = (list: readonly Packet[]): Answer => ({ ok: true, message: '', response: {}, list: [...list] });
const refused: Answer = { ok: false, message: 'Permission denied', response: {}, list: [] };
const waiting = (id: string): Packet => ({ Event: 'QueueEntry', Queue: 'q', Uniqueid: id });
const channel = (id: string): Packet => ({ Event: 'CoreShowChannel', Uniqueid: id });
const booted: Packet = { Event: 'FullyBooted', Privilege: 'system,all', Uptime: '9' };

function judged(events: readonly Packet[], lists: readonly [Answer, Answer][]) {
  const seen = createEventsSeen();
  const steps = createSteps('pbx', 5038);
  for (const event of events) seen.take(event, 0);
  for (const [queues, calls] of lists) seen.listed(queues, calls);
  const [queues = answer([]), calls = answer([])] = lists[0] ?? [];
  judgeRights(steps, seen, queues, calls);
  const [step] = steps.all();
  return step;
}
const idle: [Answer, Answer] = [answer([]), answer([])];

it('without a call nothing is proved, neither that rights are there nor that they are missing', () => {
  const step = judged([booted], [idle, idle]);
  expect(step).toMatchObject({ state: 'open', code: 'rights-unproved' });
  expect(step).not.toHaveProperty('missing');
});

it('events of queues and calls prove their rights', () => {
  const events = [
    booted,
    { Event: 'QueueCallerJoin', Privilege: 'agent,all' },
    { Event: 'Newchannel', Privilege: 'call,all' },
  ];
  expect(judged(events, [idle, idle])).toMatchObject({ state: 'good', code: 'rights-proved' });
});

it('rights of which no event came are named, though a call without such an event proves nothing against them', () => {
  const ofClasses = (...classes: string[]) =>
    judged(
      classes.map((name) => ({ Event: 'Some', Privilege: `${name},all` })),
      [idle],
    );
  expect(ofClasses('system', 'agent', 'call', 'user')).toMatchObject({
    state: 'good',
    unseen: ['dialplan'],
    message:
      'Events come: agent, call, user, system. None of dialplan came during the test; the line read needs it, too.',
  });
  const whole = ofClasses('system', 'agent', 'call', 'user', 'dialplan');
  expect(whole?.message).toBe('Events come: agent, call, dialplan, user, system.');
  expect(whole?.unseen).toBeUndefined();
});

it('lists that change without an event prove that a right is missing', () => {
  const later: [Answer, Answer] = [answer([waiting('1.1')]), answer([channel('1.1')])];
  expect(judged([booted], [idle, later])).toMatchObject({
    state: 'bad',
    code: 'rights-missing',
    missing: ['read agent', 'read call'],
  });
});

it('a refused list of channels shows that the right to write reporting is missing', () => {
  expect(judged([booted], [[answer([]), refused]])).toMatchObject({ state: 'bad', missing: ['write reporting'] });
});

it('a user to whom nothing greets after the login may not read system, which costs little', () => {
  expect(judged([], [idle])).toMatchObject({ state: 'open', missing: ['read system'] });
});
