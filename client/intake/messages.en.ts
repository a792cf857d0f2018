// What the pages of clerks say in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Register contacts',
  parts: { all: 'Parts', register: 'Register', untagged: 'Calls without a topic', import: 'Import a table' },
  new: 'New contact',
  save: 'Register',
  keys: 'Next field: Tab · Save: Enter · Copy the previous entry: Ctrl+↑',
  today: 'If empty: today',
  refRule: 'Leave it empty if SAMAD gave none',
  done: (ref) => `Registered. Tracking code: ${ref}`,
  recent: {
    title: 'Last entries',
    rule: 'Choose one to copy it into the form; its tracking code is not copied.',
    none: 'They appear here after the first entry of today.',
    copy: 'Copy into the form:',
  },
  mine: 'My entries of today',
  none: 'You have registered nothing yet today.',
  total: 'Total',
  untagged: (open, all) => `${open} of ${all} calls of today and yesterday have no topic or kind yet`,
  allTagged: 'All calls of today and yesterday have a topic.',
  noCalls: 'No call was answered today or yesterday.',
  call: (clock) => `Call at ${clock}`,
  taggedMeanwhile: 'A colleague has set topic and kind of this call in the meantime; your input is not saved yet.',
  tag: 'Save topic',
  settle: { advised: 'Settled in the call', unrelated: 'Unrelated' },
  settled: 'Saved; press again to take it back.',
  importing: {
    title: 'Import a table',
    rule: 'Paste a table from Excel or choose a CSV or TSV file. Columns: date, channel, county, topic, kind, agency, tracking code; only the first two are required.',
    toJalali: 'Convert dates to Jalali',
    save: (count) => `Register ${count} contacts`,
    saved: (count) => `${count} contacts registered`,
  },
};
