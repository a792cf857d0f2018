// The kinds of calls that the living test makes.
import {
  action,
  both,
  bridgeWithOther,
  channelOf,
  consult,
  deskChannel,
  elsewhere,
  farChannel,
  hangupCaller,
  hangupDesk,
  later,
  of,
  pauseDesk,
  redirect,
  redirectBoth,
  transferFrom,
  whole,
  type Kind,
  type Plan,
  type Step,
  type Steps,
} from './steps.ts';
import type { Packet } from '../../server/sources/asterisk/wire.ts';

const NOBODY = 'wallboard-nobody';
const PLAIN = 'wallboard-plain';

const waitsFor = (timeout: number, more: Partial<Plan> = {}) => ({
  plan: (): Plan => ({ queue: NOBODY, timeout, ...more }),
});
const talks = (more: Partial<Plan> = {}) => ({ plan: (): Plan => ({ queue: PLAIN, timeout: 60, ...more }) });
const whenJoined = (step: Step): Steps => ({ QueueCallerJoin: later(1.5, 4.5, step) });
const whenTalking = (step: Step): Steps => ({ AgentConnect: later(0.8, 1.6, step) });

const known = {
  answered: talks(),
  abandon: { ...waitsFor(30), on: whenJoined(hangupCaller) },
  timeout: { plan: (random) => ({ queue: NOBODY, timeout: whole(random, 3, 6) }) },
  key: { plan: (random) => ({ queue: NOBODY, timeout: 30, key: 9, after: whole(random, 2, 6) }) },
  pickup: {
    plan: (random) => ({ queue: random() < 0.3 ? PLAIN : 'wallboard-picked', timeout: 30 }),
    on: {
      AgentCalled: later(0.3, 0.7, (packet, { originate }) =>
        originate(
          'picker',
          { WB_STAY: '5' },
          { Channel: farChannel, Application: 'PickupChan', Data: deskChannel(packet) },
        ),
      ),
    },
  },
  transfer: { ...talks(), on: { AgentConnect: later(1, 1, consult('2')) } },
  redirect: { ...waitsFor(30), on: whenJoined(redirect('s')) },
  'redirect-into-queue': { ...waitsFor(30), on: whenJoined(redirect('2')) },
  hangup: { ...waitsFor(30), on: whenJoined(action('Hangup', (packet) => ({ Channel: channelOf(packet) }))) },
  absolute: { plan: (random) => ({ queue: NOBODY, timeout: 30, absolute: whole(random, 3, 6) }) },
  bridge: { ...waitsFor(30), on: whenJoined(bridgeWithOther) },
  'dumped-then-key': {
    plan: (random) => ({ queue: 'wallboard-announce', timeout: 40, key: 9, after: whole(random, 7, 14) }),
  },
  announced: { plan: () => ({ queue: 'wallboard-announce', timeout: 25 }) },
} satisfies Record<string, Kind>;

const several = {
  'next-queue': { plan: (random) => ({ queue: NOBODY, timeout: whole(random, 2, 4), next: PLAIN }) },
  'same-queue-again': {
    plan: (random) => ({
      queue: NOBODY,
      timeout: whole(random, 1, 4),
      next: NOBODY,
      last: random() < 0.5 ? PLAIN : NOBODY,
    }),
  },
  'again-at-once': { plan: () => ({ queue: NOBODY, timeout: 1, next: NOBODY, last: NOBODY }) },
  'goes-on-after-talk': {
    plan: () => ({ queue: PLAIN, timeout: 40, options: 'ctT', next: 'wallboard-ringall', last: NOBODY }),
  },
  'no-retry': { plan: () => ({ queue: NOBODY, timeout: 30, options: 'ntT', next: PLAIN }) },
  'blind-into-queue': { ...talks(), on: whenTalking(transferFrom(deskChannel, '3')) },
  'blind-and-back': {
    ...talks(),
    on: whenTalking(transferFrom(deskChannel, '3')),
    again: { AgentConnect: later(0.8, 1.6, transferFrom(deskChannel, '2')) },
  },
  'desk-into-queue': { ...talks(), on: whenTalking(transferFrom(channelOf, '4')) },
  'consult-and-back': {
    ...talks(),
    on: whenTalking(
      both(
        consult('4'),
        later(
          1,
          2,
          action('CancelAtxfer', (packet) => ({ Channel: deskChannel(packet) })),
        ),
      ),
    ),
  },
  'redirect-talking': { ...talks(), on: whenTalking(redirect('3')) },
  'redirect-both': { ...talks(), on: whenTalking(redirectBoth('3', 's')) },
  parked: {
    ...talks(),
    on: whenTalking(
      action('Park', (packet) => ({
        Channel: channelOf(packet),
        TimeoutChannel: deskChannel(packet),
        Timeout: '3000',
      })),
    ),
  },
} satisfies Record<string, Kind>;

