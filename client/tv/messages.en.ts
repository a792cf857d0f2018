// What a screen that is to be paired says in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Pair this display',
  scan: 'A supervisor scans this code with a phone,',
  type: (address) => `or enters it at ${address}:`,
  line: 'A supervisor scans the QR, or enters the code under Displays.',
  renews: (left) => `Valid for ${left}, then renewed by itself.`,
  asking: 'Asking for a code…',
  away: 'The server does not answer. This page keeps trying.',
  limited: 'Too many requests. This page tries again in a little while.',
  paired: (name) => `Paired: ${name}`,
  qr: 'QR code of the pairing page',
  onlyHere: 'This address works on this device only. Open the page by an address that phones can reach too.',
};
