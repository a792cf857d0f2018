// Two nodes number the visits of one call at a time at which neither knows what the other does: on the board each visit is one.
import { describe, expect, it } from 'vitest';
import { createFold } from '../../../server/board/fold.ts';
import { knownVisits } from '../../../server/sources/known-calls-from-log.ts';
import { createCalendar } from '../../../shared/calendar.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { deskFacts } from '../../support/desk-facts.ts';
import { pastFrom } from '../../support/memory-log.ts';
import { plainProfile } from '../../support/replay-asterisk.ts';
import { BEGIN, C, createAsteriskScenario } from './asterisk-scenario.ts';

const at1201 = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424405.2' };
type Scene = ReturnType<typeof createAsteriskScenario>;
type Link = ReturnType<Scene['connect']>;

/** What one node reports that knows of no other. */
function alone(report: (link: Link) => void): readonly StoredEvent[] {
  const scene = createAsteriskScenario();
  report(scene.connect());
  expect(scene.refused()).toEqual([]);
  return scene.events();
}

/** The board where these come into one log, in any order of the nodes. */
function boards(...nodes: (readonly StoredEvent[])[]) {
  return [nodes, nodes.toReversed(), [nodes.flatMap((events) => events.toReversed())]].map((order) => {
    const byId = new Map(order.flat().map((event) => [event.id, event]));
    const events = [...byId.values()].sort(
      (a, b) => Number(b.type === 'day.started') - Number(a.type === 'day.started'),
    );
    const fold = createFold({ profile: plainProfile, calendar: createCalendar(), past: pastFrom(events) });
    for (const [n, event] of events.entries()) fold.apply({ position: n + 1, event });
    return { board: fold.board, events };
  });
}

