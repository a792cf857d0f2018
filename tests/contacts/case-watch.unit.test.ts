// The numbers of open cases: counted again soon after what can change them, never all the time.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCaseWatch, type CaseWatch } from '../../server/contacts/case-watch.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { SECOND } from '../../shared/time.ts';

let open = 0;
let counted = 0;
let lastsMs = 0;
let fails = false;
const told: unknown[] = [];
const errors: unknown[] = [];
let watch: CaseWatch;

beforeEach(() => {
  vi.useFakeTimers();
  [open, counted, lastsMs, fails] = [1, 0, 0, false];
  told.length = errors.length = 0;
  watch = createCaseWatch({
    async count(): Promise<OpenCasesBySubject> {
      counted++;
      if (lastsMs > 0) await new Promise((done) => setTimeout(done, lastsMs));
      if (fails) throw new Error('the disk is full');
      return { province: { open, overdue: 0, soon: 0 } };
    },
    changed: () => told.push(watch.current()?.['province']?.open),
    failed: (error) => errors.push(error),
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});
const entry = (type: string): LogEntry => ({ position: 1, event: { type } as StoredEvent });
const step = (): void => watch.take([entry('call.joined'), entry('case.closed')]);
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

it('the numbers of open cases are unknown until they were counted once, and then reported', async () => {
  expect(watch.current()).toBeUndefined();
  await pass(1);
  expect([counted, told]).toEqual([1, [1]]);
});

it('open cases are counted at once after a case was closed, and reported only when their numbers changed', async () => {
  await pass(5 * SECOND);
  open = 2;
  step();
  await pass(1);
  expect(told).toEqual([1, 2]);
  await pass(5 * SECOND);
  step();
  await pass(1);
  expect([counted, told]).toEqual([3, [1, 2]]);
});

it('open cases are not counted for calls and what desks do', async () => {
  await pass(5 * SECOND);
  watch.take(['call.joined', 'call.ended', 'desk.state', 'alert.raised'].map(entry));
  await pass(60 * SECOND);
  expect(counted).toBe(1);
});

it('open cases are counted at most once a second, and seldom where one count takes long; the last change is never left out', async () => {
  await pass(5 * SECOND);
  for (let n = 0; n < 30; n++) {
    open = n + 10;
    step();
    await pass(100);
  }
  await pass(SECOND);
  expect(counted).toBeLessThanOrEqual(6);
  expect(watch.current()).toEqual({ province: { open: 39, overdue: 0, soon: 0 } });
  lastsMs = 500;
  await pass(5 * SECOND);
  step();
  await pass(SECOND);
  const before = counted;
  open = 99;
  step();
  await pass(8 * SECOND);
  expect(counted).toBe(before);
  await pass(4 * SECOND);
  expect(watch.current()?.['province']?.open).toBe(99);
});

it('the numbers of open cases stay as they were when counting fails, and are counted again', async () => {
  await pass(5 * SECOND);
  fails = true;
  step();
  await pass(1);
  expect([errors.length, watch.current()?.['province']?.open]).toEqual([1, 1]);
  [fails, open] = [false, 4];
  await pass(11 * SECOND);
  expect(told).toEqual([1, 4]);
});
