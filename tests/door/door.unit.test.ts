// What passes the door, what does not, and what it loses or gains on the way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCountyOf, nationalForm } from '../../server/door/county.ts';
import type { EventType, RawEvent, StoredEvent, StoredOf } from '../../shared/event.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { AT, exampleOf, examples } from '../support/example-events.ts';
import { createTestDoor, profile } from '../support/test-door.ts';
import { randomRuns } from '../support/random-runs.ts';

const door = createTestDoor();
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);

function accepted(raw: unknown): StoredEvent {
  const result = door.fromClient(raw, 'samad');
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.event;
}
const refusal = (raw: unknown): string | undefined => {
  const result = door.fromClient(raw, 'samad');
  return result.ok ? undefined : result.code;
};
const joining = (fields: Record<string, unknown>) => ({
  id: 'e-1',
  type: 'call.joined',
  at: AT,
  call: 'c-1',
  queue: 'q-1',
  ...fields,
});
const countyOf = (fields: Record<string, unknown>): string | undefined =>
  (accepted(joining(fields)) as StoredOf<'call.joined'>).county;

describe('the county of a call', () => {
  const landline = '01133221100';

  it('is first what the caller chose', () => {
    expect(countyOf({ county: 'babol', number: landline, queue: 'samad-babol' })).toBe('babol');
    expect(countyOf({ county: 'sari', number: '01132221100', queue: 'samad-babol' })).toBe('sari');
  });

  it('then what the landline’s prefix says, the longest prefix first', () => {
    expect(countyOf({ number: landline, queue: 'samad-babol' })).toBe('sari');
    expect(countyOf({ number: '01133681234' })).toBe('miandorud');
    expect(countyOf({ number: '01133691234' })).toBe('sari');
  });

  it('then the queue’s, only where the profile says that its callers are from there', () => {
    expect(countyOf({ number: '09111234567', queue: 'samad-babol' })).toBe('babol');
    expect(countyOf({ queue: 'samad-babol' })).toBe('babol');
    expect(countyOf({ number: '09111234567', queue: 'samad-sari' })).toBeUndefined();
  });

  it('B10: else absent, which is unknown and no guess', () => {
    expect(countyOf({})).toBeUndefined();
    for (const number of [
      '',
      'anonymous',
      'unknown',
      '<unknown>',
      '02188776655',
      '09111234567',
      '+989111234567',
      '33221100',
      '1201',
    ])
      expect(countyOf({ number }), number).toBeUndefined();
  });

  it('from outside is one of the profile’s', () => {
    expect(refusal(joining({ county: 'tehran' }))).toBe('unknown-county');
    expect(
      refusal({ id: 'e', type: 'contact.registered', at: AT, contact: 'c', channel: 'post', county: 'tostring' }),
    ).toBe('unknown-county');
  });
});

describe('a channel', () => {
  const by = (channel: string) => ({ id: 'e', type: 'contact.registered', at: AT, contact: 'c', channel });
  it('is a built-in one or one of the profile’s', () => {
    for (const channel of ['phone', 'message', 'visit', 'post', 'ceremony'])
      expect(accepted(by(channel))).toMatchObject({ channel });
    for (const channel of ['fax', 'unknown', 'tostring']) {
      expect(refusal(by(channel)), channel).toBe('invalid');
      expect(refusal({ ...by(channel), type: 'contact.corrected' }), channel).toBe('invalid');
    }
  });
});

describe('a day that was written down', () => {
  it('is one that the calendar has', () => {
    const on = (day: string) => ({
      id: 'e',
      type: 'contact.registered',
      at: AT,
      contact: 'c',
      channel: 'post',
      on: day,
    });
    expect(accepted(on('1405-08-30'))).toMatchObject({ on: '1405-08-30' });
    // Aban has 30 days, and 1404 was no leap year.
    for (const day of ['1405-08-31', '1404-12-30']) expect(refusal(on(day)), day).toBe('invalid');
    expect(refusal({ ...on('1405-07-31'), type: 'contact.corrected', channel: undefined })).toBe('invalid');
  });
});

describe('a number', () => {
  it.each([
    ...[
      '01133221100',
      '+981133221100',
      '+98 11 3322 1100',
      '00981133221100',
      '0098-11-33221100',
      '981133221100',
      '1133221100',
    ],
    ...['(011) 33221100', '۰۱۱۳۳۲۲۱۱۰۰', '+۹۸۱۱۳۳۲۲۱۱۰۰', '٠١١٣٣٢٢١١٠٠'],
  ])('written as %s is 01133221100 in Sari', (number) => {
    expect(nationalForm(number)).toBe('01133221100');
    expect(countyOf({ number })).toBe('sari');
  });

  it('from another country has no county here', () => {
    const of = createCountyOf(profile.counties);
    for (const number of ['+4401133221100', '00441133221100', '+11332211000', '+9611133221100', '00971133221100'])
      expect(of(number), number).toBeUndefined();
  });

  it('B8: is not kept in any form', () => {
    for (const number of ['01133221100', '+98 911 123 4567', '۰۹۱۱۱۲۳۴۵۶۷', 'sip:09111234567@pbx']) {
      const event = accepted(joining({ number }));
      expect('number' in event).toBe(false);
      expect(JSON.stringify(event)).not.toMatch(/3322|1234|۱۲۳|4567/);
    }
  });
});

