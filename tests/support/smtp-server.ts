// A mail server on a free port that speaks SMTP (RFC 5321) with STARTTLS, TLS and AUTH PLAIN. It keeps every mail, and answers a
// command as a test wants.
import { readFileSync } from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { onTestFinished } from 'vitest';

export type Mail = { from: string; to: string[]; data: string; isSecured: boolean; user?: string };
type Certificate = 'named' | 'unnamed' | 'expired';
type Options = {
  /** tls: from the first byte. */
  security?: 'tls' | 'starttls' | 'none';
  certificate?: Certificate;
  /** Only this password of this user is let in; without it nobody is asked. */
  account?: { user: string; password: string };
  /** Replies by verb (`CONNECT`, `MAIL`, `RCPT`, `DATA`, `.` …); `drop` cuts the line, `silent` says nothing. */
  replies?: Readonly<Record<string, string>>;
};

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
export const certificateOf = fixture;

export async function startSmtpServer({
  security = 'none',
  certificate = 'named',
  account,
  replies = {},
}: Options = {}) {
  const mails: Mail[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const secrets = { key: fixture('key'), cert: fixture(certificate) };

  const serve = (plain: Socket, wasSecured: boolean): void => {
    sockets.add(plain);
    plain.on('error', () => {});
    plain.on('close', () => sockets.delete(plain));
    let socket = plain;
    let isSecured = wasSecured;
    let user: string | undefined;
    let mail: Mail | undefined;
    let text: string[] | undefined;
    let rest = '';

    const say = (verb: string, usual: string): boolean => {
      const reply = replies[verb] ?? usual;
      if (reply === 'drop') socket.destroy();
      else if (reply !== 'silent') socket.write(`${reply}\r\n`);
      return reply === usual;
    };
    const extensions = (): string =>
      [
        'localhost',
        'SIZE 1000000',
        ...(security === 'starttls' && !isSecured ? ['STARTTLS'] : []),
        ...(account ? ['AUTH PLAIN'] : []),
      ]
        .map((line, n, all) => `250${n === all.length - 1 ? ' ' : '-'}${line}`)
        .join('\r\n');

    const command = (line: string): void => {
      const [verb = '', argument = ''] = [line.split(' ')[0]?.toUpperCase(), line.slice(line.indexOf(' ') + 1)];
      commands.push(verb);
      switch (verb) {
        case 'EHLO':
          return void say('EHLO', extensions());
        case 'STARTTLS':
          if (security !== 'starttls') return void say('STARTTLS', '502 5.5.1 no TLS here');
          if (say('STARTTLS', '220 ready')) upgrade();
          return;
        case 'AUTH': {
          const [, name, password] = Buffer.from(argument.split(' ')[1] ?? '', 'base64')
            .toString()
            .split('\0');
          if (!account || name !== account.user || password !== account.password)
            return void say('AUTH', '535 5.7.8 authentication failed');
          user = name;
          return void say('AUTH', '235 2.7.0 accepted');
        }
        case 'MAIL':
          mail = { from: argument.slice(5).split('>')[0]!.replace('<', ''), to: [], data: '', isSecured };
          if (user !== undefined) mail.user = user;
          return void say('MAIL', account && user === undefined ? '530 5.7.0 sign in first' : '250 2.1.0 ok');
        case 'RCPT':
          mail?.to.push(argument.slice(3).split('>')[0]!.replace('<', ''));
          return void say('RCPT', '250 2.1.5 ok');
        case 'DATA':
          if (say('DATA', '354 go on')) text = [];
          return;
        case 'QUIT':
          say('QUIT', '221 bye');
          return void socket.end();
        default:
          return void say(verb, '502 5.5.2 unknown');
      }
    };
    const line = (one: string): void => {
      if (!text) return command(one);
      if (one !== '.') return void text.push(one.startsWith('..') ? one.slice(1) : one);
      if (mail) mails.push({ ...mail, data: text.join('\r\n') });
      text = undefined;
      say('.', '250 2.0.0 queued as 4ABC');
    };
    const read = (piece: Buffer): void => {
      rest += piece.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const one = rest.slice(0, end);
        rest = rest.slice(end + 2);
        line(one);
      }
    };
    const upgrade = (): void => {
      socket.off('data', read);
      socket = new tls.TLSSocket(socket, { isServer: true, ...secrets });
      socket.on('error', () => {});
      socket.on('data', read);
      isSecured = true;
    };
    socket.on('data', read);
    say('CONNECT', '220 localhost ESMTP');
  };

  const server =
    security === 'tls'
      ? tls.createServer(secrets, (socket) => serve(socket, true))
      : net.createServer((socket) => serve(socket, false));
  server.on('tlsClientError', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, mails, commands };
}

export type Attachment = { name: string; type: string; content: Buffer };

/** The headers of a mail by name in small letters, unfolded and decoded, its parts as texts by type, and the files with it. */
export function readMail(data: string): {
  headers: Record<string, string>;
  parts: Record<string, string>;
  files: Attachment[];
} {
  const { headers, body } = split(data);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  const parts: Record<string, string> = {};
  const files: Attachment[] = [];
  if (boundary !== undefined) {
    for (const piece of body.split(`--${boundary}`).slice(1, -1)) {
      const inner = readMail(piece.replace(/^\r\n/, ''));
      Object.assign(parts, inner.parts);
      files.push(...inner.files);
    }
    return { headers, parts, files };
  }
  const type = (headers['content-type'] ?? 'text/plain').split(';')[0]!;
  const name = /^attachment;.*filename="?([^";]+)"?/.exec(headers['content-disposition'] ?? '')?.[1];
  if (name !== undefined) files.push({ name, type, content: Buffer.from(body, 'base64') });
  else parts[type] = decoded(body, headers['content-transfer-encoding'] ?? '7bit');
  return { headers, parts, files };
}

function split(data: string): { headers: Record<string, string>; body: string } {
  const at = data.indexOf('\r\n\r\n');
  const lines = data
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((one): [string, string] => {
    const colon = one.indexOf(':');
    return [one.slice(0, colon).toLowerCase(), words(one.slice(colon + 1).trim())];
  });
  return { headers: Object.fromEntries(headers), body: data.slice(at + 4) };
}

/** Encoded words (RFC 2047). */
const words = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, given: string) =>
      kind.toLowerCase() === 'b' ? latin(Buffer.from(given, 'base64')) : quoted(given.replaceAll('_', ' ')),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());
const latin = (bytes: Buffer): string => bytes.toString('latin1');
const quoted = (text: string): string =>
  text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return Buffer.from(encoding === 'quoted-printable' ? quoted(body) : body, 'latin1').toString();
}
