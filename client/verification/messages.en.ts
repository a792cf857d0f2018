// What the work list of those who call back says in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Verification',
  rule: 'A number of cases per agency are selected at random. The citizen’s number is in SAMAD under the tracking code.',
  month: 'Month',
  size: 'Cases per agency',
  badSize: 'A number from 1 to 200',
  draw: 'Draw a new sample',
  drawn: 'Samples of this month',
  noneDrawn: 'No sample has been drawn for this month yet.',
  sample: (size, when) => `${size} cases per agency · ${when}`,
  by: (name) => `by ${name}`,
  seed: (seed) => `Sample seed: ${seed}`,
  left: (left, all) => `${left} of ${all} cases are left`,
  finished: 'All are verified.',
  noCases: 'No case of this month has an agency.',
  ask: (ref) => `Result of ${ref}`,
};
