// What the pages around a sign-in say in English where people have their accounts in a directory.
import type { Messages } from './directory-messages.fa.ts';

export const en: Messages = {
  nameRule: 'The user name of the organisation, as at your computer in the office',
  away: 'The directory of the organisation does not answer right now. Only accounts of this system work; whoever is signed in stays signed in.',
  withProvider: 'Single sign-on',
  forgottenHow: 'The IT department changes passwords of the organisation. For this system’s own accounts:',
  password: 'Password',
  ldapHow: 'Your password, name and role come from the directory of the organisation, and are changed there.',
  providerHow:
    'You sign in by the single sign-on of the organisation, which decides your password, name, role and second factor.',
  confirmHow: 'For this, sign in once more by the single sign-on, then do it again.',
  confirmDo: 'Sign in again',
};
