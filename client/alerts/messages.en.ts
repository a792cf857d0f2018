// What the page of alerts and limits says in English.
import { plural } from '../text/plural.ts';
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Alerts',
  on: 'Current alerts',
  none: 'No alerts.',
  since: (clock) => `since ${clock}`,
  limit: (limit) => `limit ${limit}`,
  see: 'Acknowledge',
  seenBy: (name) => `acknowledged by ${name}`,
  limits: 'Limits',
  limitsWhy: 'From which value the wall turns amber (warning) and red (critical). A queue may have its own limits.',
  rules: {
    waiting: 'People waiting',
    'longest-wait': 'Longest wait (seconds)',
    'service-level': 'Service level (%; lower is worse)',
    'abandon-rate': 'Abandoned (%)',
    'late-official': 'Session start late (minutes)',
    'source-down': 'Telephone system down (seconds)',
    'quiet-source': 'No call during a session (minutes)',
  },
  subject: 'For',
  province: 'Province',
  watch: 'Warning',
  act: 'Critical',
  own: 'own limit',
  usual: 'Default',
  ofProvince: 'same as the province',
  save: 'Save',
  reset: 'Back to the default',
  resetToProvince: 'Back to the limit of the province',
  order: 'The critical limit must be worse than the warning limit, or equal.',
  number: 'Enter a number.',
  always: 'This limit is always reached; enter another number.',
  wouldHave: (watchTimes, watchFor, actTimes, actFor) =>
    `Today with these limits: warning ${plural(watchTimes, 'time')}, ${watchFor} · critical ${plural(actTimes, 'time')}, ${actFor}`,
  saved: 'Saved.',
};
