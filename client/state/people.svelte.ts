// What people are called, by their user names: events and the board name the account.
import { ownMember } from '../../shared/own-member.ts';
import { ask } from './api.ts';

class People {
  #names = $state.raw<Readonly<Record<string, string>>>({});

  /** Asked again by every page: names change seldom. Without an answer user names stand there. */
  load = async (): Promise<void> => {
    const answer = await ask('GET /api/people');
    if (answer.ok) this.#names = answer.value.people;
  };

  /** The full name where somebody set one, else the user name. */
  name = (account: string): string => ownMember(this.#names, account) ?? account;
}
export const people = new People();
