// Sends a message by the channel of a recipient.
import type { StoredRecipient } from '../vault/recipients.ts';
import { sendBotMessage, type BotSettings } from './bot.ts';
import { sendEmail, type EmailSettings } from './email.ts';
import type { AlertMessage, Message, Outcome } from './outcome.ts';
import { sendPhone, type PhoneSettings } from './phone.ts';
import { sendSms, type SmsSettings } from './sms.ts';
import { sendWebhook, type WebhookSettings } from './webhook.ts';

export type Target = Pick<StoredRecipient, 'channel' | 'settings' | 'allowLocal'>;
export type Send = (target: Target, message: Message) => Promise<Outcome>;

/** Never rejects: what went wrong without a reason of its own is one more failure. */
export async function send({ channel, settings, allowLocal }: Target, message: Message): Promise<Outcome> {
  try {
    // The form has checked their shape, and the vault keeps them as they were.
    const given = settings as unknown;
    if (channel === 'email') return await sendEmail(given as EmailSettings, message, allowLocal);
    const { kind } = message;
    // One that was claimed before its recipient got another channel.
    if (kind === 'report') return { ok: false, reason: 'no-files', final: true };
    const alert: AlertMessage = { ...message, kind };
    switch (channel) {
      case 'webhook':
        return await sendWebhook(given as WebhookSettings, alert, allowLocal);
      case 'bot':
        return await sendBotMessage(given as BotSettings, alert, allowLocal);
      case 'sms':
        return await sendSms(given as SmsSettings, alert, allowLocal);
      case 'phone':
        return await sendPhone(given as PhoneSettings, alert, allowLocal);
      default:
        return { ok: false, reason: 'no-such-channel', final: true };
    }
  } catch {
    // Its message may repeat an address with a secret in it.
    return { ok: false, reason: 'internal' };
  }
}
