// A webhook by https://www.standardwebhooks.com: signed, with one id for all attempts, by which a receiver drops doubles.
import { createHmac, randomBytes } from 'node:crypto';
import type { AlertMessage, Outcome } from './outcome.ts';
import { outcomeOf, post } from './post.ts';

/** A new secret to sign with: 256 bits. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export type WebhookSettings = { url: string; secret: string };

export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

export async function sendWebhook(
  { url, secret }: WebhookSettings,
  { id, at, kind, title, text, repeat, data }: AlertMessage,
  allowLocal: boolean,
): Promise<Outcome> {
  const seconds = Math.floor(at / 1000);
  const body = JSON.stringify({
    type: kind === 'test' ? 'notice.test' : `alert.${kind}`,
    timestamp: new Date(at).toISOString(),
    data: { ...data, title, text, repeat },
  });
  const result = await post({
    url,
    allowLocal,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signatureOf(secret, id, seconds, body),
    },
  });
  return 'failed' in result ? result.failed : outcomeOf(result.answer);
}
