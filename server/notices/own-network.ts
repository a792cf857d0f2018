// Addresses that lead into the server's own network: what is sent to an address that an administrator typed must not reach
// services that trust this machine.
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

// Two lists: in one, a rule about ::ffff:0:0/96 would hold for every IPv4 address.
const own = new BlockList();
const own6 = new BlockList();
/** This machine, private, carrier-grade, link-local, benchmarking, multicast and reserved networks. */
const networks: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Also those that carry an IPv4 address inside: they lead wherever that leads, and no receiver has such a name. */
const networks6: readonly (readonly [network: string, bits: number])[] = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
for (const [network, bits] of networks) own.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of networks6) own6.addSubnet(network, bits, 'ipv6');

/** Whether an IP address leads to this machine or its own network. `mine`: the addresses of this machine. */
export function isOwnNetwork(address: string, mine: readonly string[] = addressesHere()): boolean {
  const plain = address.replace(/%.*$/, '');
  switch (isIP(plain)) {
    case 4:
      return own.check(plain, 'ipv4') || mine.includes(plain);
    case 6:
      return own6.check(plain, 'ipv6') || mine.includes(plain);
    default:
      return true; // Not an address at all.
  }
}

const addressesHere = (): string[] =>
  Object.values(networkInterfaces()).flatMap((some) => (some ?? []).map(({ address }) => address));
