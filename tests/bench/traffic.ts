// Seeded lives of calls in which each event is written at its own moment, and where on the wall it must show.
import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeAsterisk } from '../support/fake-asterisk.ts';
import type { Fields, FakeCall } from '../support/fake-calls.ts';
import { wallClock } from './measure.ts';

/** `at`: just before the bytes were written. It stands there only `until` the next one. */
export type Expected = { path: string; is: string; at: number; until: number };
/** Milliseconds, from and to. */
export type Range = readonly [least: number, most: number];
export type Pace = { betweenEvents: Range; betweenSteps: Range };

const QUEUE = 'samad-sari';
const DESKS = ['m-1201', 'm-1202', 'm-1203', 'm-1204', 'm-1205', 'm-1206'];
const MOST_WAITING = 8;
/** Events by which more or fewer callers wait. */
const waitingChange: Readonly<Record<string, 1 | -1>> = {
  QueueCallerJoin: 1,
  AgentConnect: -1,
  QueueCallerAbandon: -1,
};
const stateOf: Readonly<Record<number, string>> = { 1: 'free', 2: 'busy', 6: 'ringing' };

export async function startTraffic(random: () => number) {
  const expected: Expected[] = [];
  const latest = new Map<string, Expected>();
  let waits = 0;
  const held: { fields: Fields; send: () => void }[] = [];
  const asterisk = await startFakeAsterisk({ hold: (fields, send) => void held.push({ fields, send }) });
  for (const desk of DESKS) asterisk.calls.member(desk, QUEUE);

  const expect = (path: string, is: string, at: number): void => {
    const before = latest.get(path);
    if (before) before.until = at;
    const one: Expected = { path, is, at, until: Infinity };
    latest.set(path, one);
    expected.push(one);
  };
  const note = ({ Event, Status, MemberName }: Fields, at: number): void => {
    const change = waitingChange[String(Event)];
    if (change !== undefined) expect('now.waiting', String((waits += change)), at);
    const state = stateOf[Number(Status)];
    if (Event === 'QueueMemberStatus' && state !== undefined) expect(`desks.${MemberName}.state`, state, at);
  };
  const within = ([least, most]: Range): number => least + random() * (most - least);
  const take = <T>(list: T[]): T => list.splice(Math.floor(random() * list.length), 1)[0] as T;

  /** Lets so many calls live from joining to end; resolves with what must have shown. */
  const live = async (calls: number, { betweenEvents, betweenSteps }: Pace): Promise<Expected[]> => {
    const waiting: FakeCall[] = [];
    const ringing: { call: FakeCall; desk: string }[] = [];
    const talking: { call: FakeCall; desk: string }[] = [];
    const free = [...DESKS];
    let left = calls;
    const steps = {
      join(): void {
        left--;
        const call = asterisk.calls.call(QUEUE);
        call.join();
        waiting.push(call);
      },
      ring(): void {
        const [call, desk] = [waiting.shift()!, take(free)];
        call.ring(desk);
        ringing.push({ call, desk });
      },
      answer(): void {
        const one = take(ringing);
        one.call.answer();
        talking.push(one);
      },
      end(): void {
        const { call, desk } = take(talking);
        call.end();
        free.push(desk);
      },
      abandon: (): void => take(waiting).abandon(),
    };
    while (left + waiting.length + ringing.length + talking.length > 0) {
      const can: (keyof typeof steps)[] = [
        ...(left > 0 && waiting.length < MOST_WAITING ? (['join', 'join'] as const) : []),
        ...(waiting.length > 0 && free.length > 0 ? (['ring', 'ring'] as const) : []),
        ...(waiting.length > 0 && random() < 0.3 ? (['abandon'] as const) : []),
        ...(ringing.length > 0 ? (['answer'] as const) : []),
        ...(talking.length > 0 ? (['end'] as const) : []),
      ];
      const step = can[Math.floor(random() * can.length)];
      if (step === undefined) continue;
      steps[step]();
      for (const { fields, send } of held.splice(0)) {
        note(fields, wallClock());
        send();
        const wait = within(betweenEvents);
        if (wait > 0) await sleep(wait);
      }
      await sleep(within(betweenSteps));
    }
    return expected.splice(0);
  };
  return { ami: asterisk.ami, stop: asterisk.stop, live };
}
