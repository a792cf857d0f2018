// What the form of a recipient by e-mail holds, and what is sent of it. Pure.
import type { ChannelSettings } from '../../shared/api/recipients.ts';
import { readEmailAddress, type AddressFault } from '../../shared/email-address.ts';
import type { MailSecurity } from '../../shared/notices.ts';
import { parsePort } from '../text/parse-port.ts';

type MailSettings = Extract<ChannelSettings, { channel: 'email' }>;
export type MailDraft = {
  to: string;
  /** The recipient whose mail server it uses; empty: the one typed here. */
  like: string;
  host: string;
  port: string;
  security: MailSecurity;
  user: string;
  password: string;
  ca: string;
  servername: string;
  from: string;
  fromName: string;
};

export const usualPort: Record<MailSecurity, string> = { starttls: '587', tls: '465', none: '25' };

export const emptyMail = (): MailDraft => ({
  to: '',
  like: '',
  host: '',
  port: usualPort.starttls,
  security: 'starttls',
  user: '',
  password: '',
  ca: '',
  servername: '',
  from: '',
  fromName: '',
});

export type MailFaults = Partial<Record<'to' | 'from', AddressFault>> & { host?: true; port?: true; password?: true };

/** The fields that the form itself can judge. */
export function mailFaults({ to, like, host, port, user, password, from }: MailDraft): MailFaults {
  const recipient = readEmailAddress(to);
  const ofRecipient: MailFaults = 'fault' in recipient ? { to: recipient.fault } : {};
  if (like !== '') return ofRecipient;
  const sender = readEmailAddress(from);
  return {
    ...ofRecipient,
    ...('fault' in sender && { from: sender.fault }),
    ...(host.trim() === '' && { host: true as const }),
    ...(parsePort(port) === undefined && { port: true as const }),
    ...((user.trim() === '') !== (password === '') && { password: true as const }),
  };
}

export function mailSettingsOf(draft: MailDraft): MailSettings {
  const { to, like, security, password, from } = draft;
  if (like !== '') return { channel: 'email', to, server: { like } };
  const [user, ca, servername, fromName] = [draft.user, draft.ca, draft.servername, draft.fromName].map((text) =>
    text.trim(),
  );
  const server = {
    host: draft.host.trim(),
    port: parsePort(draft.port) ?? 0,
    security,
    from,
    ...(user && { user, password }),
    ...(ca && { ca }),
    ...(servername && { servername }),
    ...(fromName && { fromName }),
  };
  return { channel: 'email', to, server };
}
