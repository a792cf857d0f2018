// The index of contacts against a plain list: whatever is put in, changed and taken out, it answers the same.
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIndexStatements } from '../../server/contacts/index-statements.ts';
import { openContactIndex } from '../../server/contacts/contact-index.ts';
import type { CaseGroup, Indexed, JudgedCase, Order, Wanted } from '../../server/contacts/index-types.ts';
import { isRef, nearCodes, normalizeCode, refOf } from '../../server/contacts/ref.ts';
import { randomRuns } from '../support/random-runs.ts';

const word = fc.constantFrom(undefined, 'a', 'b', 'c');
const row = fc.record({
  name: fc.boolean(),
  day: fc.integer({ min: 14050101, max: 14050112 }),
  at: fc.integer({ min: 0, max: 3 }),
  code: fc.constantFrom('', 'X1', 'X2'),
  steps: fc.integer({ min: 0, max: 7 }),
  referred: fc.integer({ min: 14050101, max: 14050103 }),
  ended: fc.constant(0),
  deadline: fc.integer({ min: 1, max: 5 }),
  channel: word,
  county: word,
  topic: word,
  kind: word,
  agency: word,
  official: word,
  verified: word,
});
const change = fc.record({ subject: fc.integer({ min: 0, max: 40 }), row: fc.option(row, { nil: undefined }) });
const day = fc.option(fc.integer({ min: 14050101, max: 14050112 }), { nil: undefined });
const wish = fc.record({
  from: day,
  to: day,
  code: fc.option(fc.constantFrom('X1', 'X9'), { nil: undefined }),
  values: fc.record(
    {
      county: fc.uniqueArray(fc.constantFrom(undefined, 'a', 'z'), { minLength: 1, maxLength: 2 }),
      topic: fc.uniqueArray(word, { minLength: 1, maxLength: 2 }),
      steps: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1 }),
      deadline: fc.tuple(fc.integer({ min: 0, max: 5 })),
    },
    { requiredKeys: [] },
  ),
});

const fits = (one: Indexed, { from = 0, to = Infinity, code, values }: Wanted): boolean =>
  one.day >= from &&
  one.day <= to &&
  (code === undefined || one.code === code) &&
  (values.county?.includes(one.county) ?? true) &&
  (values.topic?.includes(one.topic) ?? true) &&
  (values.steps?.includes(one.steps) ?? true) &&
  (values.deadline?.includes(one.deadline) ?? true);

it('lists, counts and the oldest open cases are those of a plain list, in both orders, page by page', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 120 }),
      wish,
      fc.constantFrom<Order>('newest', 'oldest'),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 14050100, max: 14050104 }),
      (changes, wanted, order, limit, judgedFrom) => {
        const index = openContactIndex(undefined, 'test', () => false);
        const plain = new Map<string, Indexed>();
        changes.forEach(({ subject: n, row: given }, position) => {
          const subject = `call/${n}`;
          const fresh = given && { ...given, subject, name: given.name ? `name/${n}` : subject };
          index.put(subject, fresh);
          if (fresh) plain.set(subject, fresh);
          else plain.delete(subject);
          if (position % 7 === 0) index.commit(position, '');
        });
        const judged = ({ kind, agency, referred }: JudgedCase): number =>
          1 + ((referred + (kind?.length ?? 0) + 2 * (agency?.length ?? 0)) % 5);
        for (const _piece of index.judge(judgedFrom, judged));
        for (const [subject, one] of plain)
          if (one.referred >= judgedFrom) plain.set(subject, { ...one, deadline: judged(one) });
        const expected = [...plain.values()]
          .filter((one) => fits(one, wanted))
          .sort((a, b) => b.day - a.day || b.at - a.at || (a.name < b.name ? -1 : 1))
          .map(({ subject }) => subject);
        if (order === 'oldest') expected.reverse();
        const read: string[] = [];
        for (let behind: { day: number; at: number; name: string } | undefined; ;) {
          const page = [...index.pieces(wanted, order, behind, limit)].flat().slice(0, limit);
          read.push(...page.map(({ subject }) => subject));
          behind = page.at(-1);
          if (page.length < limit) break;
        }
        expect(read).toEqual(expected);
        expect([...index.counts(wanted)].reduce((sum, n) => sum + n, 0)).toBe(expected.length);
        const open = [...plain.values()]
          .filter(({ steps }) => steps === 1)
          .sort((a, b) => a.referred - b.referred || a.day - b.day || a.at - b.at || (a.name < b.name ? -1 : 1));
        expect(index.oldestOpen(limit).map(({ subject }) => subject)).toEqual(
          open.slice(0, limit).map(({ subject }) => subject),
        );
        const grouped = (groups: Iterable<CaseGroup[]>): string[] =>
          [...groups].flat().flatMap(({ count, ...one }) => Array<string>(count).fill(JSON.stringify(one)));
        const caseOf = ({ kind, agency, referred, ended }: Indexed): string =>
          JSON.stringify({ kind, agency, referred, ended });
        expect(grouped(index.cases('open')).sort()).toEqual(open.map(caseOf).sort());
        const month = { from: 14050103, to: 14050109 };
        const ofMonth = [...plain.values()].filter(({ day: on }) => on >= month.from && on <= month.to);
        expect(grouped(index.cases(month)).sort()).toEqual(ofMonth.map(caseOf).sort());
        for (const { subject, name } of plain.values()) expect(index.subjectNamed(name)).toBe(subject);
        index.close();
      },
    ),
    { numRuns: randomRuns(150) },
  );
});

