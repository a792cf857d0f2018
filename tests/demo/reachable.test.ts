import { expect, it } from 'vitest';
import { reachableAt } from '../../server/demo/reachable.ts';

const own = ['192.0.2.7', '198.51.100.9', '2001:db8::7'];

it('without --host nobody else reaches the demo', () => {
  expect(reachableAt(undefined, own)).toEqual({ host: '127.0.0.1', addresses: [] });
  expect(reachableAt('127.0.0.1', own)).toEqual({ host: '127.0.0.1', addresses: [] });
});

it('others find it by the addresses of the networks that it listens to', () => {
  expect(reachableAt('0.0.0.0', own)).toEqual({ host: '0.0.0.0', addresses: own.slice(0, 2) });
  expect(reachableAt('::', own)).toEqual({ host: '::', addresses: own });
  expect(reachableAt('[2001:db8::7]', own)).toEqual({ host: '2001:db8::7', addresses: ['2001:db8::7'] });
  expect(reachableAt('198.51.100.9', own)).toEqual({ host: '198.51.100.9', addresses: ['198.51.100.9'] });
});

it.each(['', 'tv', '300.1.1.1', 'localhost:3000', 'http://192.0.2.7', '192.0.2.7:3000'])(
  '%o is refused in a sentence',
  (host) => {
    expect(reachableAt(host, own)).toBe(
      `--host: expected 0.0.0.0 for every network of this machine, or one of its addresses such as 192.0.2.7, got "${host}"`,
    );
  },
);

it('an address of another machine is refused with those of this one', () => {
  expect(reachableAt('203.0.113.5', own)).toMatch(/203\.0\.113\.5 is none of them \(192\.0\.2\.7, 198/);
  expect(reachableAt('203.0.113.5', [])).toMatch(/it is in no network/);
});
