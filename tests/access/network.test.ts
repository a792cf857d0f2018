// Limits count per IPv4 address and per /56 of IPv6, however an address is written.
import { expect, it } from 'vitest';
import { networkOf } from '../../server/access/network.ts';

it.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['::ffff:a01:203', '10.1.2.3'],
  ['0:0:0:0:0:FFFF:10.1.2.3', '10.1.2.3'],
  ['2001:db8:12:34ab:1:2:3:4', '2001:db8:12:3400::/56'],
  ['2001:0DB8:0012:3401::1', '2001:db8:12:3400::/56'],
  ['2001:db8:12:3500::1', '2001:db8:12:3500::/56'],
  ['2001:db8::', '2001:db8:0:0::/56'],
  ['::1', '0:0:0:0::/56'],
  ['fe80::1%eth0', 'fe80:0:0:0::/56'],
  ['', ''],
])('%s is of %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});
