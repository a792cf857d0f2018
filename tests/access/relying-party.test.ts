import { describe, expect, it } from 'vitest';
import { createChallenges } from '../../server/access/challenges.ts';
import { browserLabel } from '../../server/access/browser-label.ts';
import { relyingParty } from '../../server/access/relying-party.ts';
import { MINUTE } from '../../shared/time.ts';

describe('passkeys belong to', () => {
  const wall = 'https://wall.example.ir:8443';
  it.each([
    [wall, wall, { id: 'wall.example.ir', origin: wall }],
    ['https://WALL.example.ir:8443', `${wall}/`, { id: 'wall.example.ir', origin: wall }],
    [
      'https://دیوار.example.ir',
      'https://دیوار.example.ir',
      { id: 'xn--mgbph4g34a.example.ir', origin: 'https://xn--mgbph4g34a.example.ir' },
    ],
    ['http://localhost:3000', undefined, { id: 'localhost', origin: 'http://localhost:3000' }],
    ['http://localhost:3000', 'http://localhost:3000', { id: 'localhost', origin: 'http://localhost:3000' }],
    ['http://wall.example.ir', 'http://wall.example.ir', 'not-secure'],
    ['http://10.0.0.5:3000', undefined, 'no-name'],
    ['https://10.0.0.5', 'https://10.0.0.5', 'no-name'],
    ['https://[2001:db8::1]', 'https://[2001:db8::1]', 'no-name'],
    ['https://wall.example.ir', undefined, 'no-public-address'],
    ['https://wall.example.ir', wall, 'other-address'],
    ['null', wall, 'other-address'],
    [undefined, wall, 'other-address'],
  ])('a page at %s, where the public address is %s: %j', (page, configured, found) => {
    expect(relyingParty(page, configured)).toEqual(found);
  });
});

describe('a challenge', () => {
  const { make, read } = createChallenges('key');
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

  it('is ours for one purpose and five minutes', () => {
    const made = text(make('enter', 0));
    expect(read(made, 'enter', 5 * MINUTE - 1)).toBe(5 * MINUTE);
    expect(read(made, 'enter', 5 * MINUTE)).toBeUndefined();
    expect(read(made, 'add maryam', 0)).toBeUndefined();
    expect(createChallenges('other key').read(made, 'enter', 0)).toBeUndefined();
    expect(text(make('enter', 0))).not.toBe(made);
  });

  it('is none when a byte of it differs, and no text of others is one', () => {
    const made = make('enter', 0);
    for (let at = 0; at < made.length; at++) {
      const other = made.slice();
      other[at] = (other[at] ?? 0) ^ 1;
      expect(read(text(other), 'enter', 0)).toBeUndefined();
    }
    for (const one of ['', 'x', '====', text(made.subarray(0, 30)), `${text(made)}AAAA`])
      expect(read(one, 'enter', 0)).toBeUndefined();
  });
});

describe('a browser is recognised by', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox/linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0',
      'edge/windows',
    ],
    ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36', 'chrome/android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile/15E148 Safari/604.1',
      'safari/ios',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/17.0 Safari/605', 'safari/mac'],
    ['curl/8.0 09121234567', 'other/other'],
    ['Mozilla/5.0 (Windows NT 10.0) Edg/120.0', 'edge/windows'],
    [undefined, 'other/other'],
  ])('%s: %s', (agent, label) => expect(browserLabel(agent)).toBe(label));
});
