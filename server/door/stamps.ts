// The stamps of a stored event. Pure.
import { EVENT_VERSION } from '../../shared/event.ts';

/** `source`: who reported it. `recordedAt`: epoch ms of our clock. */
export const stampsOf = (source: string, recordedAt: number) => ({ source, recordedAt, v: EVENT_VERSION });