const queueOptions = {
  'autofill-off': { plan: () => ({ queue: 'wallboard-single', timeout: 30 }) },
  ringall: { plan: () => ({ queue: 'wallboard-ringall', timeout: 30 }) },
  'ringall-abandon': {
    plan: () => ({ queue: 'wallboard-ringall', timeout: 30 }),
    on: { AgentCalled: later(0, 3, hangupCaller) },
  },
  'member-delay': { plan: () => ({ queue: 'wallboard-delay', timeout: 30 }) },
  'hangup-in-delay': {
    plan: () => ({ queue: 'wallboard-delay', timeout: 30 }),
    on: { DialEnd: later(0, 1.5, hangupCaller) },
  },
  'hangup-at-answer': { ...talks(), on: { DialEnd: hangupCaller } },
  'key-in-announcement': {
    plan: (random) => ({ queue: 'wallboard-told', timeout: 30, key: 9, after: whole(random, 2, 9) }),
  },
  'timeout-in-announcement': { plan: (random) => ({ queue: 'wallboard-told', timeout: whole(random, 2, 8) }) },
  'abandon-in-announcement': { plan: () => ({ queue: 'wallboard-told', timeout: 30 }), on: whenJoined(hangupCaller) },
  nested: { plan: () => ({ queue: 'wallboard-nested', timeout: 40 }) },
  'nested-abandon': { plan: () => ({ queue: 'wallboard-nested', timeout: 40 }), on: whenJoined(hangupCaller) },
  'local-member': { plan: () => ({ queue: 'wallboard-optimised', timeout: 40 }) },
  'direct-caller': { plan: () => ({ queue: PLAIN, timeout: 30, isDirect: true }) },
  'direct-local': { plan: () => ({ queue: 'wallboard-optimised', timeout: 30, isDirect: true }) },
  'wrap-up': {
    plan: () => ({ queue: 'wallboard-wrapup', timeout: 40 }),
    on: { AgentConnect: both(pauseDesk(true), later(3, 8, pauseDesk(false))) },
  },
  'paused-while-ringing': { ...talks(), on: { AgentCalled: both(pauseDesk(true), later(2, 4, pauseDesk(false))) } },
  'penalty-while-ringing': {
    ...talks(),
    on: {
      AgentCalled: both(
        action('QueuePenalty', (packet) => ({ Interface: of(packet, 'Interface'), Penalty: '7' })),
        later(
          1,
          3,
          action('QueuePenalty', (packet) => ({ Interface: of(packet, 'Interface'), Penalty: '0' })),
        ),
      ),
    },
  },
  'removed-while-ringing': {
    plan: () => ({ queue: 'wallboard-dynamic', timeout: 30 }),
    on: {
      QueueCallerJoin: action('QueueAdd', dynamic),
      AgentCalled: later(0.2, 1.5, both(action('QueueRemove', dynamic), later(1, 2, action('QueueAdd', dynamic)))),
    },
  },
  withdrawn: {
    ...waitsFor(30),
    on: whenJoined(
      action('QueueWithdrawCaller', (packet) => ({ Queue: of(packet, 'Queue'), Caller: channelOf(packet) })),
    ),
  },
  'to-the-front': {
    ...talks(),
    on: {
      QueueCallerJoin: later(
        0.2,
        1,
        action('QueueChangePriorityCaller', (packet) => ({
          Queue: of(packet, 'Queue'),
          Caller: channelOf(packet),
          Priority: '5',
        })),
      ),
    },
  },
  'ringing-desk-hung-up': {
    plan: () => ({ queue: 'wallboard-picked', timeout: 12 }),
    on: { AgentCalled: later(0.3, 1, hangupDesk) },
  },
  'talking-desk-hung-up': { ...talks(), on: whenTalking(hangupDesk) },
  recorded: talks({ options: 'tTX' }),
} satisfies Record<string, Kind>;

