// One token that posts as much as it may does not take the others' share.
import { describe, expect, it } from 'vitest';
import { benchFlood } from '../bench/flood.ts';
import { long } from '../support/long.ts';
import { MINUTE } from '../../shared/time.ts';

describe.skipIf(!long)('a flood of one token', () => {
  it('raises the wait of another token’s event by less than 100 ms', { timeout: 2 * MINUTE }, async () => {
    const results = await benchFlood();
    const of = (name: string): number => results.find((one) => one.name === name)?.value ?? NaN;
    expect(of('flood: events recorded of it')).toBeGreaterThan(1_000);
    expect(of('flood: what it adds at p99')).toBeLessThan(100);
  });
});
