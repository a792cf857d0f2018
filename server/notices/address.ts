// Addresses as administrators type them: refused at the form with a sentence, instead of failing at every alert.
import { isIP } from 'node:net';
import { isOwnNetwork } from './own-network.ts';

/** Ports that browsers and Node refuse: https://fetch.spec.whatwg.org/#port-blocking. */
const blocked = new Set(
  (
    '1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 ' +
    '139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 ' +
    '1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  ).split(' '),
);

/** What is wrong with an address to send to; undefined when nothing is. */
export function whyNoAddress(address: string, allowLocal: boolean): string | undefined {
  if (!URL.canParse(address)) return 'expected an address such as https://example.org/hook';
  const { protocol, username, password, port, hostname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return 'expected an address that begins with https:// or http://';
  if (username !== '' || password !== '') return 'expected no user and password in the address';
  if (blocked.has(port)) return `expected no port of another service, got ${port}`;
  const host = hostname.replace(/^\[|\]$/g, '');
  const isLocal = (isIP(host) !== 0 && isOwnNetwork(host)) || /(?:^|\.)localhost\.?$/.test(host);
  if (isLocal && !allowLocal)
    return 'expected an address outside of the network of this server, or the permission for that';
  return undefined;
}
