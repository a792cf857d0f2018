// What the work list of those who call back says in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Verification',
  rule: 'Of every agency so many cases are drawn by lot. The citizen’s number is in SAMAD, under the tracking code.',
  month: 'Month',
  size: 'Of every agency',
  badSize: 'A number from 1 to 200',
  draw: 'Draw anew',
  drawn: 'Samples of this month',
  noneDrawn: 'Nothing has been drawn for this month yet.',
  sample: (size, when) => `${size} cases of every agency · ${when}`,
  by: (name) => `by ${name}`,
  seed: (seed) => `Seed of the lot: ${seed}`,
  left: (left, all) => `${left} of ${all} cases are left`,
  finished: 'All are verified.',
  noCases: 'In this month there is no case that has an agency.',
  ask: (ref) => `Result of ${ref}`,
};
