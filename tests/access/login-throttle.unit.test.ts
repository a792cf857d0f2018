import { describe, expect, it } from 'vitest';
import { createSlidingWindow, localCounters } from '../../server/access/sliding-window.ts';
import { createLoginThrottle, type Attempt, type LoginThrottle } from '../../server/access/login-throttle.ts';
import { MINUTE, SECOND } from '../../shared/time.ts';

const fail = async (slow: LoginThrottle, attempt: Attempt, times: number, now = 0): Promise<void> => {
  for (let n = 0; n < times; n++)
    expect(await slow.begin(attempt, now + n), `attempt ${n + 1}`).toHaveProperty('succeed');
};
const isOpen = async (slow: LoginThrottle, attempt: Attempt, now: number): Promise<boolean> => {
  const begun = await slow.begin(attempt, now);
  if (!('retryAfterMs' in begun)) await begun.cancel();
  return !('retryAfterMs' in begun);
};

describe('guessing', () => {
  const attempt = { address: '10.0.0.1', account: 'maryam' };

  it('one account from one address ends after 5 failures in 15 minutes, and begins again one by one', async () => {
    const slow = createLoginThrottle();
    await fail(slow, attempt, 5);
    expect(await slow.begin(attempt, 10)).toEqual({ retryAfterMs: 15 * MINUTE - 10 });
    expect(await isOpen(slow, attempt, 15 * MINUTE - 1)).toBe(false);
    expect(await isOpen(slow, attempt, 15 * MINUTE)).toBe(true);
  });

  it('many accounts from one address ends after 30 failures', async () => {
    const slow = createLoginThrottle();
    for (let n = 0; n < 30; n++) await fail(slow, { ...attempt, account: `account-${n}` }, 1, n);
    expect(await isOpen(slow, { ...attempt, account: 'another' }, 40)).toBe(false);
    expect(await isOpen(slow, { ...attempt, address: '10.0.0.2' }, 40)).toBe(true);
  });

  it('counts attempts that are still under way: a hundred at once are a hundred', async () => {
    const slow = createLoginThrottle();
    const begun = await Promise.all(Array.from({ length: 100 }, () => slow.begin(attempt, 1)));
    expect(begun.filter((one) => 'succeed' in one)).toHaveLength(5);
  });

  it('is forgiven when the right password comes, but not what the address did with other accounts', async () => {
    const slow = createLoginThrottle();
    for (let n = 0; n < 26; n++) await fail(slow, { ...attempt, account: `account-${n}` }, 1, n);
    await fail(slow, attempt, 3, 30);
    const right = await slow.begin(attempt, 40);
    if ('succeed' in right) await right.succeed();
    // 26 of others and 3 of this one were failures: one more is left to the address.
    expect(await isOpen(slow, attempt, 50)).toBe(true);
    await fail(slow, attempt, 1, 51);
    expect(await isOpen(slow, attempt, 60)).toBe(false);
  });

  it('does not count an attempt whose outcome is unknown', async () => {
    const slow = createLoginThrottle();
    for (let n = 0; n < 50; n++) expect(await isOpen(slow, attempt, n)).toBe(true);
    await fail(slow, attempt, 5, 60);
  });
});

describe('a browser that the account knows', () => {
  const known = { address: '10.0.0.1', account: 'maryam', device: 'k111_hers' };

  it('is locked out neither by a stranger at another address nor by a colleague at the same one', async () => {
    const slow = createLoginThrottle();
    for (let n = 0; n < 30; n++) await slow.begin({ address: '10.0.0.1', account: n % 2 ? 'maryam' : `guess-${n}` }, n);
    for (let n = 0; n < 30; n++) await slow.begin({ address: '203.0.113.7', account: 'maryam' }, n);
    expect(await isOpen(slow, { address: '10.0.0.1', account: 'maryam' }, 100)).toBe(false);
    expect(await isOpen(slow, known, 100)).toBe(true);
  });

  it('may fail 5 times itself, at any address, and locks nobody else out by that', async () => {
    const slow = createLoginThrottle();
    await fail(slow, known, 5);
    expect(await isOpen(slow, { ...known, address: '10.9.9.9' }, 10)).toBe(false);
    expect(await isOpen(slow, { ...known, device: 'k111_other' }, 10)).toBe(true);
    expect(await isOpen(slow, { address: known.address, account: known.account }, 10)).toBe(true);
  });
});

