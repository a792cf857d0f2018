// What Asterisk's own queue_log says, in the board's words. It is read here by itself: no line of the product is used.
import type { CallCounters, DeskCounters } from '../../shared/board.ts';

type Counts = Omit<
  CallCounters,
  | 'answeredInTarget'
  | 'abandonedInTarget'
  | 'talkUnknown'
  | 'waitUnknown'
  | 'abandonWaitUnknown'
  | 'refused'
  | 'unheard'
>;
export type Truth = { queues: Record<string, Counts>; desks: Record<string, DeskCounters> };

/** `restarted`: what was open at a QUEUESTART after the first one is lost, or has an unknown talk. */
export function truthOf(queueLog: string): Truth {
  const queues: Record<string, Counts> = {};
  const desks: Record<string, DeskCounters> = {};
  const missed = new Set<string>();
  const waiting = new Map<string, string>();
  /** Talks that ended, until the caller is answered in that queue again. */
  const ended = new Set<string>();
  let starts = 0;
  const joinings = new Map<string, number>();
  /** Where a channel took another's place, its lines have an id that never joined: the time of the joining says whose they are. */
  const strangers: { queue: string; joinedAt: number }[] = [];
  const closes = (id: string, queue: string, joinedAt: number): void => {
    if (!waiting.delete(`${id} ${queue}`)) strangers.push({ queue, joinedAt });
  };
  const queueOf = (name: string): Counts =>
    (queues[name] ??= {
      offered: 0,
      waiting: 0,
      answered: 0,
      abandoned: 0,
      timedOut: 0,
      leftByKey: 0,
      leftOtherwise: 0,
      lost: 0,
      missed: 0,
      completed: 0,
      waitSecondsAnswered: 0,
      waitSecondsAbandoned: 0,
      talkSeconds: 0,
    });
  const deskOf = (name: string): DeskCounters =>
    (desks[name] ??= { answered: 0, completed: 0, missed: 0, talkSeconds: 0 });
  for (const line of queueLog.split('\n')) {
    const [time = '', id = '', name = '', agent = '', event = '', ...data] = line.split('|');
    if (event === 'QUEUESTART' && starts++ > 0) {
      for (const [, queue] of waiting) queueOf(queue).lost++;
      waiting.clear();
    }
    if (name === 'NONE' || name === '' || event === '') continue;
    const queue = queueOf(name);
    const number = (index: number) => Number(data[index] ?? 0);
    const leaves = (wait = 0) => closes(id, name, Number(time) - wait);
    /** Of a transfer and a hang-up in one moment Asterisk writes both ends; the talk is one. */
    const completes = (talk: number) => {
      if (ended.has(`${id} ${name}`)) return;
      ended.add(`${id} ${name}`);
      queue.completed++;
      queue.talkSeconds += talk;
      deskOf(agent).completed++;
      deskOf(agent).talkSeconds += talk;
    };
    switch (event) {
      case 'ENTERQUEUE':
        queue.offered++;
        waiting.set(`${id} ${name}`, name);
        joinings.set(`${id} ${name}`, Number(time));
        break;
      case 'CONNECT':
        queue.answered++;
        ended.delete(`${id} ${name}`);
        queue.waitSecondsAnswered += number(0);
        deskOf(agent).answered++;
        leaves(number(0));
        break;
      case 'ABANDON':
        queue.abandoned++;
        queue.waitSecondsAbandoned += number(2);
        leaves(number(2));
        break;
      case 'EXITWITHTIMEOUT':
        queue.timedOut++;
        leaves();
        break;
      case 'EXITWITHKEY':
        queue.leftByKey++;
        leaves();
        break;
      case 'EXITEMPTY':
      case 'WITHDRAW':
        queue.leftOtherwise++;
        leaves();
        break;
      case 'COMPLETECALLER':
      case 'COMPLETEAGENT':
        completes(number(1));
        break;
      case 'BLINDTRANSFER':
      case 'ATTENDEDTRANSFER':
        completes(number(3));
        break;
      case 'RINGNOANSWER':
        if (missed.has(`${id} ${name} ${agent}`)) break;
        missed.add(`${id} ${name} ${agent}`);
        queue.missed++;
        deskOf(agent).missed++;
        break;
    }
  }
  for (const { queue, joinedAt } of strangers) {
    const distance = (key: string): number => Math.abs((joinings.get(key) ?? Infinity) - joinedAt);
    const [nearest] = [...waiting]
      .filter(([key, name]) => name === queue && distance(key) <= 2)
      .sort(([a], [b]) => distance(a) - distance(b));
    if (nearest) waiting.delete(nearest[0]);
  }
  for (const [, queue] of waiting) queueOf(queue).waiting++;
  return { queues, desks };
}

/**
 * By queue: the talks that Asterisk's own counters leave out. app_queue knows of each desk only when it took its latest caller, and counts
 * that talk alone: one of a desk that took another caller of the queue meanwhile is in queue_log and in no counter.
 */
export function uncountedTalks(queueLog: string): Record<string, number> {
  const uncounted: Record<string, number> = {};
  /** Of each desk in a queue: the calls that it took and that go on, and the latest. */
  const talking = new Map<string, { calls: Set<string>; latest: string }>();
  for (const line of queueLog.split('\n')) {
    const [, id = '', queue = '', agent = '', event = ''] = line.split('|');
    const desk = `${queue} ${agent}`;
    if (event === 'CONNECT') talking.set(desk, { calls: (talking.get(desk)?.calls ?? new Set()).add(id), latest: id });
    if (!/^(COMPLETE(CALLER|AGENT)|(BLIND|ATTENDED)TRANSFER)$/.test(event)) continue;
    const at = talking.get(desk);
    if (at?.calls.delete(id) && at.latest !== id) uncounted[queue] = (uncounted[queue] ?? 0) + 1;
  }
  return uncounted;
}
