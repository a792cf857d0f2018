// What lists of calls say in English.
import type { Words } from './words.fa.ts';

export const en: Words = {
  title: 'Calls',
  outcome: {
    waiting: 'Waiting',
    answered: 'Answered',
    abandoned: 'Gave up',
    timedOut: 'Timed out',
    leftByKey: 'Left by key',
    leftOtherwise: 'Left otherwise',
    lost: 'Lost',
    missed: 'Missed by a desk',
  },
  talking: 'Talking',
  inProgress: 'In progress',
  column: {
    time: 'Time',
    county: 'County',
    topic: 'Topic',
    waited: 'Wait',
    talked: 'Talk',
    outcome: 'Outcome',
    queue: 'Queue',
    desk: 'Desk',
  },
  none: 'There is no such call.',
  loading: 'Reading…',
  more: 'Older ones',
  unknown: 'Unknown',
  count: (count, more) => (more ? `the latest ${count} calls` : `${count} calls`),
  today: 'Today',
};
