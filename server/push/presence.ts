// Which displays are connected, and how old what they show is: a screen reports at every beat which revision it has.
import type { Screens } from './screens.ts';

/** Times are epoch ms. `asOf`: when the board was last what the screen shows. `page`: the address that it is at. */
export type Present = { since: number; asOf?: number | undefined; page?: string | undefined };

/** Five minutes of beats: a screen that lags further keeps the age that was known of it. */
const BEATS_KEPT = 150;

export type Ages = {
  beat: (rev: number, at: number) => void;
  /** When the board was last at this revision, to the beat; undefined when that is too long ago. */
  asOf: (rev: number) => number | undefined;
};

export function createAges(): Ages {
  const beats: { rev: number; at: number }[] = [];
  return {
    beat: (rev, at) => {
      beats.push({ rev, at });
      if (beats.length > BEATS_KEPT) beats.shift();
    },
    asOf: (rev) => beats.findLast((beat) => beat.rev <= rev)?.at,
  };
}

/** Connected displays by id; of several windows of one, the longest connection and the latest report. */
export function presentIn(screens: Screens): Map<string, Present> {
  const present = new Map<string, Present>();
  for (const { data } of screens.sockets.values()) {
    const { display } = data.who;
    if (display === undefined) continue;
    const { since, asOf, page } = present.get(display) ?? { since: Infinity };
    const isLater = data.here !== undefined && (asOf === undefined || (data.here.asOf ?? 0) >= asOf);
    const latest = isLater ? data.here : { asOf, page };
    present.set(display, { since: Math.min(since, data.joinedAt), asOf: latest?.asOf, page: latest?.page });
  }
  return present;
}
