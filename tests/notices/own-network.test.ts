// Which addresses lead into the server's own network, in whatever form they are written.
import { describe, expect, it } from 'vitest';
import { whyNoAddress } from '../../server/notices/address.ts';
import { isOwnNetwork } from '../../server/notices/own-network.ts';

describe('the own network', () => {
  it.each([
    ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.1.1'],
    ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '198.18.0.1', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fd00::1'],
    ...[
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
    ],
    ...['not an address', ''],
  ])('has %s', (address) => expect(isOwnNetwork(address)).toBe(true));

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '185.10.20.30', '2a00:1450:4001::1', '2606:4700::1111'])(
    'does not have %s',
    (address) => expect(isOwnNetwork(address, [])).toBe(false),
  );

  it('has the public addresses of this machine', () => expect(isOwnNetwork('185.1.2.3', ['185.1.2.3'])).toBe(true));
});

describe('an address in the form', () => {
  it.each([
    ...[
      'http://127.1/',
      'http://2130706433/',
      'http://0x7f.0.0.1/',
      'http://0177.0.0.1/',
      'http://[::1]/',
      'http://localhost/',
    ],
    ...['http://[::ffff:127.0.0.1]/', 'http://a.localhost/', 'http://127.0.0.1./', 'http://１２７.０.０.１/'],
  ])('is refused when it leads here: %s', (address) => {
    expect(whyNoAddress(address, false)).toContain('outside of the network');
    expect(whyNoAddress(address, true)).toBeUndefined();
  });

  it.each(['https://example.org:22/', 'http://example.org:6667/hook', 'https://example.org:587'])(
    'is refused with the port of another service: %s',
    (address) => expect(whyNoAddress(address, true)).toContain('port'),
  );

  it('is refused with a user and password, another scheme, or when it is none', () => {
    expect(whyNoAddress('https://me:secret@example.org/', true)).toContain('no user');
    expect(whyNoAddress('ftp://example.org/', true)).toContain('https://');
    expect(whyNoAddress('example.org', true)).toContain('such as');
  });

  it('may have a path, a query and a port of its own', () =>
    expect(whyNoAddress('https://hooks.example.org:8443/a/b?c=d', false)).toBeUndefined());
});
