import { expect, it } from 'vitest';
import { reachesOnlyItself } from '../../client/tv/reach.ts';

it.each(['localhost', 'tv.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('%s leads a phone to itself', (host) => {
  expect(reachesOnlyItself(host)).toBe(true);
});
it.each(['192.168.1.20', 'wall.example.ir', 'localhost.example.ir', '1270.0.0.1', '[fe80::1]'])(
  '%s may lead a phone here',
  (host) => {
    expect(reachesOnlyItself(host)).toBe(false);
  },
);
