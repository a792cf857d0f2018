import { describe, expect, it } from 'vitest';
import { createSeenCalls } from '../../server/board/seen-calls.ts';

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}-${1_795_989_474 + n}.${n}`);

describe('the calls that were folded', () => {
  it('are never taken for new again', () => {
    const seen = createSeenCalls();
    const calls = names('pbx111', 50_000);
    for (const call of calls) seen.add(call);
    expect(calls.filter((call) => seen.add(call))).toEqual([]);
  });

  it('hide few that are new', () => {
    const seen = createSeenCalls();
    for (const call of names('pbx111', 200_000)) seen.add(call);
    const hidden = names('samad', 10_000).filter((call) => !seen.add(call));
    expect(hidden.length).toBeLessThan(20);
  });
});
