// What is known of an Asterisk beyond one connection, as the text of a mark.
import type { Timing } from '../clock.ts';
import type { Members, Twins } from './agents.ts';

/**
 * So that lines of queue_log name the same desks and moments as AMI, also while no AMI is there to ask. `shift`: difference
 * between the events' clock and the lines' times, ms. `dialplan`: its user receives events of that class, which show why a
 * caller left.
 */
export type Kept = { members: Members; twins?: Twins; timing?: Timing; shift?: number; dialplan?: boolean };

/** A smaller change of the clocks' difference is not stored. */
const NEAR_MS = 500;

export const markName = (system: string): string => `asterisk/${system}`;

export function readKept(text: string | undefined): Kept {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  const { members, ...rest } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Kept>;
  return { members: members ?? {}, ...rest };
}

/** What is to be kept, given what is; undefined when that is as good. */
export function mergeMemory(
  before: string | undefined,
  agents: { members: Members; twins: Twins },
  timing: Timing | undefined,
  shift: number | undefined,
  dialplan: boolean,
): string | undefined {
  const is = readKept(before);
  const isNear = shift !== undefined && is.shift !== undefined && Math.abs(shift - is.shift) < NEAR_MS;
  const clock =
    timing === undefined || shift === undefined ? {} : { timing, shift: isNear ? is.shift : Math.round(shift) };
  const twins = { ...is.twins, ...agents.twins };
  // Another link may know more members.
  const text = JSON.stringify({
    ...is,
    members: { ...is.members, ...agents.members },
    ...(Object.keys(twins).length > 0 && { twins }),
    ...clock,
    ...(dialplan && { dialplan }),
  });
  return text === JSON.stringify(is) ? undefined : text;
}
