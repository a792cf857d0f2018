// Why a request brought nothing, in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  offline: 'The server does not answer. Check the network, then try again.',
  forbidden: 'Your role may not do this.',
  signedOut: 'You are signed out. Sign in in another tab, then send it again; what you typed stays here.',
  limited: (wait) => `Too many requests; try again in ${wait}.`,
  secondFactorFirst: 'First set up a second factor on the page “My account”.',
  confirmFirst: 'For this change, enter your password again.',
  busy: 'The server is busy right now. Try again in a moment.',
  aWhile: 'a few minutes',
  revokedHereOnly:
    'Access is revoked on this server. The other servers still accept it until Redis can be written again; then they follow automatically.',
  unwritable: 'The server cannot record anything right now. Try again in a little while.',
  tooManyRows: (most) => `The table has more than ${most} rows, and nothing of it was saved. Send it in parts.`,
  tooLarge: 'What you sent is too large, and nothing of it was saved. Send it in parts.',
  directoryAway: (why) =>
    `Signing in by the directory of the organisation did not work: ${why}. Try again in a little while, or tell the IT department.`,
  away: {
    unreachable: 'it cannot be reached',
    late: 'it did not answer in time',
    certificate: 'its certificate is not valid, or this server does not know who issued it',
    clock: 'its clock differs from this server’s',
    issuer: 'it presents itself with another address',
    tls: 'no encrypted connection could be made',
    'bind-refused': 'it refused the name or the password of this server',
    'base-unknown': 'it has no such branch as was set',
    'not-allowed': 'this server may not search for users',
    'no-lasting-id': 'the permanent ID of this user could not be read',
    'too-many-found': 'more than one user has this name',
    unexpected: 'its answer could not be used',
  },
  notLetIn: {
    disabled: 'This account is disabled in the directory of the organisation.',
    expired: 'This account has expired in the directory of the organisation.',
    'password-expired': 'Your password has expired. Change it first, at your computer in the office.',
    'no-role':
      'Name and password are right, but you are in none of the groups that may sign in here. Ask the IT department to add you to one.',
    'no-factor': 'This system demands a second factor, and the single sign-on asked for none.',
    'broken-off': 'The single sign-on was cancelled.',
    'attempt-unknown': 'This sign-in took too long or was completed before. Sign in again.',
  },
  ofDirectory: 'This is decided in the directory of the organisation, and changed there.',
  other: (code) => `That did not work (error ${code}). Try again; if it keeps failing, tell an administrator.`,
  originLine: (page) => `The line to set on the server: ORIGIN=${page}`,
};
