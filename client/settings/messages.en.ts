// What the settings of a screen are called in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'This screen',
  close: 'Close',
  language: 'Language',
  theme: 'Theme',
  themes: { dark: 'Dark', light: 'Light', system: 'Same as device' },
  print: 'Text size',
  prints: { usual: 'Normal', large: 'Large' },
  sound: 'Alert sound',
  testSound: 'Test sound',
  soundPlayed: 'The sound was played.',
  soundRefused: 'The browser does not allow sound.',
  off: 'Off',
  on: 'On',
  page: 'Start page',
  turn: 'Seconds per page',
  seconds: (count) => `${count} seconds`,
  kept: 'Saved in this browser only.',
};
