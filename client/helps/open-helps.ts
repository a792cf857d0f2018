// The desks that ask for help, each once, and who took it over lately. Pure.
import type { Board } from '../../shared/board.ts';
import { nameIn } from '../../shared/naming.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Lang } from '../text/numerals.ts';

export type HelpView = {
  /** Of the earliest open request of the desk, or of the one that was taken last. */
  help: string;
  desk: string;
  since: number;
  takenBy?: string | undefined;
  takenAt?: number | undefined;
};
/** So long others see that somebody is on the way. */
const SHOWN_MS = 15 * MINUTE;

/** Open ones first, the oldest first; then those that were taken in the last quarter of an hour. */
export function helpViews(helps: Board['helps'], now: number): HelpView[] {
  const byDesk = new Map<string, HelpView>();
  for (const [help, { desk, since, takenBy, takenAt }] of Object.entries(helps)) {
    const known = byDesk.get(desk);
    const one: HelpView = { help, desk, since, takenBy, takenAt };
    if (known === undefined || isBefore(one, known)) byDesk.set(desk, one);
  }
  return [...byDesk.values()]
    .filter(({ takenAt }) => takenAt === undefined || now - takenAt < SHOWN_MS)
    .sort((a, b) => Number(a.takenAt !== undefined) - Number(b.takenAt !== undefined) || a.since - b.since);
}

export const openHelps = (helps: Board['helps'], now: number): HelpView[] =>
  helpViews(helps, now).filter(({ takenAt }) => takenAt === undefined);

function isBefore(a: HelpView, b: HelpView): boolean {
  if (a.takenAt === undefined) return b.takenAt !== undefined || a.since < b.since;
  return b.takenAt !== undefined && a.takenAt > b.takenAt;
}

/** The desk, and the official who sits there. */
export function helpName(board: Pick<Board, 'desks' | 'officials'>, id: string, lang: Lang): string {
  const desk = board.desks[id];
  if (!desk) return id;
  const name = nameIn(desk, lang);
  const official = desk.official === undefined ? undefined : board.officials[desk.official];
  const who = official && nameIn(official, lang);
  return who === undefined || who === name ? name : `${name} (${who})`;
}
