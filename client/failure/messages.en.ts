// Why a request brought nothing, in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  offline: 'The server does not answer. Check the network, then try again.',
  forbidden: 'Your role may not do this.',
  signedOut: 'You are signed out. Sign in in another tab, then send it again; what you typed stays here.',
  limited: (wait) => `Too many requests; try again in ${wait}.`,
  busy: 'The server is busy right now. Try again in a moment.',
  aWhile: 'a few minutes',
  revokedHereOnly:
    'Access is revoked on this server. The other servers still accept it until Redis can be written again; then they follow automatically.',
  unwritable: 'The server cannot record anything right now. Try again in a little while.',
  tooManyRows: (most) => `The table has more than ${most} rows, and nothing of it was saved. Send it in parts.`,
  tooLarge: 'What you sent is too large, and nothing of it was saved. Send it in parts.',
  other: (code) => `That did not work (error ${code}). Try again; if it keeps failing, tell an administrator.`,
  originLine: (page) => `The line to set on the server: ORIGIN=${page}`,
};
