// Which alerts a device shows as notifications, and the number on its badge.
import { expect, it } from 'vitest';
import { changesIn } from '../../client/device-notices/changes.ts';
import type { AlertOnBoard } from '../../shared/board.ts';

const alert = (more: Partial<AlertOnBoard> = {}): AlertOnBoard => ({
  rule: 'waiting',
  level: 'watch',
  subject: 'province',
  since: 0,
  value: 11,
  limit: 10,
  step: 1,
  ...more,
});

it('alerts that stand there when the page opens are counted and are no news', () => {
  const { shown, gone, unseen } = changesIn(undefined, { a: alert(), b: alert({ seenBy: 'lead' }) });
  expect({ shown, gone, unseen }).toEqual({ shown: [], gone: [], unseen: 1 });
});

it('a new alert is shown once, again when it becomes critical, and not when it steps down', () => {
  const first = changesIn(undefined, {});
  const second = changesIn(first.known, { a: alert() });
  expect(second).toMatchObject({ shown: ['a'], unseen: 1 });
  const third = changesIn(second.known, { a: alert({ value: 12 }) });
  expect(third.shown).toEqual([]);
  const worse = changesIn(third.known, { a: alert({ level: 'act', step: 2 }) });
  expect(worse.shown).toEqual(['a']);
  expect(changesIn(worse.known, { a: alert({ step: 3 }) }).shown).toEqual([]);
});

it('what somebody has seen and what is over leaves the device', () => {
  const { known } = changesIn(undefined, { a: alert(), b: alert(), c: alert() });
  expect(changesIn(known, { a: alert({ seenBy: 'lead' }), c: alert() })).toMatchObject({
    shown: [],
    gone: ['a', 'b'],
    unseen: 1,
  });
  expect(changesIn(known, {})).toMatchObject({ gone: ['a', 'b', 'c'], unseen: 0 });
});
