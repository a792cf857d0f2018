// What is known of an Asterisk beyond one connection, as the text of a mark.
import type { Members } from './agents.ts';

/** `members`: so that lines of queue_log name the same desks as AMI, also while no AMI is there to ask. */
export type Kept = { members: Members };

export const keptAs = (system: string): string => `asterisk/${system}`;

export function readKept(text: string | undefined): Kept {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  const { members } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Kept>;
  return { members: members ?? {} };
}
