// B8: one citizen's number and name are hidden wherever an event from outside can carry them, and looked for in all that is kept.
import { describe, expect, it } from 'vitest';
import { AT, examples } from '../support/example-events.ts';
import { disguises, holdsNumber, local, name, numbers } from '../support/pii-canary.ts';
import { createTestDoor } from '../support/test-door.ts';
import { everyFew } from '../support/random-runs.ts';

/** Every place inside a value: its leaves, its keys, and a field more. */
function* places(value: unknown, path: (string | number)[] = []): Iterable<(string | number)[]> {
  yield path;
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* places(inner, [...path, key]);
}
function withAt(value: unknown, [step, ...rest]: (string | number)[], put: (old: unknown) => unknown): unknown {
  if (step === undefined) return put(value);
  const old = value as Record<string, unknown>;
  return { ...old, [step]: withAt(old[step], rest, put) };
}

describe('B8: a number in an event from outside', () => {
  const door = createTestDoor();

  it.each(everyFew([...numbers, local]))('%s is in no field of any type that is kept, nor in a refusal', (number) => {
    let tried = 0;
    let kept = 0;
    for (const example of examples)
      for (const place of places(example)) {
        // A code made of digits can carry any digits; see below for what it may not be.
        if (place[0] === 'ref') continue;
        for (const disguise of disguises(number)) {
          const raw = withAt(example, place, disguise);
          const result = door.fromClient(raw, 'samad');
          tried++;
          if (result.ok) kept++;
          const said = JSON.stringify(raw)?.slice(0, 300);
          expect(result.ok && holdsNumber(result.event), `kept: ${said}`).toBe(false);
          expect(!result.ok && holdsNumber(result.message), `repeated: ${said}`).toBe(false);
        }
      }
    expect(tried).toBeGreaterThan(1_000);
    // `number` itself, and times that are numbers by chance of their size, are taken.
    expect(kept).toBeGreaterThan(0);
  });

  it('a number is not taken for the epoch of a time that was chosen for it', () => {
    for (const at of [9111234567, 9111234567000])
      expect(door.fromClient({ id: 'x-09111234567', type: 'call.held', at, call: 'c-09111234567' }, 'samad').ok).toBe(
        false,
      );
  });

  it('the epoch in a telephone system’s ids is no number', () => {
    const call = `pbx111-${Math.floor(AT / 1000) - 90}-12`;
    expect(door.fromClient({ id: `${call}/1/held/1`, type: 'call.held', at: AT, call }, 'samad').ok).toBe(true);
    const uuid = '01234567-89ab-4def-8123-456789abcdef';
    expect(door.fromClient({ id: uuid, type: 'call.held', at: AT, call: uuid }, 'samad').ok).toBe(true);
  });

  it('a tracking code may be long, but does not read as a telephone number', () => {
    const raw = { id: 'e', type: 'contact.registered', at: AT, contact: 'c', channel: 'post' };
    for (const ref of [
      '140509021234567',
      '98110212345',
      'SM-1405-000123',
      '1405001234',
      '12345678',
      'K7PQ-3HTW',
      '1405-09-02-1234567',
    ])
      expect(door.fromClient({ ...raw, ref }, 'samad').ok, ref).toBe(true);
    for (const ref of [
      ...[
        '12-09111234567',
        'A-0-9-1-1-1-2-3-4-5-6-7',
        '9111234567',
        '1133221100',
        '98-1133221100',
        'A09111234567',
        '0012345678',
        '2081234567',
      ],
      '09111234567',
      '0911-123-4567',
      '989111234567',
      '00989111234567',
      '01133221100',
      '00981133221100',
    ])
      expect(door.fromClient({ ...raw, ref }, 'samad'), ref).toMatchObject({ ok: false, code: 'number-in-field' });
  });

  it('a caller’s name has no field: whatever carries it is refused', () => {
    for (const field of ['callerName', 'caller', 'CallerIDName', 'connectedName', 'note', 'text', 'comment'])
      for (const example of examples)
        expect(door.fromClient({ ...example, [field]: name }, 'samad').ok, field).toBe(false);
  });
});
