// What fields of passwords and imports of tables say in English.
import { plural } from '../text/plural.ts';
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  password: { show: 'Show password', hide: 'Hide password' },
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
