// Where a client comes from, as far as limits go: an IPv4 address, or the /56 of an IPv6 address, which is what one household
// has. Pure.
import { isIPv6 } from 'node:net';

/** IPv4 inside IPv6 is that IPv4 address; what is no IPv6 address stays as it is. */
export function networkOf(ip: string): string {
  const [address = ''] = ip.split('%');
  if (!isIPv6(address)) return ip;
  const groups = groupsOf(address);
  const [a = 0, b = 0, c = 0, d = 0, , f = 0, g = 0, h = 0] = groups;
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && f === 0xffff;
  if (isMapped) return [g >> 8, g & 255, h >> 8, h & 255].join('.');
  return `${[a, b, c, d & 0xff00].map((group) => group.toString(16)).join(':')}::/56`;
}

/** The eight groups of an address in any of its spellings: a URL writes them all alike. */
function groupsOf(address: string): number[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = written.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].map((group) => parseInt(group, 16));
}
