// Notices: alerts and reports that leave the screen. Who gets which, as data and as pure rules; the server sends, the page shows.
import { MINUTE } from './time.ts';

export const noticeChannels = ['webhook', 'bot', 'sms', 'email', 'phone'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/** How mail goes to its server. `starttls`: in the clear until both have switched to TLS, which is required. */
export const mailSecurities = ['starttls', 'tls', 'none'] as const;
export type MailSecurity = (typeof mailSecurities)[number];

export const noticeLevels = ['none', 'watch', 'act'] as const;
export type NoticeLevel = (typeof noticeLevels)[number];

export const noticeLanguages = ['fa', 'en'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

/** Minutes of the Tehran day from which to which nothing is sent; over midnight where `from` is the later. */
export type QuietHours = { from: number; to: number };
export type NoticeRules = {
  /** The least level of alerts that is sent; none: reports only. */
  level: NoticeLevel;
  /** Only alerts of these queues or of queues and sittings of these counties; both empty: all alerts. */
  queues: readonly string[];
  counties: readonly string[];
  quiet?: QuietHours | undefined;
  /** Only while a sitting is on. */
  onlySittings: boolean;
  /** Sent again every so many minutes until somebody has seen the alert or it is cleared. */
  everyMinutes?: number | undefined;
  /** Also that it is over. */
  cleared: boolean;
};

export const DAY_MINUTES = 1_440;

/** Whether a minute of the day (0–1439) is within quiet hours. */
export const isQuiet = (quiet: QuietHours | undefined, minute: number): boolean => {
  if (quiet === undefined || quiet.from === quiet.to) return false;
  const { from, to } = quiet;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
};

/** When each try follows the one before: then the notice is among the dead letters. */
export const RETRY_AFTER: readonly number[] = [1, 5, 15, 30, 60].map((minutes) => minutes * MINUTE);

/** What a notice is about: `2` its alert's second step, `2-3` the third reminder of that, `cleared` its end, `report` a report. */
export const noticePattern = /^(?:cleared|report|\d{1,4}(?:-\d{1,4})?)$/;
export type AlertNoticeKind = 'raised' | 'reminder' | 'cleared';
export type NoticeKind = AlertNoticeKind | 'report';
export const alertNoticeKind = (notice: string): AlertNoticeKind => {
  if (notice === 'cleared') return 'cleared';
  return notice.includes('-') ? 'reminder' : 'raised';
};
export const noticeKind = (notice: string): NoticeKind => (notice === 'report' ? 'report' : alertNoticeKind(notice));

/** The id of a notice: the same on every node, and at its receiver for all tries. A report stands in the place of an alert. */
export const noticeId = (alert: string, recipient: string, notice: string): string =>
  `notice/${alert}/${recipient}/${notice}`;