describe('a sliding count', () => {
  it('remembers a bounded number of keys, and forgets those unused for longest', () => {
    const count = createSlidingWindow(1, 1_000, 3);
    for (const [n, key] of ['a', 'b', 'c', 'd'].entries()) expect(count.hit(key, n)).toBeUndefined();
    expect(count.hit('a', 5)).toBeUndefined();
    expect(count.hit('d', 5)).toEqual({ retryAfterMs: 998 });
  });

  it('reports what is left, and when there will be more', () => {
    const count = createSlidingWindow(2, 1_000);
    expect(count.left('a', 0)).toEqual({ remaining: 2, resetMs: 1_000 });
    count.hit('a', 0);
    count.hit('a', 400);
    expect(count.left('a', 500)).toEqual({ remaining: 0, resetMs: 500 });
    count.refund('a', 0);
    expect(count.left('a', 500)).toEqual({ remaining: 1, resetMs: 900 });
    expect(count.left('a', 1_400)).toEqual({ remaining: 2, resetMs: 1_000 });
  });

  it('accepts keys that are names of built-in properties', () => {
    const count = createSlidingWindow(1, 1_000);
    for (const key of ['__proto__', 'constructor', '', '\0', 'x'.repeat(10_000)]) {
      expect(count.hit(key, 1)).toBeUndefined();
      expect(count.hit(key, 2)).toEqual({ retryAfterMs: 999 });
    }
  });
});

describe('guessing at one account from ever new addresses', () => {
  /** The delays of so many failures, each from another address. */
  async function delays(times: number, beside = 1): Promise<number[]> {
    const waited: number[] = [];
    const slow = createLoginThrottle(localCounters, async (ms) => void waited.push(ms));
    for (let n = 0; n < times; n += beside)
      await Promise.all(
        Array.from({ length: beside }, (_, at) => slow.begin({ address: `10.0.${n}.${at}`, account: 'maryam' }, n)),
      );
    return waited;
  }

  it('is answered later the more there were, and never refused', async () => {
    const all = await delays(300);
    expect(all).toHaveLength(300 - 15);
    expect(new Set(all)).toEqual(new Set([SECOND, 3 * SECOND, 8 * SECOND]));
    expect(all.toSorted((a, b) => a - b)).toEqual(all);
  });

  it('is no faster side by side', async () => {
    const all = await delays(300, 30);
    expect(Math.max(...all)).toBe(25 * SECOND);
  });

  it('delays neither another account, nor a browser that the account knows', async () => {
    const waited: number[] = [];
    const slow = createLoginThrottle(localCounters, async (ms) => void waited.push(ms));
    for (let n = 0; n < 15; n++) await slow.begin({ address: `10.0.0.${n}`, account: 'maryam' }, n);
    await slow.begin({ address: '10.1.0.1', account: 'ali' }, 20);
    await slow.begin({ address: '10.1.0.1', account: 'maryam', device: 'k111_hers' }, 20);
    expect(waited).toEqual([]);
    await slow.begin({ address: '10.1.0.2', account: 'maryam' }, 20);
    expect(waited).toEqual([SECOND]);
  });

  it('right passwords are no guesses', async () => {
    const waited: number[] = [];
    const slow = createLoginThrottle(localCounters, async (ms) => void waited.push(ms));
    for (let n = 0; n < 100; n++) {
      const begun = await slow.begin({ address: `10.0.0.${n}`, account: 'maryam' }, n);
      if ('succeed' in begun) await begun.succeed();
    }
    expect(waited).toEqual([]);
  });
});