describe('a stored event', () => {
  it('has the sender’s name, our time of receipt and the schema’s version', () => {
    expect(accepted(exampleOf('call.held'))).toEqual({
      ...exampleOf('call.held'),
      source: 'samad',
      recordedAt: AT + 10 * MINUTE,
      v: 1,
    });
  });

  it('of a joining has the target that was in force on its day', () => {
    expect(accepted(joining({}))).toMatchObject({ target: 30 });
    expect(accepted(joining({ at: AT - 3 * DAY }))).toMatchObject({ target: 20 });
  });

  it('gets its target here: one from outside is refused', () => {
    expect(door.fromClient(joining({ target: 3600 }), 'samad')).toMatchObject({
      ok: false,
      code: 'invalid',
      message: expect.stringContaining('target'),
    });
  });

  it('has its sender as author, whatever name it carries', () => {
    for (const example of examples.filter(({ type }) => /^(contact|case)\.|^call\.(tagged|withdrawn)/.test(type))) {
      expect(accepted({ ...example, by: 'u-clerk' })).toMatchObject({ by: 'samad' });
      expect(accepted(example)).toMatchObject({ by: 'samad' });
    }
    expect(accepted(exampleOf('call.ended'))).toMatchObject({ by: 'caller' });
    expect(
      door.fromSource({ ...(exampleOf('contact.withdrawn') as RawEvent), by: 'clerk' } as RawEvent, 'office'),
    ).toMatchObject({
      event: { by: 'clerk' },
    });
  });

  const seals = ['log.sealed', 'log.counted', 'log.rehashed'];
  it('is accepted of every type but seals, which only this server makes', () => {
    for (const example of examples.filter(({ type }) => !type.startsWith('sitting.') && !seals.includes(type)))
      expect(accepted(example).type).toBe(example.type);
    for (const type of seals) expect(refusal(exampleOf(type as EventType)), type).toBe('unknown-type');
  });
});

describe('the time of an event', () => {
  const ahead = (ms: number) => exampleOf('call.held', { at: AT + 10 * MINUTE + ms });

  it('from outside lies at most five minutes ahead of our clock', () => {
    expect(refusal(ahead(5 * MINUTE))).toBeUndefined();
    expect(refusal(ahead(5 * MINUTE + 1))).toBe('at-in-future');
    expect(refusal(exampleOf('call.held', { at: '2030-01-01T00:00:00Z' }))).toBe('at-in-future');
  });

  it('from outside, and the day that a contact is written down for, is no day to come', () => {
    const on = (day: string) => refusal(exampleOf('contact.registered', { on: day }));
    expect(['1405-09-02', '1405-09-03', '1406-01-01'].map(on)).toEqual([undefined, 'at-in-future', 'at-in-future']);
    expect(refusal(exampleOf('contact.corrected', { on: '1405-09-03' }))).toBe('at-in-future');
  });

  it('from outside may lie long ago', () => {
    expect(refusal(exampleOf('contact.registered', { at: '2016-03-20T00:00:00+03:30' }))).toBeUndefined();
  });

  it('from a telephone system is kept, whatever our clock says', () => {
    const far = exampleOf('call.held', { at: AT + 30 * DAY }) as RawEvent;
    expect(door.fromSource(far, 'pbx111')).toMatchObject({ ok: true, event: { at: far.at, source: 'pbx111' } });
  });
});

describe('the door refuses', () => {
  it('an unknown type', () => {
    for (const type of ['call.exploded', 'CALL.JOINED', '', 'constructor', '__proto__', 'toString'])
      expect(refusal({ id: 'e', type, at: AT }), type).toBe('unknown-type');
    expect(refusal({ id: 'e', at: AT })).toBe('unknown-type');
  });

  it('a value that is no event', () => {
    const shapes = [
      null,
      undefined,
      0,
      '',
      'x',
      true,
      [],
      [exampleOf('call.held')],
      {},
      () => 0,
      Symbol.iterator,
      10n,
      new Date(AT),
      new Map(),
    ];
    for (const shape of shapes) expect(refusal(shape), String(shape)).toMatch(/^(invalid|unknown-type)$/);
  });

  it('huge and deep shapes, at once', () => {
    let deep: unknown = {};
    for (let i = 0; i < 100_000; i++) deep = { a: deep };
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
    const begun = performance.now();
    for (const odd of [deep, wide, 'x'.repeat(1e6), Array(1e5).fill(0)])
      for (const field of ['call', 'queue', 'number', 'name', 'extra', 'id', 'at', 'type'])
        expect(refusal({ ...joining({}), [field]: odd }), field).toBeDefined();
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('keys of the prototype', () => {
    expect(refusal(JSON.parse('{"__proto__":{"id":"e","type":"call.held","at":1795416600000,"call":"c"}}'))).toBe(
      'unknown-type',
    );
    expect(({} as Record<string, unknown>)['call']).toBeUndefined();
  });

  it('with a message of one line that names the place, of at most 300 characters', () => {
    const result = door.fromClient({ ...joining({ queue: 'NO WAY' }), [`x${'y'.repeat(5_000)}`]: 1 }, 'samad');
    expect(result).toMatchObject({ ok: false, code: 'invalid' });
    if (!result.ok) expect(result.message.length).toBeLessThanOrEqual(300);
    expect(door.fromClient(joining({ queue: 'NO WAY' }), 'samad')).toMatchObject({
      message: expect.stringMatching(/^queue: expected an id/),
    });
  });

  it(`anything without throwing (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }), (raw) => {
        expect(door.fromClient(raw, 'samad').ok).toBe(false);
      }),
      { seed, numRuns: randomRuns(500) },
    );
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.string(), fc.anything(), (example, key, value) => {
        const result = door.fromClient({ ...example, [key]: value }, 'samad');
        expect(result.ok ? 'ok' : result.code).toMatch(
          /^(ok|invalid|unknown-type|unknown-county|number-in-field|at-in-future)$/,
        );
      }),
      { seed, numRuns: randomRuns(500) },
    );
  });
});
