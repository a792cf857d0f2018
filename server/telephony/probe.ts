// Reaches an address and reads the first that comes there, without sending anything: what a test looks at before it signs in.
import net from 'node:net';
import tls from 'node:tls';
import type { CertificateFacts } from '../../shared/api/telephony.ts';
import { beforeGreeting } from '../sources/asterisk/end-codes.ts';
import { printable } from './steps.ts';

/** A greeting comes at once; what needs longer than a link allows is none. */
const WITHIN_MS = 4_000;
/** More of a greeting is not read. */
const MOST_BYTES = 1_024;

export type Probed = {
  /** Why it was not reached. */
  unreached?: 'name-unknown' | 'port-closed' | 'no-route' | 'no-answer';
  /** The addresses of both sides. */
  here?: string;
  there?: string;
  certificate?: CertificateFacts;
  /** Why the certificate is not trusted by this machine; undefined where it is. */
  doubt?: 'certificate' | 'certificate-name' | 'certificate-expired';
  /** Why there is no TLS. */
  withoutTls?: 'not-tls' | 'tls-failed';
  /** As it came, up to its end or the limit; undefined where nothing came. */
  greeting?: string;
  /** The other side closed the connection. */
  closed: boolean;
};

type Target = { host: string; port: number; secure: boolean; isWhole: (text: string) => boolean };

export const probe = ({ host, port, secure, isWhole }: Target): Promise<Probed> =>
  new Promise((resolve) => {
    const found: Probed = { closed: false };
    const socket = secure
      ? tls.connect({ host, port, servername: net.isIP(host) ? '' : host, rejectUnauthorized: false })
      : net.connect({ host, port });
    let bytes = Buffer.alloc(0);
    const done = (more: Partial<Probed> = {}): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...found, ...more, ...(bytes.length > 0 && { greeting: bytes.toString('latin1') }) });
    };
    const timer = setTimeout(() => done(found.here === undefined ? { unreached: 'no-answer' } : {}), WITHIN_MS);

    socket.on('connect', () => {
      found.here = plain(socket.localAddress);
      found.there = plain(socket.remoteAddress);
    });
    if (socket instanceof tls.TLSSocket)
      socket.on('secureConnect', () => {
        const certificate = socket.getPeerX509Certificate();
        if (certificate) found.certificate = factsOf(certificate);
        // Its type in Node's own declarations is Error; it is the code of one.
        const doubt = doubtOf(String(socket.authorizationError ?? ''));
        if (doubt !== undefined) found.doubt = doubt;
      });
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]).subarray(0, MOST_BYTES);
      if (bytes.length === MOST_BYTES || isWhole(bytes.toString('latin1'))) done();
    });
    socket.on('error', (cause: NodeJS.ErrnoException) => {
      if (found.here === undefined) return done({ unreached: unreachedBy(cause.code) });
      if (!secure || found.certificate) return done({ closed: true });
      done({ withoutTls: beforeGreeting(cause, true) === 'not-tls' ? 'not-tls' : 'tls-failed' });
    });
    socket.on('close', () => done({ closed: true }));
  });

/** Whether something answers a TLS handshake there, where plain bytes brought no greeting. */
export const speaksTls = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = tls.connect({ host, port, servername: net.isIP(host) ? '' : host, rejectUnauthorized: false });
    const done = (is: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(is);
    };
    const timer = setTimeout(() => done(false), WITHIN_MS);
    socket.on('secureConnect', () => done(true));
    socket.on('error', () => done(false));
    socket.on('close', () => done(false));
  });

/** An IPv4 address in the form of IPv6 as people know it. */
const plain = (address = ''): string => address.replace(/^::ffff:(?=\d+\.)/, '');

function unreachedBy(code = ''): NonNullable<Probed['unreached']> {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NONAME') return 'name-unknown';
  if (code === 'ECONNREFUSED') return 'port-closed';
  return code === 'ETIMEDOUT' ? 'no-answer' : 'no-route';
}

function doubtOf(code: string): Probed['doubt'] {
  if (code === '') return undefined;
  const end = beforeGreeting({ code }, true);
  return end === 'certificate-name' || end === 'certificate-expired' ? end : 'certificate';
}

function factsOf({
  subject,
  issuer,
  subjectAltName,
  validFrom,
  validTo,
  fingerprint256,
}: {
  subject?: string;
  issuer?: string;
  subjectAltName?: string | undefined;
  validFrom: string;
  validTo: string;
  fingerprint256: string;
}): CertificateFacts {
  return {
    subject: nameIn(subject),
    issuer: nameIn(issuer),
    names: printable((subjectAltName ?? '').replaceAll(/\b(?:DNS|IP Address):/g, '')),
    from: Date.parse(validFrom),
    to: Date.parse(validTo),
    fingerprint: fingerprint256,
  };
}

/** The common name, or all of it where there is none. */
const nameIn = (name = ''): string => printable(/^CN=(.*)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', '));
