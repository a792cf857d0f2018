// Which page may ask this server for something.
import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from '../../server/access/origin.ts';

const PUBLIC = 'https://wall.example.ir';

describe('without a public origin', () => {
  it('a page of the host that was asked is ours, whatever its scheme', () => {
    for (const origin of ['http://10.0.0.5:3000', 'https://10.0.0.5:3000'])
      expect(isOwnOrigin(origin, '10.0.0.5:3000', undefined)).toBe(true);
    expect(isOwnOrigin('http://wall.example.ir', 'WALL.example.ir', undefined)).toBe(true);
  });

  it.each([
    ['http://10.0.0.5:3001', '10.0.0.5:3000'],
    ['http://evil.example', '10.0.0.5:3000'],
    ['http://10.0.0.5:3000.evil.example', '10.0.0.5:3000'],
    ['null', '10.0.0.5:3000'],
    ['file://10.0.0.5:3000', '10.0.0.5:3000'],
    ['http://10.0.0.5:3000', undefined],
  ])('%s is not, where %s was asked', (origin, host) => {
    expect(isOwnOrigin(origin, host, undefined)).toBe(false);
  });
});

describe('with a public origin', () => {
  it('its pages are ours, and those of an address or a name of the local network that was asked', () => {
    expect(isOwnOrigin(PUBLIC, '127.0.0.1:3000', PUBLIC)).toBe(true);
    for (const host of ['10.0.0.5:3000', '[::1]:3000', 'wallboard:3000', 'wallboard.lan', 'wall.home.arpa'])
      expect(isOwnOrigin(`http://${host}`, host, PUBLIC), host).toBe(true);
  });

  // Somebody who makes a name of theirs lead to this server sends both headers alike.
  it.each([
    'evil.example',
    'evil.example:3000',
    'wall.example.ir.evil.example',
    '10.0.0.5.evil.example',
    'xn--evil.example',
  ])('a page of %s is not, although that very name was asked', (host) => {
    expect(isOwnOrigin(`http://${host}`, host, PUBLIC)).toBe(false);
    expect(isOwnOrigin(`https://${host}`, host, PUBLIC)).toBe(false);
  });
});
