// Settings of the e-mail channel as an administrator typed them, checked before they are kept.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { readEmailAddress, type AddressFault } from '../../shared/email-address.ts';
import type { EmailSettings, MailServer } from './email.ts';
import { isOwnAddress } from './public-only.ts';

const faults: Record<AddressFault, string> = {
  empty: 'expected an e-mail address',
  several: 'expected one address; every further one is a recipient of its own',
  'not-latin': 'expected Latin letters before the @: most mail servers know no others',
  shape: 'expected an address such as duty@example.org',
};

/** The settings as they are kept, or the field that is wrong and why. */
export function readEmailSettings(
  { to, server }: EmailSettings,
  allowLocal: boolean,
): { settings: EmailSettings } | { field: string; why: string } {
  const recipient = readEmailAddress(to);
  if ('fault' in recipient) return { field: 'to', why: faults[recipient.fault] };
  const sender = readEmailAddress(server.from);
  if ('fault' in sender) return { field: 'server.from', why: faults[sender.fault] };
  const wrong = wrongServer(server, allowLocal);
  return wrong ?? { settings: { to: recipient.address, server: { ...server, from: sender.address } } };
}

function wrongServer(server: MailServer, allowLocal: boolean): { field: string; why: string } | undefined {
  const { host, servername, user, password, ca } = server;
  if (!isHost(host))
    return { field: 'server.host', why: 'expected the name of a mail server, such as mail.example.org' };
  if (!allowLocal && (isOwnAddress(host) || /(?:^|\.)localhost\.?$/i.test(host)))
    return { field: 'server.host', why: 'expected a server outside of this network, or the permission for that' };
  if (servername !== undefined && (isIP(servername) !== 0 || !isHost(servername)))
    return { field: 'server.servername', why: 'expected the name that stands in the certificate' };
  if ((user === undefined) !== (password === undefined))
    return { field: 'server.password', why: 'expected user and password, or neither' };
  if (ca !== undefined && !areCertificates(ca))
    return { field: 'server.ca', why: 'expected certificates in PEM form: -----BEGIN CERTIFICATE-----' };
  return undefined;
}

const isHost = (host: string): boolean => isIP(host) !== 0 || /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i.test(host);

function areCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
    // A private key would be sent nowhere, but it has no business in here.
    return blocks.length > 0 && !/PRIVATE KEY/.test(pem);
  } catch {
    return false;
  }
}

/** Where mail goes, without who gets it. */
export const shownMailbox = (to: unknown): string =>
  typeof to === 'string' && to.includes('@') ? `…${to.slice(to.lastIndexOf('@'))}` : '…';
