// What the form of a recipient holds, and what is sent of it. Pure.
import type { ChannelSettings, Recipient } from '../../shared/api/recipients.ts';
import { latinDigits } from '../../shared/digits.ts';
import type { NoticeChannel } from '../../shared/notices.ts';

type Choice = 'yes' | 'no';
export type RecipientDraft = {
  name: string;
  channel: NoticeChannel;
  language: 'fa' | 'en';
  level: 'watch' | 'act';
  queues: readonly string[];
  counties: readonly string[];
  quietFrom: string;
  quietTo: string;
  every: string;
  sittings: Choice;
  cleared: Choice;
  local: Choice;
  url: string;
  base: string;
  token: string;
  chat: string;
  format: 'form' | 'json';
  fields: string;
  headers: string;
  to: string;
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
  ...noSecrets,
});

export function draftOf({ name, channel, language, allowLocal, rules }: Recipient): RecipientDraft {
  const { level, queues, counties, quiet, onlySittings, everyMinutes, cleared } = rules;
  const choice = (is: boolean): Choice => (is ? 'yes' : 'no');
  return {
    name,
    channel,
    language,
    level,
    queues,
    counties,
    quietFrom: quiet ? clockText(quiet.from) : '',
    quietTo: quiet ? clockText(quiet.to) : '',
    every: everyMinutes === undefined ? '' : String(everyMinutes),
    sittings: choice(onlySittings),
    cleared: choice(cleared),
    local: choice(allowLocal),
    ...noSecrets,
  };
}

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The minute of the day; undefined when it is no time. */
export function minuteOf(text: string): number | undefined {
  const found = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(latinDigits(text.trim()));
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
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

export type DraftFault = 'name' | 'quietFrom' | 'quietTo' | 'every';

/** The fields that the form itself can judge. */
export function draftFaults({ name, quietFrom, quietTo, every }: RecipientDraft): DraftFault[] {
  const isAsked = quietFrom.trim() !== '' || quietTo.trim() !== '';
  const minutes = latinDigits(every.trim());
  return [
    ...(name.trim() === '' ? ['name' as const] : []),
    ...(isAsked && minuteOf(quietFrom) === undefined ? ['quietFrom' as const] : []),
    ...(isAsked && minuteOf(quietTo) === undefined ? ['quietTo' as const] : []),
    ...(minutes !== '' && !(/^\d{1,4}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= 1_440)
      ? ['every' as const]
      : []),
  ];
}

export function bodyOf(draft: RecipientDraft) {
  const { name, language, level, queues, counties, every } = draft;
  const from = minuteOf(draft.quietFrom);
  const to = minuteOf(draft.quietTo);
  const minutes = latinDigits(every.trim());
  return {
    name: name.trim(),
    language,
    allowLocal: draft.local === 'yes',
    rules: {
      level,
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
  if (channel === 'bot') return { channel, base, token, chat };
  return { channel, url, format, to, fields: linesOf(draft.fields), headers: linesOf(draft.headers) };
}
