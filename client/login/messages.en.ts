// What the pages before and around a sign-in say in English.
import type { Messages } from './messages.fa.ts';

const letters = 'a–z, 0–9, - and _';

export const en: Messages = {
  brand: 'Wallboard',
  province: 'Citizens calling their government',

  signIn: 'Sign in',
  entering: 'Signing in…',
  name: 'User name',
  password: 'Password',
  refused: 'The user name or the password is wrong.',
  limited: (wait) => `Too many failed attempts; try again in ${wait}.`,
  forgotten: 'Forgot the password?',
  forgottenHow: 'An administrator sets a new one on the Admin page, or on the server with this command:',

  setUp: 'Set up',
  setUpLead: 'Create the first administrator, who then creates the other accounts.',
  setUpDo: 'Create administrator',
  settingUp: 'Creating…',
  newPassword: 'New password',
  again: 'Password again',
  notSame: 'The two passwords differ.',
  noCode: 'Setting up needs a one-use link',
  codeRefused: 'This link is no longer valid',
  whereCode:
    'As long as there is no administrator, the server prints a new link at every start, which works for 24 hours: where this command runs, or in journalctl -u wallboard. Open that link; if you cannot find it, start the server again:',
  already: 'There is an administrator already',
  alreadyHow: 'Set-up is done once. Sign in with your account.',

  fullName: 'Name on screens',
  fullNameSaved: 'The name is saved.',
  account: 'My account',
  role: 'Role',
  byLink: 'You opened this by link, not by name and password, so there is no password to change.',
  changePassword: 'Change the password',
  change: 'Change the password',
  changing: 'Changing…',
  oldPassword: 'Current password',
  oldWrong: 'The current password is wrong.',
  changed: 'Password changed. Sign in with the new one from now on.',
  leaving: 'Sign out',
  leave: 'Sign out here',
  signOutEverywhere: 'Sign out everywhere',
  signOutEverywhereWhy: 'If a device is lost or somebody knows the password, sign out everywhere and then change it.',
  sure: 'Sign out on every device, this one included?',
  yes: 'Yes, sign out',
  no: 'No',
  rules: {
    name: `1 to 32 characters of ${letters}`,
    nameFault: `A name has 1 to 32 characters of ${letters}, and begins with a letter or digit.`,
    nameRefused: 'This name is not accepted; choose another one.',
    nameTaken: 'This name belongs to another user or token; choose another one.',
    persianKeys: 'Names are in Latin letters; switch the keyboard.',
    password: 'At least 10 characters',
    passwordFault: 'A password has at least 10 characters.',
    passwordRefused: {
      length: 'A password has 10 to 200 characters.',
      context:
        'Most of this password is the user name, the province or the name of this system, which are guessed first. Choose another one.',
      common: 'This is one of the most common passwords, which are guessed first. Choose another one.',
    },
  },
};
