// Which calls a list shows: what stands in its address.
import { describe, expect, it } from 'vitest';
import { addressOf, askedIn, withFilter } from '../../client/calls/asked.ts';

const asked = (query: string) => askedIn(new URLSearchParams(query));

describe('the address of a list of calls', () => {
  it('has all that was chosen, always in one order, and nothing else', () => {
    expect(addressOf(asked('hour=9&x=1&county=&queue=sari&day=1405-09-02'))).toBe(
      '/calls?day=1405-09-02&queue=sari&hour=9',
    );
    expect(addressOf({})).toBe('/calls');
  });
  it('loses a filter that is taken away', () => {
    expect(withFilter(asked('day=1405-09-02&queue=sari'), 'queue', '')).toEqual({ day: '1405-09-02' });
  });
  it('loses with its day what calls in progress cannot have: an hour, and an outcome', () => {
    expect(withFilter(asked('day=1405-09-02&outcome=abandoned&hour=9&queue=sari'), 'day', '')).toEqual({
      queue: 'sari',
    });
    expect(withFilter(asked('day=1405-09-02&outcome=waiting'), 'day', '')).toEqual({ outcome: 'waiting' });
  });
  it('keeps hour and outcome of a sitting’s calls, which need no day', () => {
    expect(withFilter(asked('day=1405-09-02&sitting=s-1&outcome=abandoned&hour=9'), 'day', '')).toEqual({
      sitting: 's-1',
      outcome: 'abandoned',
      hour: '9',
    });
  });
});
