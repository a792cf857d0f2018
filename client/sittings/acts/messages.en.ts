// What the acts on a live sitting say in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  extend: 'Extend session',
  extendBy: (minutes) => `${minutes} minutes`,
  until: (clock) => `until ${clock}`,
  second: 'Second desk',
  more: (waiting, after, before) => `Of ${waiting} waiting about ${after} will be answered instead of ${before}`,
  range: (low, high) => `between ${low} and ${high}`,
  all: (waiting) => `All ${waiting} waiting will be answered without it`,
  same: 'The forecast stays as it is',
  noneWaiting: 'Nobody is waiting now',
  clash: {
    desk: (name, clock) => `${name} has this desk from ${clock} on`,
    official: (name, clock) => `${name} has another session from ${clock} on`,
  },
  taken: {
    desk: (name) => `${name} has this desk`,
    official: (name) => `${name} is in another session`,
  },
  official: 'Official at the second desk',
  desk: 'Desk',
  choose: 'Choose',
  noDesk: 'No other desk is known.',
  required: 'Enter the name of the official',
  deskRequired: 'Choose a desk',
  open: 'Start the second desk',
  rule: 'The telephone system must have the desk in this queue as well; nothing is changed there from here.',
  extended: (clock) => `The session was extended until ${clock}.`,
  opened: (name) => `The second desk began with ${name}.`,
  announced: 'The screens say so.',
  unannounced: 'The screens have no room for a message about it; their times have changed.',
  undo: (seconds) => `Undo (${seconds})`,
  undone: 'The change was undone.',
  meanwhile: (clock) => `Somebody else changed this session at the same time; it ends at ${clock} now.`,
  notOn: 'This session is no longer on, or ends in less than five minutes.',
  noQueue: 'The queue of this session is not known; enter it in the timetable.',
};
