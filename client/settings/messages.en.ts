// What the settings of a screen are called in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'This screen',
  close: 'Close',
  language: 'Language',
  theme: 'Theme',
  themes: { dark: 'Dark', light: 'Light', system: 'As the device' },
  print: 'Print',
  prints: { usual: 'Usual', large: 'Large' },
  sound: 'Alert sound',
  off: 'Off',
  on: 'On',
  page: 'Begins with',
  turn: 'Each page of a rotation stands',
  seconds: (count) => `${count} seconds`,
  kept: 'Kept in this browser.',
};
