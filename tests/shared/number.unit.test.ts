// B8: what is taken for a citizen's number, in every way of writing it, and what is not.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { idHidesNumber } from '../../shared/machine-id.ts';
import { hidesNumber, replaceNumbers } from '../../shared/number.ts';
import { DAY } from '../../shared/time.ts';
import { groupings, separators, numberSpellings } from '../support/number-spellings.ts';
import { seededRandom } from '../support/seeded-random.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);

describe('a number', () => {
  it('is found in every grouping, with every separator, in every script', () => {
    const missed = numberSpellings().filter((text) => !hidesNumber(text));
    expect(numberSpellings().length).toBeGreaterThan(2_000);
    expect(missed).toEqual([]);
  });

  it('is found behind and before other words and digits', () => {
    for (const text of [
      ...[
        'callback-0912-123-4567',
        'Local/0912-123-4567@x',
        'Ali (0912) 123-4567',
        'tel:+989121234567',
        'A09121234567',
      ],
      ...[
        'pbx111-70912-123-4567',
        'm-12010912-123-4567',
        'pbx111-7912-123-4567',
        'm-1 912-123-4567',
        'میز ۱۲: ۰۹۱۲ ۱۲۳ ۴۵۶۷',
      ],
      ...['12:30 0912 123 4567', '1405/09/02 0912 123 4567', 'x/0912/123/4567/y'],
    ])
      expect(hidesNumber(text), text).toBe(true);
  });

  it('is also a landline without area code, one from abroad, and a national number', () => {
    for (const text of [
      '33221100',
      '3322-1100',
      '33 22 11 00',
      '+44 20 7946 0958',
      '00442079460958',
      '001-234567-8',
      '0012345678',
    ])
      expect(hidesNumber(text), text).toBe(true);
  });

  it('is taken out whole, and the rest of the text stays', () => {
    const blank = (text: string) => replaceNumbers(text, () => '…');
    expect(blank('Local/0912-123-4567@x')).toBe('Local/…@x');
    expect(blank('علی ۰۹۱۲ ۱۲۳ ۴۵۶۷ رضا')).toBe('علی … رضا');
    expect(blank('0️⃣9️⃣1️⃣2️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣ x')).toMatch(/^…\p{M}* x$/u);
    expect(blank('a 09121234567 b 011-3322-1100 c')).toBe('a … b … c');
    expect(blank('میز ۱۲۰۱')).toBe('میز ۱۲۰۱');
  });
});

describe('no number', () => {
  it.each([
    ...['111', '6133', '۱۱۱', '1201', '1234567', 'میز ۱۲۰۱ و 1234567', 'K7PQ-3HTW', 'pbx111-7'],
    ...[
      '1405-09-02',
      '1405/09/02',
      '۱۴۰۵/۰۹/۰۲ ساعت ۸:۰۰ تا ۹:۴۵',
      '1405/09/02 10:00-11:45',
      '98/11/23 10-11:45',
      '2026-11-25',
    ],
    ...['98/11/02 و 98/11/16', '8:00-9:45 10:00-11:45 12:15-14:00', 'waiting/3132/1405-09-03-2', 'day/1405-09-02'],
    ...['1201-1202', '1201, 1202, 1203', '1201/1202/1203/1204', '2001-2004', '2026-4412', '1405-1234'],
    ...['192.168.10.20:5038', '192-168-10-20-5038', '127-0-0-1-5038', '10.0.0.11'],
    ...[
      'pbx/1/ringing/2131/123456',
      'pbx/1/ringing/9121/234567',
      'pbx/desk/2101/2102/free',
      'k3f1234-.......1234/free',
    ],
  ])('is %s', (text) => {
    expect(hidesNumber(text)).toBe(false);
  });

  it(`is a random UUID or an epoch in an id, and they are in a name (seed ${seed})`, () => {
    const random = seededRandom(seed);
    for (let n = 0; n < 3_000; n++) {
      const uuid = randomUUID();
      expect(idHidesNumber(`pbx-${uuid}/1/joined`), uuid).toBe(false);
      const call = `pbx111-${1_500_000_000 + Math.floor(random() * 5e8)}-${Math.floor(random() * 1e6)}`;
      expect(idHidesNumber(`${call}/1/ringing/2101/${Math.floor(random() * 1e6)}`), call).toBe(false);
    }
    expect(hidesNumber('pbx111-1795989474-12')).toBe(true);
    for (const padded of [
      ...['00000000-0000-0000-0000-009121234567', '00000000-0000-4000-8000-009121234567'],
      ...[
        '09121234-5670-4000-8000-000000000000',
        '12345678-1234-4123-8123-009121234567',
        'aaaaaaaa-aaaa-4aaa-8aaa-a09121234567',
      ],
    ])
      expect(idHidesNumber(padded), padded).toBe(true);
  });

  it('is an epoch near the time of its event only, and never one with a zero in front', () => {
    const near = { from: 1_795_990_000_000 - 2 * DAY, to: 1_795_990_000_000 + 2 * DAY };
    expect(idHidesNumber('1795989474.12', near)).toBe(false);
    expect(idHidesNumber('pbx/desk/1201/!1795989474123', near)).toBe(false);
    for (const id of ['01795989474', '001795989474', '1732331234.12', '1133221100-1', '9121234567-1'])
      expect(idHidesNumber(id, near), id).toBe(true);
  });
});

describe('the table of writings', () => {
  it('has the separators and groupings that people use', () => {
    expect(separators.length).toBeGreaterThan(25);
    expect(groupings.length).toBeGreaterThan(8);
  });
});
