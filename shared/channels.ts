// The ways in which contacts reach the government. Four are built in, because the product itself treats them differently;
// a profile adds its own, such as ceremonies, and may rename a built-in one.
import { ownMember } from './own-member.ts';
import type { Name } from './wire.ts';

type Listed = Name & { match: string[] };

/** `match`: other words that a table may use. */
const builtIn: Record<'phone' | 'message' | 'visit' | 'post', Listed> = {
  phone: { fa: 'تلفن', en: 'Phone', match: ['تماس', 'تماس تلفنی', '111', 'call', 'calls'] },
  message: { fa: 'پیامک', en: 'SMS', match: ['پیام', '6133', 'message', 'text message'] },
  visit: { fa: 'حضوری', en: 'Visit', match: ['مراجعه', 'مراجعه حضوری', 'in person'] },
  post: { fa: 'نامه', en: 'Letter', match: ['پست', 'پستی', 'post', 'mail'] },
};
export const builtInChannels: readonly string[] = Object.keys(builtIn);

/** All channels of a profile: the built-in ones first, in their fixed order. */
export function channelsOf(own: Readonly<Record<string, Listed>>): Record<string, Listed> {
  const channels: Record<string, Listed> = { ...builtIn };
  for (const [id, { fa, en, match }] of Object.entries(own))
    channels[id] = { fa, en, match: [...match, ...(channels[id]?.match ?? [])] };
  return channels;
}

/**
 * The channels that a breakdown shows, in order. Built-in ones always, unless the figures were brought from elsewhere:
 * a channel that an imported table did not name is unknown, not zero. Others with their first contact.
 */
export function shownChannels(
  byChannel: Readonly<Record<string, number>>,
  channels: Readonly<Record<string, Name>>,
  isImported: boolean,
): string[] {
  const known = Object.keys(channels).filter(
    (id) => (byChannel[id] ?? 0) > 0 || (isImported ? byChannel[id] !== undefined : builtInChannels.includes(id)),
  );
  const others = Object.keys(byChannel).filter(
    (id) => ownMember(channels, id) === undefined && id !== 'unknown' && (byChannel[id] ?? 0) > 0,
  );
  return [...known, ...others.sort(), ...((byChannel['unknown'] ?? 0) > 0 ? ['unknown'] : [])];
}

/** At most `most` entries, in their order: the greatest channels and `unknown`, the last entry being the sum of the others. */
export function topChannels(
  shown: readonly string[],
  byChannel: Readonly<Record<string, number>>,
  most: number,
): { shown: readonly string[]; others?: { channels: number; count: number } } {
  if (shown.length <= most) return { shown };
  const countOf = (id: string): number => (id === 'unknown' ? Infinity : (byChannel[id] ?? 0));
  const kept = new Set([...shown].sort((a, b) => countOf(b) - countOf(a)).slice(0, most - 1));
  const rest = shown.filter((id) => !kept.has(id));
  return {
    shown: shown.filter((id) => kept.has(id)),
    others: { channels: rest.length, count: rest.reduce((sum, id) => sum + (byChannel[id] ?? 0), 0) },
  };
}
