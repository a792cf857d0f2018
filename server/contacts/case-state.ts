// How far a case has come, in one word. Pure.
import type { CaseState } from '../../shared/api/contact-lists.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';

export const stateOf = ({
  referred,
  answeredAt,
  closed,
  settled,
}: Pick<ContactRow, 'referred' | 'answeredAt' | 'closed' | 'settled'>): CaseState =>
  closed ? 'closed' : answeredAt !== undefined ? 'answered' : referred ? 'open' : (settled ?? 'registered');

/** The steps of a case (1 referred, 2 answered, 4 closed, or 8 advised, 16 unrelated) in each state, and behind each step. */
export const stepsOf: Record<CaseState, readonly number[]> = {
  registered: [0],
  advised: [8],
  unrelated: [16],
  open: [1],
  answered: [2, 3],
  closed: [4, 5, 6, 7],
};
export const stepsBehind = { referred: [1, 3, 5, 7], answered: [2, 3, 6, 7], closed: [4, 5, 6, 7] } as const;
