// What the form of a recipient by telephone holds, and what is sent of it. Pure.
import type { ChannelSettings } from '../../shared/api/recipients.ts';
import { latinDigits } from '../../shared/digits.ts';
import { parsePort } from '../text/parse-port.ts';

type PhoneSettings = Extract<ChannelSettings, { channel: 'phone' }>;
export type PhoneDraft = {
  host: string;
  port: string;
  secure: 'yes' | 'no';
  user: string;
  secret: string;
  dial: string;
  context: string;
  callerNumber: string;
  account: string;
};
const required = ['host', 'user', 'secret', 'dial', 'context'] as const;
export type PhoneFault = (typeof required)[number] | 'port';

export const emptyPhone = (): PhoneDraft => ({
  host: '127.0.0.1',
  port: '5038',
  secure: 'no',
  user: '',
  secret: '',
  dial: 'PJSIP/',
  context: 'wallboard-alarm',
  callerNumber: '',
  account: '',
});

/** The fields that the form itself can judge. */
export const phoneFaults = (draft: PhoneDraft): PhoneFault[] => [
  ...required.filter((field) => draft[field].trim() === ''),
  ...(parsePort(draft.port) === undefined ? ['port' as const] : []),
];

export function phoneSettingsOf(draft: PhoneDraft): PhoneSettings {
  const callerNumber = latinDigits(draft.callerNumber.trim());
  const account = draft.account.trim();
  return {
    channel: 'phone',
    host: draft.host.trim(),
    port: parsePort(draft.port) ?? 0,
    secure: draft.secure === 'yes',
    user: draft.user.trim(),
    secret: draft.secret,
    dial: latinDigits(draft.dial.trim()),
    context: draft.context.trim(),
    ...(callerNumber && { callerNumber }),
    ...(account && { account }),
  };
}
