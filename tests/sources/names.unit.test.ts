// One stated rule for foreign names: lower case, `@default` dropped, else slug and short hash; no long run of digits (B8).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNames, idOf as keyedIdOf, shortHash, shownName } from '../../server/sources/names.ts';
import { keyedBy } from '../../server/keyed.ts';
import { idPattern } from '../../shared/event-fields.ts';
import { hidesNumber } from '../../shared/number.ts';
import { profileSchema } from '../../shared/profile.ts';
import { randomRuns } from '../support/random-runs.ts';

const keyed = keyedBy('a key of this test');
const idOf = (raw: string): string => keyedIdOf(raw, keyed);
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);

describe('the id of a foreign name', () => {
  it('is the name in lower case where that is an id, without @default', () => {
    expect(['samad', 'SAMAD-Sari', ' m_1201 ', '1201', 'Queue1@default', 'QUEUE1@Default'].map(idOf)).toEqual([
      ...['samad', 'samad-sari', 'm_1201', '1201', 'queue1', 'queue1'],
    ]);
  });

  it('is else its letters and a short hash of the whole', () => {
    expect(idOf('PJSIP/1201')).toBe(`pjsip-1201-${shortHash('pjsip/1201')}`);
    expect(idOf('Local/1301@agents/n')).toMatch(/^local-1301-agents-n-[0-9a-z]+$/);
    expect(idOf('صف ساری')).toBe(`x-${shortHash('صف ساری')}`);
    expect(idOf('queue@other')).toBe(`queue-other-${shortHash('queue@other')}`);
    expect(idOf('constructor')).toBe(`constructor-${shortHash('constructor')}`);
    expect(idOf('__proto__')).toBe(`proto-${shortHash('__proto__')}`);
    expect(idOf('')).toBe(`x-${shortHash('')}`);
  });

  it('keeps names apart that have the same letters', () => {
    const names = ['a b', 'a-b!', 'a/b', 'a.b', 'صف ۱', 'صف ۲', 'x'.repeat(65), 'x'.repeat(66)];
    expect(new Set(names.map(idOf)).size).toBe(names.length);
  });

  it(`is always an id, the same again, and without a run of digits (seed ${seed})`, () => {
    const words = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[0-9۰-۹٠-٩+@/ -]{0,30}$/),
      fc.stringMatching(/^\w{0,90}$/),
    );
    fc.assert(
      fc.property(words, (raw) => {
        const id = idOf(raw);
        expect(id).toMatch(idPattern);
        expect(id).not.toBe('constructor');
        expect(idOf(raw)).toBe(id);
        expect(hidesNumber(id)).toBe(false);
        expect(hidesNumber(shownName(raw))).toBe(false);
        expect(shownName(raw).length).toBeLessThanOrEqual(60);
        expect(shownName(raw)).not.toBe('');
      }),
      { seed, numRuns: randomRuns(2_000) },
    );
  });

  it('B8: shows no number that stands in it', () => {
    for (const raw of [
      '09111234567',
      'Local/09111234567@from-queue/n',
      '+989111234567',
      '۰۹۱۱۱۲۳۴۵۶۷',
      'q 0911\u200c1234567',
      'Local/0911-123-4567@out',
      'callback ۰۹۱۱ ۱۲۳ ۴۵۶۷',
    ]) {
      expect(idOf(raw), raw).not.toMatch(/9111234567/);
      expect(hidesNumber(idOf(raw)), raw).toBe(false);
      expect(hidesNumber(shownName(raw)), raw).toBe(false);
    }
    expect(shownName('Local/0911-123-4567@x')).toBe('Local/…@x');
    expect(shownName('Local/09111234567@x')).toBe('Local/…@x');
  });
});

