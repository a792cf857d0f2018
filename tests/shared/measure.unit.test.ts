// What is worked out from counters, by the definitions of the domain.
import { describe, expect, it } from 'vitest';
import { noCalls, type CallCounters } from '../../shared/board.ts';
import {
  abandonRate,
  addCalls,
  aht,
  asa,
  judgedCalls,
  serviceLevel,
  serviceLevelPlain,
  totalOf,
} from '../../shared/measure.ts';

const counters = (some: Partial<CallCounters>): CallCounters => ({ ...noCalls(), ...some });
/** 21 offered: 2 wait, 4 answered (3 in time, one wait untold), 4 abandoned (1 early), 10 timed out, 1 by key. */
const day = counters({
  offered: 22,
  waiting: 2,
  answered: 4,
  answeredInTarget: 3,
  abandoned: 4,
  abandonedInTarget: 1,
  timedOut: 10,
  leftByKey: 1,
  lost: 1,
  waitUnknown: 1,
  waitSecondsAnswered: 87,
  completed: 3,
  talkSeconds: 600,
});

describe('service level', () => {
  it('is answered in target of those whose fate and wait are known, short abandons left out', () => {
    expect(serviceLevel(day)).toBe(3 / (22 - 2 - 1 - 1 - 1));
  });

  it('has a plain form, of all who no longer wait and whose wait is known where it decides', () => {
    expect(serviceLevelPlain(day)).toBe(3 / (20 - 1));
  });

  it('B10: is unknown, not zero, where no wait is known', () => {
    const untimed = counters({ offered: 40, answered: 30, waitUnknown: 30, abandoned: 10, abandonWaitUnknown: 10 });
    expect(serviceLevel(untimed)).toBeUndefined();
    expect(judgedCalls(untimed)).toBe(0);
    expect(serviceLevel(counters({ ...untimed, offered: 41, timedOut: 1 }))).toBe(0);
  });

  it('is 1 when all were answered in time and 0 when none was', () => {
    expect(serviceLevel(counters({ offered: 5, answered: 5, answeredInTarget: 5 }))).toBe(1);
    expect(serviceLevel(counters({ offered: 5, timedOut: 5 }))).toBe(0);
  });

  it('B10: is unknown, not zero, while nothing can be divided', () => {
    expect(serviceLevel(noCalls())).toBeUndefined();
    expect(serviceLevel(counters({ offered: 3, waiting: 3 }))).toBeUndefined();
    expect(serviceLevel(counters({ offered: 3, lost: 2, abandoned: 1, abandonedInTarget: 1 }))).toBeUndefined();
    expect(serviceLevelPlain(counters({ offered: 3, waiting: 3 }))).toBeUndefined();
  });
});

describe('averages', () => {
  it('ASA is over answers whose wait is known', () => {
    expect(asa(day)).toBe(29);
    expect(asa(counters({ answered: 2, waitUnknown: 2 }))).toBeUndefined();
    expect(asa(counters({ answered: 2 }))).toBe(0);
    expect(asa(noCalls())).toBeUndefined();
  });

  it('AHT is over completed talks', () => {
    expect(aht(day)).toBe(200);
    expect(aht({ talkSeconds: 0, completed: 0 })).toBeUndefined();
  });

  it('the abandon rate is of all offered', () => {
    expect(abandonRate(day)).toBe(4 / 22);
    expect(abandonRate(noCalls())).toBeUndefined();
  });
});

describe('sums', () => {
  it('add every counter, change neither part, and keep untold ones absent (B10)', () => {
    const before = structuredClone(day);
    const sum = addCalls(day, day);
    for (const key of Object.keys(noCalls()) as (keyof CallCounters)[]) expect(sum[key], key).toBe((day[key] ?? 0) * 2);
    expect(day).toEqual(before);
    expect('refused' in sum || 'unheard' in sum).toBe(false);
    expect(addCalls(day, counters({ refused: 2 })).refused).toBe(2);
    expect(addCalls(counters({ unheard: 1 }), day).unheard).toBe(1);
  });

  it('of several queues are of their todays; of none, unknown', () => {
    const queue = { name: 'q', waiting: 0, talking: 0, waits: {}, today: day };
    expect(totalOf([])).toBeUndefined();
    expect(totalOf([queue])).toEqual(day);
    expect(totalOf([queue])).not.toBe(day);
    expect(totalOf([queue, queue, queue])?.offered).toBe(66);
  });
});
