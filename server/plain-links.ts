// Which links carry passwords over the network without TLS, and how each gets it. Pure.
import { isThisMachine } from './access/this-machine.ts';
import type { LdapSettings } from './directory/settings.ts';
import { parseRedisUrl } from './log/redis/address.ts';
import type { TelephoneLink } from './telephony/telephone-link.ts';

/** `to`: the host, without a password. */
export type PlainLink = { what: string; to: string; mend: string };

export function plainTelephony(links: readonly TelephoneLink[]): PlainLink[] {
  return links.flatMap((link): PlainLink[] => {
    const { host } = link;
    if (host === undefined || isThisMachine(host)) return [];
    if (link.protocol === 'esl')
      return [
        {
          what: 'the event socket of FreeSWITCH',
          to: host,
          mend: 'it has no TLS of its own: put it into a tunnel such as WireGuard or stunnel, or run the wallboard on that machine',
        },
      ];
    return link.secure
      ? []
      : [{ what: 'the manager interface of Asterisk', to: host, mend: 'set it to TLS (amis://)' }];
  });
}

export function plainRedis(url: string | undefined): PlainLink[] {
  const address = url === undefined ? undefined : parseRedisUrl(url);
  if (!address || address.tls) return [];
  return address.hosts
    .filter(({ host }) => !isThisMachine(host))
    .map(({ host }) => ({ what: 'Redis', to: host, mend: 'set it to TLS (rediss://)' }));
}

/** `host` is where the server listens; behind a proxy that ends TLS it listens here alone. */
export function plainPages({ host, origin }: { host: string; origin: string | undefined }): PlainLink[] {
  if (isThisMachine(host) || origin?.startsWith('https:') === true) return [];
  return [
    {
      what: 'sign-in pages',
      to: host,
      mend: 'put a proxy with TLS in front, and set ORIGIN=https://… and TRUST_PROXY=1 (docs/screens.md)',
    },
  ];
}

export function plainLdap(settings: LdapSettings | undefined): PlainLink[] {
  return (settings?.servers ?? [])
    .filter(({ host, tls }) => tls === 'none' && !isThisMachine(host))
    .map(({ host }) => ({
      what: 'the directory',
      to: host,
      mend: 'set LDAP_URL to ldaps://…, or take LDAP_TLS=none away so that StartTLS is used',
    }));
}