/** Queues and desks that change while calls go on, callers who are turned away, and talks that go on elsewhere. */
const changing = {
  'queues-reloaded': { ...talks(), on: whenTalking(action('QueueReload', () => ({}))) },
  'module-reloaded': {
    ...talks(),
    on: {
      AgentCalled: later(
        0.2,
        1,
        action('ModuleLoad', () => ({ Module: 'app_queue.so', LoadType: 'reload' })),
      ),
    },
  },
  'removed-while-talking': {
    plan: () => ({ queue: 'wallboard-added', timeout: 30 }),
    on: { QueueCallerJoin: action('QueueAdd', added), AgentConnect: later(0.5, 2, action('QueueRemove', added)) },
  },
  'leave-when-empty': {
    plan: () => ({ queue: 'wallboard-leaving', timeout: 30, next: PLAIN }),
    on: { AgentCalled: later(0.5, 3, both(pauseDesk(true), later(3, 9, pauseDesk(false)))) },
  },
  'join-empty': { plan: () => ({ queue: 'wallboard-closed', timeout: 20, next: PLAIN }) },
  full: { plan: (random) => ({ queue: 'wallboard-full', timeout: whole(random, 5, 9), next: 'wallboard-ringall' }) },
  'auto-pause': {
    plan: () => ({ queue: 'wallboard-autopause', timeout: 20 }),
    on: { AgentCalled: later(4, 8, pauseDesk(false)) },
  },
  'two-at-one-desk': { plan: () => ({ queue: 'wallboard-inuse', timeout: 30 }) },
  'own-channel-id': { plan: () => ({ queue: PLAIN, timeout: 30, isOwnId: true }) },
  'first-in-line': { plan: () => ({ queue: 'wallboard-single', timeout: 30, position: 1 }) },
  'desk-asked-first': { plan: () => ({ queue: 'wallboard-asked', timeout: 30, gosub: 'wallboard-test-asked' }) },
  conference: { ...talks(), on: whenTalking(redirectBoth('5', '5')) },
  'desk-redirected': {
    ...talks({ options: 'ctT', next: NOBODY, timeout: 20 }),
    on: whenTalking(action('Redirect', (packet) => ({ Channel: deskChannel(packet), ...elsewhere('s') }))),
  },
  'bridge-talking': { ...talks(), on: whenTalking(bridgeWithOther) },
  'transfer-and-back': {
    ...talks(),
    on: whenTalking(consult('3')),
    again: { AgentConnect: later(1, 2, consult('2')) },
  },
} satisfies Record<string, Kind>;

function dynamic(packet: Packet): Record<string, string> {
  return { Queue: of(packet, 'Queue'), Interface: 'Local/slow-0@wallboard-test-members/n', MemberName: 'wb-0' };
}

function added(packet: Packet): Record<string, string> {
  return { Queue: of(packet, 'Queue'), Interface: 'Local/talks-0@wallboard-test-members/n', MemberName: 'wb-30' };
}

export const kinds: Readonly<Record<string, Kind>> = { ...known, ...several, ...queueOptions, ...changing };
