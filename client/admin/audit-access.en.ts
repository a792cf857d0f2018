// The audit in English, of sessions, second factors, refusals and readings.
import type { AuditEntry } from '../../shared/api/audit.ts';

const factors: Readonly<Record<string, string>> = {
  code: 'authenticator app',
  recovery: 'recovery code',
  passkey: 'passkey',
  openid: 'single sign-on',
};
const factorName = (factor: string): string => factors[factor] ?? factor;
const added = (factor: string): string => (factor === 'recovery' ? 'new recovery codes' : `the ${factorName(factor)}`);

const lists: Readonly<Record<string, string>> = {
  calls: 'the list of calls',
  replay: 'the replay',
  contacts: 'the list of contacts',
  changes: 'the changes of contacts',
  untagged: 'calls without a topic',
  verification: 'the sample to verify',
  deadlines: 'the list of deadlines',
  month: 'the report of the month',
  alerts: 'the list of alerts',
  names: 'the table of names',
  callbacks: 'the list of call-backs',
  campaigns: 'the figures of a campaign',
  'desk-times': 'the times of desks',
  reports: 'the report of a day or session',
  audit: 'the audit',
  accounts: 'the list of accounts',
  sessions: 'the list of devices',
  tokens: 'the list of tokens',
  recipients: 'the list of recipients',
};
const reasons: Readonly<Record<string, string>> = {
  unauthorized: 'unknown credential',
  forbidden: 'not for this role',
  'wrong-origin': 'another site',
  'too-many-requests': 'too often',
  'code-refused': 'unknown code',
  'logout-refused': 'invalid sign-out notice of the provider',
};

type Words = { who: (by: string | undefined) => string; count: (value: number) => string };

export const enteredBy = (factor: string | undefined): string =>
  factor === undefined ? '' : ` by ${factorName(factor)}`;

/** Undefined for every other event. */
export function accessSentenceEn(entry: AuditEntry, { who, count }: Words): string | undefined {
  const more = (times: number | undefined): string =>
    times === undefined ? '' : `${count(times)} more ${times === 1 ? 'time' : 'times'}`;
  switch (entry.type) {
    case 'session.opened':
      return `A browser became a screen by ${entry.via === 'token' ? `the link of the token ${entry.name ?? entry.token ?? ''}` : 'a one-use link'}.`;
    case 'session.ended': {
      const from = entry.session === undefined ? 'everywhere' : 'on one device';
      return `${who(entry.by)} signed ${entry.by === entry.account ? 'themselves' : entry.account} out ${from}.`;
    }
    case 'factor.added':
      return `${who(entry.by)} set up ${added(entry.factor)} for signing in.`;
    case 'factor.removed':
      return entry.by === entry.account && entry.factor !== undefined
        ? `${who(entry.by)} removed their ${factorName(entry.factor)}.`
        : `${who(entry.by)} removed the second factor of ${entry.account}.`;
    case 'request.refused': {
      const why = [reasons[entry.code] ?? entry.code, more(entry.count)].filter(Boolean).join(', ');
      const what = entry.route === 'several' ? 'several routes' : entry.route;
      return `A request of ${entry.by === undefined ? 'somebody unknown' : who(entry.by)} to ${what} was refused (${why}).`;
    }
    case 'list.read': {
      const list = lists[entry.list] ?? entry.list;
      const times = entry.count === undefined ? '' : ` (${more(entry.count)})`;
      return `${who(entry.by)} ${entry.file ? 'downloaded' : 'read'} ${list}${times}.`;
    }
    default:
      return undefined;
  }
}
