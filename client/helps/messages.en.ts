// What is said of desks that ask for help, in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Requests for help',
  since: (clock) => `since ${clock}`,
  take: 'I take it',
  takeFor: (desk) => `I take it: ${desk}`,
  taken: (name, clock) => `${name} took it at ${clock}`,
  takenBySomebody: (clock) => `taken at ${clock}`,
};