it('a long list is read in pieces that are short, and in the same order', () => {
  const index = openContactIndex(undefined, 'test', () => false);
  const none = {
    referred: 0,
    ended: 0,
    deadline: 0,
    topic: undefined,
    kind: undefined,
    agency: undefined,
    official: undefined,
    verified: undefined,
  };
  for (let n = 0; n < 20_000; n++) {
    const subject = `contact/${n}`;
    const where = { day: 14050101 + Math.floor(n / 1_000), at: n % 10 };
    index.put(subject, { ...none, ...where, subject, name: subject, code: '', steps: 0, channel: 'post', county: 'a' });
  }
  index.commit(1, '');
  const pieces = [...index.pieces({ values: { county: ['a'] } }, 'newest', undefined, 100_000)];
  expect(pieces.length).toBeGreaterThan(3);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(5_000);
  const days = pieces.flat().map((one) => one.day);
  expect(days).toEqual(days.toSorted((a, b) => b - a));
  expect(days).toHaveLength(20_000);
  index.close();
});

it('many open cases are read in pieces, each once, also where they were referred long after their contact', () => {
  const index = openContactIndex(undefined, 'test', () => false);
  const none = {
    deadline: 0,
    code: '',
    channel: 'post',
    county: undefined,
    topic: undefined,
    official: undefined,
    verified: undefined,
  };
  for (let n = 0; n < 20_000; n++) {
    const subject = `contact/${n}`;
    const day = 14050101 + Math.floor(n / 1_000);
    const referred = n % 100 === 0 ? 14060101 : n % 100 === 1 ? 13990101 : day + (n % 3);
    const more = { kind: `k${n % 3}`, agency: `a${n % 7}`, referred, ended: 0, steps: 1 };
    index.put(subject, { ...none, ...more, subject, name: subject, day, at: n % 10 });
  }
  index.commit(1, '');
  const pieces = [...index.cases('open')];
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.flat().reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
  index.close();
});

it('statements of many combinations of filters do not stay prepared for ever', () => {
  const db = new DatabaseSync(':memory:');
  let prepared = 0;
  const counted = { prepare: (text: string) => (prepared++, db.prepare(text)) } as unknown as DatabaseSync;
  const sql = createIndexStatements(counted, () => {}, 3);
  for (const text of ['select 1', 'select 2', 'select 1', 'select 3', 'select 1', 'select 4']) sql(text);
  expect(prepared).toBe(4);
  sql('select 1');
  expect(prepared).toBe(4);
  sql('select 2');
  expect(prepared).toBe(5);
  db.close();
});

it('of every code each single slip leads back to it', () => {
  for (let n = 0; n < 40; n++) {
    const code = normalizeCode(refOf(`contact/${n}`, 'key'));
    for (let place = 0; place < code.length; place++) {
      const [start, end] = [code.slice(0, place), code.slice(place + 1)];
      expect(nearCodes(start + end)).toContain(code);
      expect(nearCodes(`${start}7${code.slice(place)}`)).toContain(code);
      const wrong = start + (code[place] === 'K' ? 'M' : 'K') + end;
      expect(isRef(wrong)).toBe(false);
      expect(nearCodes(wrong)).toContain(code);
      const swapped = `${start}${code[place + 1] ?? ''}${code[place]}${code.slice(place + 2)}`;
      if (swapped !== code) expect(nearCodes(swapped)).toContain(code);
    }
  }
});
