// A contact as it is followed up: referred, answered, closed, verified; each merged from all its reports (B2).
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import type { Settlement } from '../../shared/contacts.ts';
import { earliest, latest, type Reported } from './merge-rules.ts';

export type CaseEvent = StoredOf<`case.${Settlement | 'referred' | 'answered' | 'closed' | 'verified'}`>;

export const isCaseEvent = (event: StoredEvent): event is CaseEvent => event.type.startsWith('case.');

export type CaseFacts = {
  /** The agency that it was referred to last. */
  agency?: Reported<string>;
  /** `none`: it was settled by mistake. */
  settled?: Reported<Settlement | 'none'>;
  referred?: Reported<true>;
  answered?: Reported<true>;
  closed?: Reported<true>;
  verified?: Reported<StoredOf<'case.verified'>['result']>;
};

/**
 * How far a case has come. A later step implies the earlier ones: what was answered was referred. Settled is only a contact without
 * any of these steps. Times are epoch ms.
 */
export type Case = {
  agency: string | undefined;
  settled: Settlement | undefined;
  referred: boolean;
  answeredAt: number | undefined;
  closed: boolean;
  verified: StoredOf<'case.verified'>['result'] | undefined;
};

/** Takes one event in; false when it changes nothing. */
export function mergeCase(facts: CaseFacts, event: CaseEvent): boolean {
  const report = <T>(value: T): Reported<T> => ({
    value,
    at: event.at,
    approx: false,
    id: event.id,
    source: event.source,
  });
  const before = JSON.stringify(facts);
  if (event.agency !== undefined) facts.agency = latest(facts.agency, report(event.agency));
  if (event.type === 'case.advised' || event.type === 'case.unrelated')
    facts.settled = latest(facts.settled, report(event.mistaken ? 'none' : settlementOf(event.type)));
  else if (event.type === 'case.referred') facts.referred = earliest(facts.referred, report<true>(true));
  else if (event.type === 'case.answered') facts.answered = earliest(facts.answered, report<true>(true));
  else if (event.type === 'case.closed') facts.closed = earliest(facts.closed, report<true>(true));
  else facts.verified = latest(facts.verified, report(event.result));
  return JSON.stringify(facts) !== before;
}

const settlementOf = (type: `case.${Settlement}`): Settlement => (type === 'case.advised' ? 'advised' : 'unrelated');

export function readCase({ agency, settled, referred, answered, closed, verified }: CaseFacts): Case {
  const isCase = referred !== undefined || answered !== undefined || closed !== undefined;
  return {
    agency: agency?.value,
    settled: isCase || settled?.value === 'none' ? undefined : settled?.value,
    referred: referred !== undefined || answered !== undefined,
    answeredAt: answered?.at,
    closed: closed !== undefined,
    verified: verified?.value,
  };
}
