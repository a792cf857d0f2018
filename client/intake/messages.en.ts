// What the pages of clerks say in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Register contacts',
  parts: { all: 'Parts', register: 'Register', untagged: 'Untagged calls', import: 'Import a table' },
  new: 'New contact',
  save: 'Register',
  keys: 'Tab leads to the next field, Enter registers; arrow keys change the channel.',
  today: 'Empty: today',
  refRule: 'Leave it empty if SAMAD gave none',
  done: (ref) => `Registered. Tracking code: ${ref}`,
  mine: 'My entries of today',
  none: 'You have registered nothing yet today.',
  total: 'Total',
  untagged: (open, all) => `${open} of ${all} calls of today and yesterday have no topic or kind yet`,
  allTagged: 'All calls of today and yesterday are tagged.',
  noCalls: 'No call was answered today or yesterday.',
  call: (clock) => `Call at ${clock}`,
  taggedMeanwhile: 'A colleague has given this call a topic and a kind meanwhile; what you wrote is not saved yet.',
  tag: 'Save tags',
  importing: {
    title: 'Import a table',
    rule: 'Paste it from a spreadsheet or choose a CSV or TSV file. Columns: date, channel, county, topic, kind, agency, tracking code; only the first two are needed.',
    save: (count) => `Register ${count} contacts`,
    saved: (count) => `${count} contacts registered`,
  },
};
