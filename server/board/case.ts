// A contact as it is followed up: referred, answered, closed, verified; each merged from all its tellings (B2).
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { earliest, latest, type Reported } from './merge-rules.ts';

export type CaseEvent = StoredOf<'case.referred' | 'case.answered' | 'case.closed' | 'case.verified'>;

export const isCaseEvent = (event: StoredEvent): event is CaseEvent => event.type.startsWith('case.');

export type CaseFacts = {
  /** The agency that it was referred to last. */
  agency?: Reported<string>;
  referred?: Reported<true>;
  answered?: Reported<true>;
  closed?: Reported<true>;
  verified?: Reported<StoredOf<'case.verified'>['result']>;
};

/** How far a case has come. A later step implies the earlier ones: who answered was asked. Times are epoch ms. */
export type Case = {
  agency: string | undefined;
  referred: boolean;
  answeredAt: number | undefined;
  closed: boolean;
  verified: StoredOf<'case.verified'>['result'] | undefined;
};

/** Takes one event in; false when it changes nothing. */
export function mergeCase(facts: CaseFacts, event: CaseEvent): boolean {
  const told = <T>(value: T): Reported<T> => ({
    value,
    at: event.at,
    approx: false,
    id: event.id,
    source: event.source,
  });
  const before = JSON.stringify(facts);
  if (event.agency !== undefined) facts.agency = latest(facts.agency, told(event.agency));
  if (event.type === 'case.referred') facts.referred = earliest(facts.referred, told<true>(true));
  else if (event.type === 'case.answered') facts.answered = earliest(facts.answered, told<true>(true));
  else if (event.type === 'case.closed') facts.closed = earliest(facts.closed, told<true>(true));
  else facts.verified = latest(facts.verified, told(event.result));
  return JSON.stringify(facts) !== before;
}

export const readCase = ({ agency, referred, answered, closed, verified }: CaseFacts): Case => ({
  agency: agency?.value,
  referred: referred !== undefined || answered !== undefined,
  answeredAt: answered?.at,
  closed: closed !== undefined,
  verified: verified?.value,
});
