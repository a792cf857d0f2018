// What became of an attempt to send a notice.
import type { AlertNoticeKind, NoticeKind } from '../../shared/notices.ts';

export type Sent = {
  ok: true;
  detail: string;
  /** The receiver acknowledged the alert. */
  isSeen?: boolean;
  /** The account that did. */
  seenBy?: string;
};
export type Unsent = {
  ok: false;
  /** A stable word, in the pattern of ids. */
  reason: string;
  /** What the receiver answered, for administrators: without addresses and secrets. */
  detail?: string | undefined;
  /** Trying again will not help. */
  final?: boolean;
  /** The receiver asks for so much patience. */
  afterMs?: number | undefined;
  /** It may have been received all the same. */
  perhaps?: boolean;
};
export type Outcome = Sent | Unsent;

/** A notice ready to be sent. */
export type Message = {
  /** The same for all attempts. */
  id: string;
  /** Epoch ms of this attempt. */
  at: number;
  kind: NoticeKind | 'test';
  title: string;
  text: string;
  /** The receiver may have got it before. */
  repeat: boolean;
  /** What programs read. */
  data: Readonly<Record<string, unknown>>;
  language: 'fa' | 'en';
  /** Sent along by e-mail; no other channel carries them. */
  files?: readonly MessageFile[];
};
/** What every channel carries: not a report, which goes by e-mail. */
export type AlertMessage = Message & { kind: AlertNoticeKind | 'test' };
export type MessageFile = { name: string; type: string; content: Buffer };
