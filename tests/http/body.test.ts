// What a request says is read by its schema alone.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readBody, readQuery } from '../../server/http/body.ts';
import { Problem } from '../../server/http/problem.ts';

const schema = z.strictObject({ day: z.string().optional(), limit: z.coerce.number().optional() });

it('a parameter that is given twice, as a list or as an object is refused, whichever of them would do', () => {
  for (const day of [['1405-09-01', '1405-09-02'], { gt: '' }, ['1405-09-01']])
    expect(() => readQuery(schema, { day }), JSON.stringify(day)).toThrow('day: ');
  expect(readQuery(schema, { day: '1405-09-01' })).toEqual({ day: '1405-09-01' });
});

it('a parameter that the route does not know is refused', () => {
  expect(() => readQuery(schema, { day: '1405-09-01', dya: 'x' })).toThrow('expected only day, limit');
});

it('a refusal repeats no number that stands in the name of a field or in an address', () => {
  const inner = z.strictObject({ rows: z.record(z.string(), z.strictObject({ count: z.number() })) });
  const choice = z.union([inner, z.strictObject({ text: z.string() })]);
  const answered = (ask: () => unknown): string => {
    try {
      return JSON.stringify(ask());
    } catch (error) {
      return JSON.stringify((error as Problem).document());
    }
  };
  for (const body of [
    { rows: { '0911 123 4567': { count: 'x' } } },
    { rows: { sari: { count: 1, '09111234567': 1 } } },
    { text: 'x', '0911-123-4567': 1 },
  ])
    for (const of of [inner, choice]) expect(answered(() => readBody(of, body))).not.toContain('0911');
  const unknown = new Problem('not-found', 'expected the name of an account, got "+989111234567"');
  expect(unknown.document()).toMatchObject({ detail: 'expected the name of an account, got "+…"' });
});
