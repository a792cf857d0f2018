// Lines of queue_log → the same facts as AMI's, in whole seconds and marked approximate: what nobody heard is healed.
// A line is `epoch|call|queue|agent|event|data…`; the call is the caller's Uniqueid.
import type { StoredOf } from '../../../shared/event.ts';
import type { Names } from '../names.ts';
import type { Say } from '../calls.ts';
import type { Agents } from './agents.ts';
import { seconds } from './leaving.ts';
import { SAME_JOINING_MS, type Course, type VisitState } from '../visits.ts';
import type { Calls, CallState } from './own-calls.ts';

type Reason = StoredOf<'call.left'>['reason'];
/** Where the wait stands among the data of a leaving. */
const leavings: Readonly<Record<string, { reason: Reason; wait: number }>> = {
  ABANDON: { reason: 'abandoned', wait: 2 },
  EXITWITHTIMEOUT: { reason: 'timeout', wait: 2 },
  EXITWITHKEY: { reason: 'key', wait: 3 },
  EXITEMPTY: { reason: 'empty', wait: 2 },
  WITHDRAW: { reason: 'withdrawn', wait: 2 },
};
/** Where hold and talk stand among the data of an end, and who ended it. */
const endings: Readonly<Record<string, { by: StoredOf<'call.ended'>['by']; hold: number; talk: number }>> = {
  COMPLETECALLER: { by: 'caller', hold: 0, talk: 1 },
  COMPLETEAGENT: { by: 'desk', hold: 0, talk: 1 },
  BLINDTRANSFER: { by: 'transfer', hold: 2, talk: 3 },
  ATTENDEDTRANSFER: { by: 'transfer', hold: 2, talk: 3 },
};

type Parts = { calls: Calls; names: Names; agents: Agents; say: Say };

export function createLogLines({ calls, names, agents, say }: Parts) {
  const joined = (call: CallState, queue: string, name: string, at: number, number: string): void => {
    const known = calls.told(call, queue, at, (visit) => !visit.logged);
    if (known) return void (known.logged = true);
    const visit = calls.add(call, queue, at, 'approx', false);
    visit.logged = true;
    const fact = calls.fact(call, visit, 'joined', at, 'log');
    say({ type: 'call.joined', ...fact, queue, name, ...(number !== '' && { number: number.slice(0, 64) }) });
  };

  /** The first visit to the queue that had begun by then and that `fits`: the file tells things in their order. */
  const visitAt = (
    call: CallState,
    queue: string,
    at: number,
    fits: (visit: VisitState) => boolean,
  ): VisitState | undefined =>
    call.visits.find((visit) => visit.queue === queue && visit.joinedAt <= at + SAME_JOINING_MS && fits(visit));

  /** The visit of which this line tells something new; undefined when the fact is known already. */
  const healed = (
    call: CallState,
    queue: string,
    fact: Course,
    at: number,
    fits: (visit: VisitState) => boolean,
  ): VisitState | undefined => {
    const told = calls.toldBefore(call, queue, fact, at, 'logged');
    // How it left was only supposed, or stood in queue_log already: then this is a repeat.
    const isBetter = fact === 'left' && told?.left === 'approx' && fits(told);
    if (told && !isBetter) return undefined;
    const visit = told ?? visitAt(call, queue, at, (one) => one[fact] === undefined && fits(one));
    if (!visit) return undefined;
    visit[fact] = 'approx';
    visit.leaving = undefined;
    calls.note(visit, fact, at, 'logged');
    return visit;
  };

  return {
    /** Reads one line; returns its time (epoch ms, shifted), or undefined when it is no line of queue_log. */
    read(line: string, shift: number): number | undefined {
      const [time = '', uniqueid = '', rawQueue = '', agent = '', event = '', ...data] = line.split('|');
      if (!/^\d{9,11}$/.test(time) || event === '') return undefined;
      const at = Number(time) * 1000 + shift;
      const queue = rawQueue === 'NONE' ? undefined : names.queue(rawQueue);
      if (!queue || uniqueid === 'NONE' || uniqueid === 'MANAGER' || uniqueid === 'REALTIME') return at;
      const call = calls.of(uniqueid);
      if (event === 'ENTERQUEUE') {
        joined(call, queue.id, queue.name, at, data[1] ?? '');
        return at;
      }
      const desk = agents.desk(agent);
      if (event === 'CONNECT') {
        const visit = healed(call, queue.id, 'answered', at, (one) => !one.left && !one.ended);
        if (!visit) return at;
        visit.desk = desk.id;
        const waited = seconds(data[0]);
        const fact = calls.fact(call, visit, 'answered', at, 'log');
        say({
          type: 'call.answered',
          ...fact,
          queue: queue.id,
          desk: desk.id,
          name: desk.name,
          ...(waited !== undefined && { waited }),
        });
      } else if (event === 'RINGNOANSWER') {
        const over = (one: VisitState) => (one.times.left ?? one.times.answered ?? Infinity) < at - SAME_JOINING_MS;
        const visit = visitAt(call, queue.id, at, (one) => !over(one));
        if (!visit || visit.missed.has(desk.id)) return at;
        visit.missed.add(desk.id);
        const fact = calls.fact(call, visit, `missed/${desk.id}`, at, 'log');
        say({ type: 'call.missed', ...fact, queue: queue.id, desk: desk.id, name: desk.name });
      } else if (Object.hasOwn(leavings, event)) {
        const { reason, wait } = leavings[event] ?? { reason: 'other', wait: 2 };
        const visit = healed(call, queue.id, 'left', at, (one) => !one.answered);
        if (!visit) return at;
        const waited = seconds(data[wait]);
        const fact = calls.fact(call, visit, 'left', at, 'log');
        say({ type: 'call.left', ...fact, queue: queue.id, reason, ...(waited !== undefined && { waited }) });
      } else if (Object.hasOwn(endings, event)) {
        const { by, talk } = endings[event] ?? { by: 'unknown', talk: 1 };
        const visit = healed(call, queue.id, 'ended', at, (one) => one.answered !== undefined);
        if (!visit) return at;
        const talked = seconds(data[talk]);
        const fact = calls.fact(call, visit, 'ended', at, 'log');
        say({ type: 'call.ended', ...fact, queue: queue.id, by, ...(talked !== undefined && { talked }) });
      }
      return at;
    },
  };
}
