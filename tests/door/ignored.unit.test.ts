// What is left out of a queue that people ignore.
import { expect, it } from 'vitest';
import { createIgnoring } from '../../server/door/ignored.ts';
import type { RawEvent } from '../../shared/event.ts';
import { storedUnchecked } from '../support/stored-events.ts';

const known = new Set(['old/1']);
const { keep, whyIgnored } = createIgnoring({
  isIgnored: (queue) => queue === 'help',
  knowsVisit: (call, visit) => known.has(`${call}/${visit}`),
});
const event = (fact: Record<string, unknown>): RawEvent => ({ id: 'e', at: 1, ...fact }) as unknown as RawEvent;

it('are new calls and states of its desks; other queues and calls without a queue go on', () => {
  expect(keep(event({ type: 'call.joined', call: 'new', queue: 'help' }))).toBeUndefined();
  expect(keep(event({ type: 'call.answered', call: 'new', queue: 'help', desk: 'm-1' }))).toBeUndefined();
  expect(keep(event({ type: 'desk.state', desk: 'm-1', queue: 'help', state: 'free' }))).toBeUndefined();
  expect(keep(event({ type: 'call.refused', call: 'old', queue: 'help', reason: 'full' }))).toBeUndefined();
  for (const fact of [
    { type: 'call.joined', call: 'new', queue: 'sari' },
    { type: 'desk.state', desk: 'm-1', state: 'free' },
    { type: 'call.held', call: 'new' },
  ])
    expect(keep(event(fact))).toEqual(event(fact));
});

it('is not the end of a visit that began before', () => {
  expect(keep(event({ type: 'call.left', call: 'old', queue: 'help', reason: 'abandoned' }))).toBeDefined();
  expect(keep(event({ type: 'call.joined', call: 'old', visit: 2, queue: 'help' }))).toBeUndefined();
});

it('is its part of what a system counts', () => {
  const resynced = {
    ...{ type: 'source.resynced', system: 'pbx', link: 'a', complete: true },
    ...{ names: { help: 'Help', sari: 'Sari' }, unheard: { help: 3 } },
  };
  expect(keep(event(resynced))).toMatchObject({ names: { sari: 'Sari' }, unheard: {} });
});

it('is refused from a program in a sentence', () => {
  const posted = storedUnchecked('collector', 1)({ type: 'call.joined', id: 'e', call: 'new', queue: 'help' });
  expect(whyIgnored(posted)).toMatchObject({ ok: false, code: 'queue-ignored' });
});
