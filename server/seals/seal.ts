// What a day's seal says, and how days are told apart: by the log alone, so every node makes the same seals. Pure.
import { canonical } from '../../shared/patch.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { marked } from './merkle.ts';

/**
 * The facts from one turn of the day to the next, in the order of the log: those of earlier days that came late among them.
 * `from`, `to`: positions. `previous`: the head of the seal before.
 */
export type Seal = Pick<StoredOf<'log.sealed'>, 'seal' | 'day' | 'from' | 'to' | 'events' | 'root' | 'head'> & {
  previous?: string;
};

/** What stands for an event: all of it as it was recorded, in canonical JSON. */
export const leafOf = (event: StoredEvent): string => marked('event', canonical(event));

/** Says all of a seal and of those before it. */
export const headOf = ({ seal, day, from, to, events, root, previous }: Omit<Seal, 'head'>): string =>
  marked('head', canonical({ seal, day, from, to, events, root, ...(previous !== undefined && { previous }) }));

export const sealIn = ({ seal, day, from, to, events, root, previous, head }: StoredOf<'log.sealed'>): Seal => ({
  ...{ seal, day, from, to, events, root },
  ...(previous !== undefined && { previous }),
  head,
});

export const isSameSeal = (one: Seal, other: Seal): boolean => one.head === other.head && headOf(one) === headOf(other);

/** The day that an event begins, if it begins one. */
export const dayBegunBy = (event: StoredEvent): string | undefined =>
  event.type === 'day.started' ? event.day : undefined;
