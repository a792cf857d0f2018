// What a screen decides about itself when it is in trouble: when to reload, for which reason, and never in a circle.
import { describe, expect, it } from 'vitest';
import { reloadBackoff } from '../../client/screen/reload-backoff.ts';
import { createOffset } from '../../client/state/offset.ts';
import { newReason } from '../../client/state/reload-once.ts';
import { entryIn } from '../../client/state/served.ts';
import { MINUTE } from '../../shared/time.ts';

describe('the patience of the watchdog', () => {
  it('is two minutes, and doubles with every reload that did not help, up to an hour', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 60].map((tried) => reloadBackoff(tried) / MINUTE)).toEqual([
      2, 4, 8, 16, 32, 60, 60, 60,
    ]);
  });
  it('is an hour where nothing is remembered across reloads', () => expect(reloadBackoff(undefined)).toBe(60 * MINUTE));
});

describe('a reason to reload', () => {
  it('counts once', () => {
    expect(newReason(undefined, 'protocol 2')).toBe('protocol 2');
    expect(newReason('protocol 2', 'protocol 2')).toBeUndefined();
  });
  it('makes no circle with another: both are remembered', () => {
    const both = newReason('protocol 2', 'protocol 3');
    expect(newReason(both, 'protocol 2')).toBeUndefined();
    expect(newReason(both, 'protocol 3')).toBeUndefined();
  });
  it('is forgotten after twenty others', () => {
    let kept: string | undefined;
    for (let n = 0; n < 400; n++) kept = newReason(kept, `screens ${n}`);
    expect(kept?.split('\n')).toEqual(Array.from({ length: 20 }, (_, n) => `screens ${n + 380}`));
  });
});

describe('the entry of a page', () => {
  it('is its script of the build', () => {
    const html =
      '<link rel="modulepreload" href="/assets/api-B.js"><script type="module" crossorigin src="/assets/index-A1.js">';
    expect(entryIn(html)).toBe('/assets/index-A1.js');
  });
  it('is absent while screens are written, and on a page that is no wall', () => {
    expect(entryIn('<script type="module" src="/main.ts"></script>')).toBeUndefined();
    expect(entryIn('<title>502 Bad Gateway</title>')).toBeUndefined();
  });
});

describe('after a long silence', () => {
  const NINE_MINUTES = 9 * MINUTE;
  it('messages that lay on the way do not pass for new ones', () => {
    const offset = createOffset(0);
    offset.observe(100_000, 0);
    // Sent one minute into the freeze, read at its end.
    offset.observe(100_000 + MINUTE, NINE_MINUTES);
    expect(offset.current).toBe(100_000);
  });
  it('what a snapshot said ten seconds later is believed', () => {
    const offset = createOffset(0);
    offset.observe(100_000, 0);
    offset.observe(100_000 + NINE_MINUTES - 400, NINE_MINUTES);
    offset.observe(100_000 + NINE_MINUTES + 10_600, NINE_MINUTES + 11_000);
    expect(offset.current).toBe(99_600);
  });
  it('time in which our clock stood still is added', () => {
    const offset = createOffset(0);
    offset.observe(100_000, 0);
    offset.skip(MINUTE);
    offset.observe(100_000 + 10, 2_000);
    expect(offset.current).toBe(100_000 + MINUTE);
  });
});
