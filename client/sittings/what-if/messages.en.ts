// What the simulation of a session says in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'What if: the session under other conditions',
  desks: 'More desks',
  minutes: 'More time',
  talkLimit: 'Longest talk',
  unchanged: 'Unchanged',
  moreDesks: (count) => (count === '1' ? '1 desk' : `${count} desks`),
  moreMinutes: (count) => `${count} min`,
  lead: (callers, real, middle) =>
    `Of ${callers} calls of this queue, ${real} were answered; with this change it would have been about ${middle}.`,
  leadUnchanged: (callers, real) => `Of ${callers} calls of this queue, ${real} were answered. Choose a change.`,
  outcome: 'Outcome of the calls',
  real: 'As it was',
  then: 'With this change',
  answered: 'Answered',
  gaveUp: 'Left before an answer',
  unreached: 'Not reached',
  range: (low, high) => `${low} to ${high}`,
  accuracy: (tested, within) =>
    `Accuracy: of the last ${tested} sessions, the second half was simulated from the first; the real result lay in the range ${within} times (eight of ten times are meant).`,
  untested: 'Accuracy: no session yet had enough talks to be tested.',
  method: 'Method',
  methods: ({ desks, talks, hungUp, simulations }) => [
    `All calls of this queue in the time of the session count; desks that answered it: ${desks}.`,
    'Every call joins when it did. Calls that other conditions might have brought are not counted.',
    `Callers who hung up before an answer wait as long as they did (${hungUp} calls). Of those who were answered it is only known that they waited until then; how much longer they would have waited is estimated from all calls of this queue by the method of Kaplan and Meier; because there are few, four supposed callers with the mean patience of this queue are added.`,
    `Talks follow in the same order and are as long as they were. Further talks, and the pauses between talks, are drawn from the ${talks} talks of this queue.`,
    'A further desk answers from the beginning of the session to its end. With a longest talk, longer ones end then, and nobody calls again because of that.',
    `This is calculated ${simulations} times; eight of ten results lie in the range that is given.`,
  ],
  silent: {
    'not-over': () => 'A session can be simulated when it and its queue are over.',
    'no-queue': () => 'The queue of this session is not known, so it cannot be simulated.',
    'too-few-talks': (talks, least) =>
      `Talks that ended in this session: ${talks}. A simulation needs at least ${least}.`,
    incomplete: () =>
      'The outcome of more than a tenth of its calls is unknown, so a simulation could not be relied on.',
    'too-many-callers': () => 'This queue has too many calls to be simulated.',
  },
  loading: 'Calculating…',
};