describe('B8: the id of a name that hides a number', () => {
  it('holds a keyed hash of it: the same on every node with this key, and under another key another', () => {
    const of = (key: string, raw: string) => keyedIdOf(raw, keyedBy(key));
    expect(of('k1', 'PJSIP/09111234567')).toBe(of('k1', 'PJSIP/09111234567'));
    expect(of('k1', 'PJSIP/09111234567')).not.toBe(of('k2', 'PJSIP/09111234567'));
    expect(of('k1', 'PJSIP/09111234567')).not.toBe(of('k1', 'PJSIP/09111234568'));
    expect(of('k1', '09111234567')).not.toContain(shortHash('09111234567'));
    // Without a key nothing of the number goes in, so that nothing can be tried out.
    expect(keyedIdOf('PJSIP/09111234567')).toBe(keyedIdOf('PJSIP/09111234568'));
  });

  it('is as it always was for every other name, so that desks and queues in the log stay the same', () => {
    for (const raw of ['PJSIP/1201', 'صف ساری', 'queue@other', '1201', 'Local/1301@agents/n'])
      expect(keyedIdOf(raw, keyedBy('k1')), raw).toBe(keyedIdOf(raw, keyedBy('k2')));
    expect(idOf('PJSIP/1201')).toBe('pjsip-1201-hw5xyq');
    expect(idOf('صف ساری')).toBe('x-1con48m');
  });

  it('is the same for the name in a mark', () => {
    const profile = profileSchema.parse({
      id: 'p',
      name: { fa: 'پ', en: 'P' },
      counties: {},
      desks: { chief: { name: 'Chief', match: ['09121112233'] } },
    });
    const names = createNames(profile, keyed);
    for (const face of ['PJSIP/09111234567', 'Local/0911-123-4567@out/n', 'PJSIP/09121112233']) {
      const kept = names.cover(face);
      expect(hidesNumber(kept), face).toBe(false);
      expect(names.cover(kept), face).toBe(kept);
      expect(names.desk('', kept).id, face).toBe(names.desk('', face).id);
    }
    expect(names.desk('x', names.cover('PJSIP/09121112233')).id).toBe('chief');
  });
});

