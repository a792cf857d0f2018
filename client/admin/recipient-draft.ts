// What the form of a recipient holds, and what is sent of it. Pure.
import type { ChannelSettings, Recipient } from '../../shared/api/recipients.ts';
import { latinDigits } from '../../shared/digits.ts';
import { emptyPhone, phoneFaults, phoneSettingsOf, type PhoneDraft } from './phone-draft.ts';
import type { ReportKind } from '../../shared/reports.ts';
import { minutesOf, timeOfDay } from '../text/time-of-day.ts';
import { emptyMail, mailFaults, mailSettingsOf, type MailDraft } from './mail-draft.ts';
import { DAY_MINUTES, type NoticeChannel, type NoticeLevel } from '../../shared/notices.ts';

type Choice = 'yes' | 'no';
export type RecipientDraft = {
  name: string;
  channel: NoticeChannel;
  language: 'fa' | 'en';
  level: NoticeLevel;
  queues: readonly string[];
  counties: readonly string[];
  quietFrom: string;
  quietTo: string;
  every: string;
  sittings: Choice;
  cleared: Choice;
  local: Choice;
  reports: readonly ReportKind[];
  url: string;
  base: string;
  token: string;
  chat: string;
  format: 'form' | 'json';
  fields: string;
  headers: string;
  to: string;
  mail: MailDraft;
  phone: PhoneDraft;
};

const noSecrets = {
  url: '',
  base: '',
  token: '',
  chat: '',
  format: 'form',
  fields: 'message={text}',
  headers: '',
  to: '',
} as const;

export const emptyDraft = (): RecipientDraft => ({
  name: '',
  channel: 'webhook',
  language: 'fa',
  level: 'act',
  queues: [],
  counties: [],
  quietFrom: '',
  quietTo: '',
  every: '',
  sittings: 'no',
  cleared: 'yes',
  local: 'no',
  reports: [],
  ...noSecrets,
  mail: emptyMail(),
  phone: emptyPhone(),
});

export function draftOf({ name, channel, language, allowLocal, rules, reports }: Recipient): RecipientDraft {
  const { level, queues, counties, quiet, onlySittings, everyMinutes, cleared } = rules;
  const choice = (is: boolean): Choice => (is ? 'yes' : 'no');
  return {
    name,
    channel,
    language,
    level,
    queues,
    counties,
    quietFrom: quiet ? timeOfDay(quiet.from) : '',
    quietTo: quiet ? timeOfDay(quiet.to) : '',
    every: everyMinutes === undefined ? '' : String(everyMinutes),
    sittings: choice(onlySittings),
    cleared: choice(cleared),
    local: choice(allowLocal),
    reports,
    ...noSecrets,
    mail: emptyMail(),
    phone: emptyPhone(),
  };
}

/** The minute of the day; undefined when it is none, as midnight written as the end of a day. */
function minuteOf(text: string): number | undefined {
  const minutes = minutesOf(text);
  return minutes === undefined || minutes >= DAY_MINUTES ? undefined : minutes;
}

/** Lines such as `name=value`. */
export const linesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const at = line.indexOf('=');
        return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
  );

export type DraftFault = 'name' | 'mail' | 'phone' | 'quietFrom' | 'quietTo' | 'every';

/** What the form itself can judge; `isNew`: also where it goes. */
export function draftFaults(draft: RecipientDraft, isNew: boolean): DraftFault[] {
  const { name, channel, quietFrom, quietTo, every } = draft;
  const isAsked = quietFrom.trim() !== '' || quietTo.trim() !== '';
  const minutes = latinDigits(every.trim());
  return [
    ...(name.trim() === '' ? ['name' as const] : []),
    ...(isNew && channel === 'email' && Object.keys(mailFaults(draft.mail)).length > 0 ? ['mail' as const] : []),
    ...(isNew && channel === 'phone' && phoneFaults(draft.phone).length > 0 ? ['phone' as const] : []),
    ...(isAsked && minuteOf(quietFrom) === undefined ? ['quietFrom' as const] : []),
    ...(isAsked && minuteOf(quietTo) === undefined ? ['quietTo' as const] : []),
    ...(minutes !== '' && !(/^\d{1,4}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= 1_440)
      ? ['every' as const]
      : []),
  ];
}

export function bodyOf(draft: RecipientDraft) {
  const { name, channel, language, level, queues, counties, every, reports } = draft;
  const from = minuteOf(draft.quietFrom);
  const to = minuteOf(draft.quietTo);
  const minutes = latinDigits(every.trim());
  return {
    name: name.trim(),
    language,
    allowLocal: draft.local === 'yes',
    // Files go by e-mail only.
    reports: channel === 'email' ? [...reports] : [],
    rules: {
      level: level === 'none' && channel !== 'email' ? 'act' : level,
      queues: [...queues],
      counties: [...counties],
      ...(from !== undefined && to !== undefined && { quiet: { from, to } }),
      onlySittings: draft.sittings === 'yes',
      ...(minutes !== '' && { everyMinutes: Number(minutes) }),
      cleared: draft.cleared === 'yes',
    },
  };
}

export function settingsOf(draft: RecipientDraft): ChannelSettings {
  const { channel, url, base, token, chat, format, to } = draft;
  if (channel === 'webhook') return { channel, url };
  if (channel === 'phone') return phoneSettingsOf(draft.phone);
  if (channel === 'email') return mailSettingsOf(draft.mail);
  if (channel === 'bot') return { channel, base, token, chat };
  return { channel, url, format, to, fields: linesOf(draft.fields), headers: linesOf(draft.headers) };
}
