// A desk that asks for help by a feature code → an event. Pure.
import type { RawEvent } from '../../shared/event.ts';
import { SECOND } from '../../shared/time.ts';
import { idOf, shortHash, type Named } from './names.ts';

/** Whoever presses twice, or is reported by two links, has asked once; pressed again after it was taken, it is another request. */
export function helpAsked(system: string, desk: Named, at: number): RawEvent {
  const help = `h-${Math.floor(at / (10 * SECOND)).toString(36)}-${shortHash(desk.id)}`;
  return { type: 'help.asked', id: `${idOf(system)}/help/${help}`, at, help, desk: desk.id, name: desk.name };
}