describe('the profile’s names', () => {
  const profile = profileSchema.parse({
    id: 'p',
    name: { fa: 'پ', en: 'P' },
    counties: {
      sari: { name: { fa: 'ساری', en: 'Sari' }, tile: [0, 0] },
      'north-savadkuh': { name: { fa: 'سوادکوه شمالی', en: 'North Savadkuh' }, tile: [0, 1] },
    },
    topics: { 'bank-loan': { fa: 'تسهیلات بانکی', en: 'Bank loan', match: ['2', 'وام'] } },
    desks: { 'm-1201': { name: 'میز فرماندار', match: ['1201', 'Desk One'] } },
    queues: { 'samad-sari': { name: 'ساری', match: ['111-sari', 'صف ساري'] } },
    ignoreQueues: ['Sales', 'پشتیبانی'],
  });
  const names = createNames(profile);

  it('match queues by every spelling, and foreign queues keep their own', () => {
    for (const raw of ['samad-sari', '111-sari', '111-SARI ', 'صف ساری', 'صف ساري'])
      expect(names.queue(raw)?.id, raw).toBe('samad-sari');
    expect(names.queue('Other@default')).toEqual({ id: 'other', name: 'Other@default' });
  });

  it('leave out queues by a pattern, as all of another tenant', () => {
    const among = createNames(
      profileSchema.parse({
        id: 'p',
        name: { fa: 'پ', en: 'P' },
        counties: {},
        ignoreQueues: ['*@other.example.ir', 'فروش*', '*-test', 'a.c'],
      }),
    );
    const isIgnored = (raw: string): boolean => among.queue(raw) === undefined;
    const left = ['5001@other.example.ir', '5002@OTHER.example.ir', 'فروش ویژه', 'A.c', 'sari-test@default'];
    expect(left.filter((raw) => !isIgnored(raw))).toEqual([]);
    const kept = ['5001@pbx.example.ir', '5001@other-example.ir', 'abc', '5001', 'واحد فروش', 'sari-test@pbx'];
    expect(kept.filter(isIgnored)).toEqual([]);
  });

  it('stand for queues and desks also where FreeSWITCH adds its @default, or the profile does', () => {
    expect(names.queue('111-sari@default')?.id).toBe('samad-sari');
    expect(names.queue('Sales@default')).toBeUndefined();
    expect(names.desk('1201@default', '').id).toBe('m-1201');
    const written = createNames(
      profileSchema.parse({
        id: 'p',
        name: { fa: 'پ', en: 'P' },
        counties: {},
        queues: { q: { name: 'Q', match: ['111@default'] } },
      }),
    );
    expect([written.queue('111')?.id, written.queue('111@default')?.id, written.queue('111@other')?.id]).toEqual([
      ...['q', 'q'],
      `111-other-${shortHash('111@other')}`,
    ]);
  });

  it('leave out queues that are not the wallboard’s business', () => {
    for (const raw of ['Sales', 'SALES', 'پشتیبانی', 'پشتيباني']) expect(names.queue(raw), raw).toBeUndefined();
  });

  it('find a desk by its member name, its interface or the extension in it', () => {
    for (const [member, face] of [
      ['Desk One', 'PJSIP/9'],
      ['x', 'PJSIP/1201'],
      ['x', 'PJSIP/1201-0000002a'],
      ['x', 'Local/1201@agents/n'],
      ['x', '1201'],
      ['m-1201', 'SIP/4'],
    ] as const)
      expect(names.desk(member, face), `${member}, ${face}`).toEqual({ id: 'm-1201', name: 'میز فرماندار' });
    expect(names.desk('Reza', 'PJSIP/77')).toEqual({ id: 'reza', name: 'Reza' });
    expect(names.desk('', 'PJSIP/77')).toEqual({ id: idOf('PJSIP/77'), name: 'PJSIP/77' });
    expect([names.knownDesk('1201'), names.knownDesk('09111234567')]).toEqual(['m-1201', undefined]);
  });

  it('count several members and spellings at one desk where people say so, under that desk’s name', () => {
    const same = new Map([
      [keyedIdOf('علي رضايي'), 'm-1201'],
      ['reza', 'm-1201'],
    ]);
    const merged = createNames(profile, undefined, {
      deskOf: (id) => same.get(id) ?? id,
      nameOf: (id) => (id === 'm-1201' ? 'میز فرماندار' : undefined),
    });
    for (const member of ['علي رضايي', 'Reza'])
      expect(merged.desk(member, 'PJSIP/77'), member).toEqual({ id: 'm-1201', name: 'میز فرماندار' });
    expect(merged.desk('Ali', 'PJSIP/78')).toEqual({ id: 'ali', name: 'Ali' });
  });

  it('show of a UUID its beginning only', () => {
    expect(shownName('7bd0c3de-41a6-4f6f-a9e1-0b1f5a2c9d10')).toBe('7bd0…');
  });

  it('know counties in both languages and with Arabic ي and ك, and no other county (B10)', () => {
    for (const raw of ['sari', 'Sari', 'ساری', 'ساري', ' SARI ']) expect(names.county(raw), raw).toBe('sari');
    expect([names.county('سوادكوه شمالي'), names.county('Tehran'), names.county('')]).toEqual([
      'north-savadkuh',
      undefined,
      undefined,
    ]);
  });

  it('know topics by every spelling, and give an unknown one an id', () => {
    for (const raw of ['bank-loan', '2', 'وام', 'تسهيلات بانكي', 'Bank Loan'])
      expect(names.topic(raw), raw).toBe('bank-loan');
    expect(names.topic('Roads')).toBe('roads');
  });

  it('name pauses where they are known', () => {
    expect(['Lunch', 'ناهار', 'نماز', 'rest', 'جلسه'].map(names.reason)).toEqual([
      'lunch',
      'lunch',
      'prayer',
      'break',
      'meeting',
    ]);
    expect(names.reason('toString')).toBe('tostring');
  });
});
