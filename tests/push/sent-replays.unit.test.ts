// Displays that were sent to a replay: as the log says, until its end, and never longer.
import { expect, it } from 'vitest';
import { createSentReplays } from '../../server/push/sent-replays.ts';
import { sentMoment } from '../../shared/sent-replay.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function started() {
  const clock = createFakeClock();
  const changed: string[] = [];
  const sent = createSentReplays({ clock, changed: (display) => changed.push(display) });
  const take = (type: string, display: string, more: object = {}): void =>
    sent.take({ id: `${type}/${display}`, type, at: clock.now(), display, ...more } as unknown as StoredEvent);
  const send = (display: string, more: object = {}): void =>
    take('display.replayed', display, { from: 0, to: HOUR, speed: 60, ...more });
  return { clock, changed, sent, take, send };
}

it('a display is back at its own page a little after the end of its replay', () => {
  const { clock, changed, sent, send } = started();
  send('d-hall');
  expect(sent.of('d-hall')).toMatchObject({ from: 0, to: HOUR, speed: 60 });
  clock.advance(MINUTE);
  expect(sent.of('d-hall')).toBeDefined();
  clock.advance(MINUTE);
  expect([sent.of('d-hall'), sent.count(), changed]).toEqual([undefined, 0, ['d-hall', 'd-hall']]);
});

it('it is back when it is sent back or revoked, and a later replay takes the place of an earlier one', () => {
  const { clock, changed, sent, take, send } = started();
  send('d-hall');
  send('d-hall', { from: MINUTE, speed: 1 });
  send('d-door');
  // The end of the first does not end the second.
  clock.advance(5 * MINUTE);
  expect(sent.of('d-hall')?.from).toBe(MINUTE);
  take('display.returned', 'd-hall');
  take('display.returned', 'd-hall');
  expect(sent.of('d-hall')).toBeUndefined();
  send('d-hall');
  take('display.revoked', 'd-hall');
  expect([sent.count(), changed.length]).toEqual([0, 7]);
});

it('one that is over when it is read leads nobody away', () => {
  const { clock, sent, send } = started();
  clock.advance(HOUR);
  send('d-hall', { at: clock.now() - 2 * MINUTE });
  expect(sent.of('d-hall')).toBeUndefined();
});

it('displays that were sent together show the same moment, whenever they joined', () => {
  const sent = { id: 'x', from: 1_000, to: 61_000, speed: 10, began: 500 };
  expect([400, 500, 1_500, 99_000].map((now) => sentMoment(sent, now))).toEqual([1_000, 1_000, 11_000, 61_000]);
});
