// The connection to a mail server. It is made here and handed to the mail library, so that the address is checked after name
// resolution as that of any channel is.
import net from 'node:net';
import tls from 'node:tls';
import type { MailSecurity } from '../../shared/notices.ts';
import { isOwnAddress, LocalAddress, publicOnly } from './public-only.ts';

type Wish = {
  host: string;
  port: number;
  security: MailSecurity;
  ca?: string | undefined;
  servername?: string | undefined;
  allowLocal: boolean;
  limitMs: number;
};
type Done = (error: Error | null, socket?: { connection: net.Socket; secured: boolean }) => void;

export class ConnectTimeout extends Error {
  code = 'ETIMEDOUT';
}

export const tlsOf = ({ ca, servername }: Pick<Wish, 'ca' | 'servername'>): tls.ConnectionOptions => ({
  minVersion: 'TLSv1.2',
  ...(ca !== undefined && { ca: [...tls.getCACertificates('default'), ca] }),
  ...(servername !== undefined && { servername }),
});

export const connectMail =
  (wish: Wish) =>
  (_options: object, done: Done): void => {
    const { host, port, security, allowLocal, limitMs } = wish;
    if (!allowLocal && isOwnAddress(host)) return done(new LocalAddress('own network'));
    const isSecured = security === 'tls';
    const where = { host, port, ...(!allowLocal && { lookup: publicOnly }) };
    const named = net.isIP(host) === 0 ? { servername: host } : {};
    let socket: net.Socket;
    try {
      socket = isSecured ? tls.connect({ ...where, ...named, ...tlsOf(wish) }) : net.connect(where);
    } catch (cause) {
      return done(cause as Error); // Such as certificates that are none.
    }
    const timer = setTimeout(() => socket.destroy(new ConnectTimeout('connect timeout')), limitMs);
    let isSettled = false;
    const settle = (error: Error | null): void => {
      clearTimeout(timer);
      if (isSettled) return; // What comes later, the mail library sees itself.
      isSettled = true;
      if (error) done(error);
      else done(null, { connection: socket, secured: isSecured });
    };
    socket.once(isSecured ? 'secureConnect' : 'connect', () => settle(null));
    socket.on('error', settle);
    socket.once('close', () => settle(new Error('the connection was closed')));
  };
