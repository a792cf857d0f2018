// Contacts as clerks register and tag them, and as the rows behind a month's figures.
import type { verificationResults } from './enums.ts';

/** The id of a built-in channel or one of the profile's. */
export type Channel = string;
export type VerificationResult = (typeof verificationResults)[number];
export type Tags = { county?: string; topic?: string; kind?: string; agency?: string };

/**
 * One contact. `subject`: how it is named in requests: `contact/<id>` when it was registered by hand, `call/<day>/<key>` for
 * a call. `at`: when a call first joined (epoch ms). `ref`: SAMAD's tracking code or ours; only for those who may read it.
 */
export type ContactRow = Tags & {
  subject: string;
  day: string;
  channel: Channel;
  at?: number;
  official?: string;
  desk?: string;
  /** Who registered it by hand, and when (epoch ms). */
  by?: string;
  registeredAt?: number;
  ref?: string;
  referred?: true;
  /** Epoch ms. */
  answeredAt?: number;
  closed?: true;
  verified?: VerificationResult;
};

export const caseSteps = ['referred', 'answered', 'closed', 'verified'] as const;
export type CaseStep = (typeof caseSteps)[number];

/** Why a row of a table of contacts is not taken. */
export type ContactProblem = {
  code:
    | 'bad-date'
    | 'no-date'
    | 'future'
    | 'bad-channel'
    | 'unknown-county'
    | 'unknown-topic'
    | 'unknown-kind'
    | 'unknown-agency'
    | 'bad-ref'
    | 'there-already';
  value?: string;
};
export type NewContact = Tags & { channel: Channel; on?: string; ref?: string };
export type ContactTableRow = { line: number } & (
  { ok: true; contact: NewContact } | { ok: false; problems: ContactProblem[] }
);

/** A sample of a month's cases that was drawn for verification; `size` of every agency at most. `at`: epoch ms. */
export type Sample = { seed: string; size: number; at: number; by?: string };
