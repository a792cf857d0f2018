// The officials of a month by their answers. What a display may not see of them stays unknown (B10).
import type { Board, OfficialCounters } from '../../../shared/board.ts';
import { systemOf } from '../../../shared/link-clock.ts';
import type { Links } from '../../../shared/links.ts';
import { aht } from '../../../shared/measure.ts';
import { nameIn, titleIn } from '../../../shared/naming.ts';
import { presenceOf, type Heard } from '../../../shared/telephony.ts';
import type { Lang } from '../../text/numerals.ts';

export type OfficialRow = {
  id: string;
  name: string;
  title: string | undefined;
  answered: number;
  /** Mean seconds of finished talks; undefined if there is none or their length is unknown. */
  meanTalk: number | undefined;
  today: { answered: number; missed: number; heard: Heard | undefined } | undefined;
};
export type OfficialRows = {
  rows: OfficialRow[];
  /** Answers at desks without a sitting. */
  atDesks: number;
  largest: number;
};

const UNKNOWN = 'unknown';

type Seen = { lang?: Lang; links: Links; now: number; compare: (a: string, b: string) => number };

export function officialRows(board: Board, month: string, { links, now, compare, lang = 'fa' }: Seen): OfficialRows {
  const tally = board.months[month]?.byOfficial ?? {};
  const rows = Object.entries(tally)
    .filter(([id]) => id !== UNKNOWN)
    .map(([id, one]: [string, Omit<OfficialCounters, 'talkSeconds'> & { talkSeconds?: number }]): OfficialRow => {
      const { answered, completed, talkSeconds } = one;
      const official = board.officials[id];
      return {
        id,
        name: official ? nameIn(official, lang) : id,
        title: official && titleIn(official, lang),
        answered,
        meanTalk: talkSeconds === undefined ? undefined : aht({ talkSeconds, completed }),
        today: todayOf(board, id, links, now),
      };
    })
    .sort((a, b) => b.answered - a.answered || compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  const atDesks = tally[UNKNOWN]?.answered ?? 0;
  return { rows, atDesks, largest: Math.max(1, rows[0]?.answered ?? 0, atDesks) };
}

/** What they answered today, and what was missed at the desks where they sit; undefined while they sit nowhere. */
function todayOf(board: Board, id: string, links: Links, now: number): OfficialRow['today'] {
  const desks = Object.values(board.desks).filter(({ official }) => official === id);
  const systems = desks.map((desk) => systemOf(board, desk));
  if (desks.length === 0) return undefined;
  return {
    answered: board.officials[id]?.today.answered ?? 0,
    missed: desks.reduce((sum, { today }) => sum + today.missed, 0),
    heard: presenceOf(links, systems, now)?.heard,
  };
}
