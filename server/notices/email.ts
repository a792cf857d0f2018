// A notice by e-mail, through a mail server that an administrator set. One mail has one recipient: a server that cannot deliver
// to one of two addresses may lose the mail for both.
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { MailSecurity } from '../../shared/notices.ts';
import { emailOutcome, emailSent } from './email-outcome.ts';
import { connectMail, tlsOf } from './email-socket.ts';
import type { Message, Outcome } from './outcome.ts';

export type MailServer = {
  host: string;
  port: number;
  security: MailSecurity;
  user?: string | undefined;
  password?: string | undefined;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  ca?: string | undefined;
  /** The name in the server's certificate where it is not `host`. */
  servername?: string | undefined;
  from: string;
  fromName?: string | undefined;
};
export type EmailSettings = { to: string; server: MailServer };

/** Shorter than the lease of a claim: after that another node sends. */
export const EMAIL_LIMIT_MS = 45_000;
const CONNECT_MS = 10_000;
const QUIET_MS = 20_000;

const senders = { fa: 'تابلوی ۱۱۱', en: 'Wallboard 111' } as const;
const directions = { fa: 'rtl', en: 'ltr' } as const;

export async function sendEmail(
  { to, server }: EmailSettings,
  message: Message,
  allowLocal: boolean,
  limitMs = EMAIL_LIMIT_MS,
): Promise<Outcome> {
  const { user, password, security } = server;
  let isBegun = false;
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' }, forceAuth: true }),
    tls: tlsOf(server),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: QUIET_MS,
    getSocket: connectMail({ ...server, allowLocal, limitMs: Math.min(CONNECT_MS, limitMs) }),
    // Its error does not say whether the text was on its way when the connection broke; the server's 354 does.
    transactionLog: true,
    logger: {
      debug: ({ tnx }: { tnx?: string }, line: string) => void (isBegun ||= tnx === 'server' && /^354/.test(line)),
    },
  });
  try {
    const info = await transport.sendMail({
      ...contentOf(message),
      from: { name: server.fromName ?? senders[message.language], address: server.from },
      to: { name: '', address: to },
      messageId: messageId(message.id, server.from),
      date: new Date(message.at),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      attachments: (message.files ?? []).map(({ name, type, content }) => ({
        filename: name,
        contentType: type,
        content,
      })),
      xMailer: false,
      disableFileAccess: true,
      disableUrlAccess: true,
      signal: AbortSignal.timeout(limitMs),
    });
    return emailSent(info);
  } catch (cause) {
    return emailOutcome(cause, isBegun);
  } finally {
    transport.close();
  }
}

/** The same for all attempts, so that mail servers and programs drop doubles. */
export function messageId(id: string, from: string): string {
  const name = createHash('sha256').update(id).digest('hex').slice(0, 32);
  return `<${name}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

function contentOf({ title, text, language }: Message): { subject: string; text: string; html: string } {
  const lines = text.split('\n').map((line) => `<p>${escaped(line)}</p>`);
  const html = `<!doctype html><html lang="${language}" dir="${directions[language]}"><body>${lines.join('')}</body></html>`;
  return { subject: title, text, html };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (found) => entities[found] ?? found);
