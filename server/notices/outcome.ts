// What became of an attempt to send a notice.

export type Sent = { ok: true; detail: string };
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
  kind: 'raised' | 'reminder' | 'cleared' | 'test';
  title: string;
  text: string;
  /** The receiver may have got it before. */
  repeat: boolean;
  /** What programs read. */
  data: Readonly<Record<string, unknown>>;
  language: 'fa' | 'en';
};
