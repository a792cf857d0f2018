// What fields of passwords, the ends of forms, notes of what was done and imports of tables say in English.
import { plural } from '../text/plural.ts';
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  day: {
    form: 'Write it like 1405/09/03',
    'no-such-day': 'This day is not in the calendar',
    'not-yet': 'This day lies in the future',
    otherCalendar: {
      gregorian: 'This is a Gregorian date. In the Jalali calendar it is:',
      lunar: 'This is a lunar date. In the Jalali calendar it is, give or take a day:',
    },
    take: (day) => `Use ${day}`,
  },
  replay: 'Replay',
  undo: 'Undo',
  password: { show: 'Show password', hide: 'Hide password' },
  form: { save: 'Save', saving: 'Saving…', cancel: 'Cancel' },
  fullName: {
    label: 'Full name',
    rule: 'Shown in place of the user name; may be empty',
    fault: 'One line of at most 60 characters, without a telephone number',
  },
  table: {
    text: 'Table',
    file: 'or from a file',
    choose: 'Choose a file',
    preview: 'Preview',
    line: 'Line',
    notUnderstood: (count) => `${plural(count, 'row')} could not be read and will not be saved`,
    nothing: 'There is nothing to save.',
  },
};