/** Three seconds in one queue, then in the next one. */
const lines = (link: Link, queue = 'samad'): void => {
  link.readLogLine(0, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
  link.readLogLine(3, 'NONE|ABANDON|1|1|3', C.Uniqueid, 'first');
  link.readLogLine(3, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, queue);
  link.readLogLine(6, 'm-1201|CONNECT|3|pbx111-1795424405.2|1', C.Uniqueid, queue);
};
const ending = (link: Link): void => link.readLogLine(9, 'm-1201|COMPLETECALLER|3|3|1');
const talk = { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '3' };
const end = { Event: 'AgentComplete', ...C, ...at1201, HoldTime: '3', TalkTime: '3', Reason: 'caller' };
const second = {
  offered: 1,
  answered: 1,
  completed: 1,
  abandoned: 0,
  waiting: 0,
  waitSecondsAnswered: 3,
  talkSeconds: 3,
};
const first = { offered: 1, answered: 0, abandoned: 1, waiting: 0, waitSecondsAbandoned: 3 };

describe('of two visits of a call, a node that saw only the second', () => {
  const read = alone((link) => {
    lines(link);
    ending(link);
  });
  it.each([
    ['end', (link: Link) => link.receive(9.9, end)],
    [
      'answer',
      (link: Link) => {
        link.receive(6.9, talk);
        link.receive(9.9, end);
      },
    ],
    [
      'ring',
      (link: Link) => {
        link.receive(4.2, { ...at1201, ...C, Event: 'AgentCalled' });
        link.receive(9.9, end);
      },
    ],
    [
      'joining',
      (link: Link) => {
        link.receive(3.9, { Event: 'QueueCallerJoin', ...C });
        link.receive(6.9, talk);
        link.receive(9.9, end);
      },
    ],
  ])('by its %s adds none to what the other read', async (_, report) => {
    for (const { board, events } of boards(alone(report), read)) {
      expect(board.queues['first']?.today).toMatchObject(first);
      expect(board.queues['samad']?.today).toMatchObject(second);
      expect(board.desks['m-1201']?.today).toMatchObject({ answered: 1, completed: 1, talkSeconds: 3 });
      const visits = knownVisits(events.filter((event) => 'call' in event));
      expect(visits.map(({ queue }) => queue)).toEqual(['first', 'samad']);
      const { desks } = await deskFacts(events, createCalendar().dayOf(BEGIN));
      const talks = desks.get('m-1201')?.spoken ?? [];
      expect(talks).toHaveLength(1);
      // From seconds 6 to 9, as exactly as the two tell.
      expect(talks.map(({ from, to }) => [from, to].map((at) => Math.floor((at - BEGIN) / 1_000)))).toEqual([[6, 9]]);
      expect(talks[0]?.kind).not.toBe('lost');
    }
  });

  it('adds none while the caller still talks, and the end of it is seen by either', () => {
    const half = alone(lines);
    const seen = alone((link) => link.receive(6.9, talk));
    for (const { board } of boards(seen, half)) {
      expect(board.now).toMatchObject({ talking: 1, waiting: 0 });
      expect(board.queues['samad']?.today).toMatchObject({ offered: 1, answered: 1, completed: 0 });
    }
    for (const { board } of boards(seen, read)) expect(board.queues['samad']?.today).toMatchObject(second);
  });

  it('adds none where both saw the first, and one missed the second', () => {
    const inFirst = (link: Link): void => link.receive(0.5, { Event: 'QueueCallerJoin', ...C, Queue: 'first' });
    const missed = alone((link) => {
      inFirst(link);
      link.receive(6.5, { Event: 'QueueCallerJoin', ...C });
      link.receive(9.9, { Event: 'Hangup', ...C });
    });
    const all = alone((link) => {
      inFirst(link);
      link.readLogLine(0, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
      link.readLogLine(2, 'NONE|EXITWITHTIMEOUT|1|1|2', C.Uniqueid, 'first');
      link.readLogLine(2, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
      link.readLogLine(6, 'NONE|EXITWITHTIMEOUT|1|1|4', C.Uniqueid, 'first');
      link.readLogLine(6, 'NONE|ENTERQUEUE||0113|1');
      link.readLogLine(9, 'NONE|ABANDON|1|1|3');
    });
    for (const { board } of boards(missed, all)) {
      expect(board.queues['first']?.today).toMatchObject({ offered: 2, timedOut: 2, waiting: 0 });
      expect(board.queues['samad']?.today).toMatchObject({ offered: 1, abandoned: 1, waiting: 0 });
    }
  });

  it('leaves two visits to one queue apart from each other', () => {
    const twice = alone((link) => {
      link.readLogLine(0, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
      link.readLogLine(1, 'NONE|EXITWITHTIMEOUT|1|1|1', C.Uniqueid, 'first');
      link.readLogLine(1, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
      link.readLogLine(3, 'NONE|EXITWITHTIMEOUT|1|1|2', C.Uniqueid, 'first');
      link.readLogLine(3, 'NONE|ENTERQUEUE||0113|1');
      link.readLogLine(6, 'm-1201|CONNECT|3|pbx111-1795424405.2|1');
      link.readLogLine(9, 'm-1201|COMPLETECALLER|3|3|1');
    });
    for (const { board } of boards(
      alone((link) => link.receive(9.9, end)),
      twice,
    )) {
      expect(board.queues['first']?.today).toMatchObject({ offered: 2, timedOut: 2 });
      expect(board.queues['samad']?.today).toMatchObject(second);
    }
  });
});

it('two nodes that each saw another visit of a call by its own events have both, under ids that differ', () => {
  const answeredIn = (queue: string, at: number) => (link: Link) => {
    link.receive(at - 0.1, {
      Event: 'QueueMemberStatus',
      Interface: 'PJSIP/1',
      MemberName: 'm-1',
      Status: '1',
      Paused: '0',
    });
    link.receive(at, { Event: 'QueueCallerJoin', ...C, Queue: queue });
    link.receive(at + 3, { ...talk, Queue: queue });
    link.receive(at + 6, { ...end, Queue: queue });
  };
  const one = alone(answeredIn('first', 10));
  const other = alone(answeredIn('samad', 20));
  for (const { board } of boards(one, other))
    for (const queue of ['first', 'samad'])
      expect(board.queues[queue]?.today).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 3 });
});

it('what a node goes on to report of a number that stands for two visits is of the one that it means', () => {
  const scene = createAsteriskScenario();
  const [late, reader] = [scene.connect(), scene.connect()];
  // It has looked the call up before the other reported anything of it.
  late.receive(2, { Event: 'HangupRequest', ...C });
  reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
  late.receive(3.9, { Event: 'QueueCallerJoin', ...C });
  expect(scene.board().queues['first']?.today).toMatchObject({ offered: 1, waiting: 1 });
  expect(scene.today()).toMatchObject({ offered: 1, waiting: 1 });
  const next = scene.connect();
  next.readLogLine(3, 'NONE|ABANDON|1|1|3', C.Uniqueid, 'first');
  next.readLogLine(3, 'NONE|ENTERQUEUE||0113|1');
  late.receive(6.9, talk);
  late.receive(9.9, end);
  next.readLogLine(6, 'm-1201|CONNECT|3|pbx111-1795424405.2|1');
  next.readLogLine(9, 'm-1201|COMPLETECALLER|3|3|1');
  expect(scene.board().queues['first']?.today).toMatchObject(first);
  expect(scene.today()).toMatchObject(second);
  expect(scene.board().now).toMatchObject({ waiting: 0, talking: 0 });
  expect(scene.refused()).toEqual([]);
});
