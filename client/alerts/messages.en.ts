// What the page of alerts and limits says in English.
import { plural } from '../text/plural.ts';
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Alerts',
  on: 'Alerts now',
  none: 'There is no alert.',
  since: (clock) => `since ${clock}`,
  limit: (limit) => `limit ${limit}`,
  see: 'Seen',
  seenBy: (name) => `seen by ${name}`,
  limits: 'Limits',
  limitsWhy: 'From which value on the wall turns amber (watch) and red (act). A queue may have limits of its own.',
  rules: {
    waiting: 'People waiting',
    'longest-wait': 'Longest wait (seconds)',
    'service-level': 'Service level (%; less is worse)',
    'abandon-rate': 'Gave up (%)',
    'late-official': 'Official late (minutes)',
    'source-down': 'Telephone system down (seconds)',
    'quiet-source': 'No call during a sitting (minutes)',
  },
  subject: 'For',
  province: 'Province',
  watch: 'Watch',
  act: 'Act',
  own: 'own limit',
  usual: 'profile’s limit',
  ofProvince: 'as the province',
  save: 'Save',
  reset: 'Back to the profile’s limit',
  resetToProvince: 'Back to the province’s limit',
  order: 'The act limit must be worse than the watch limit, or equal.',
  number: 'Write a number.',
  always: 'This limit is always reached; write another number.',
  wouldHave: (watchTimes, watchFor, actTimes, actFor) =>
    `Today with these limits: watch ${plural(watchTimes, 'time')}, ${watchFor} · act ${plural(actTimes, 'time')}, ${actFor}`,
  saved: 'Saved.',
};
