// Sittings as rows of the HTTP interface: with their state at this moment, their counters and how good the forecast was.
import type { Board } from '../../shared/board.ts';
import { lagOf } from '../../shared/link-clock.ts';
import { isManned, statusOf } from '../../shared/sitting-status.ts';
import { forecastFor } from '../../shared/forecast-input.ts';
import type { SittingRow } from '../../shared/api/sittings.ts';
import type { HalfTime } from '../../shared/forecast.ts';
import type { Links } from '../../shared/links.ts';
import type { Sitting } from '../board/sitting.ts';
import { sumUp } from '../board/sitting-stats.ts';
import type { Visit } from '../board/visit.ts';

type Parts = {
  board: () => Board;
  links: () => Links;
  now: () => number;
  /** What was announced about a sitting's half-time when it closed. */
  halfTime: (id: string) => HalfTime | undefined;
  maxTalk?: number | undefined;
};

export type ToRow = (sitting: Sitting, visits?: readonly Visit[]) => SittingRow;

/** `visits`: those that belong to it, where the board does not hold it any more. */
export function createToRow({ board, links, now, halfTime, maxTalk }: Parts): ToRow {
  return (sitting, visits) => {
    const { id, version, official, agency, agencyName, level, county, queue, desk, from, to, standing } = sitting;
    const here = board();
    const onBoard = here.sittings[id];
    const counts = onBoard ? countsOf(onBoard) : visits && countsOf(sumUpOf(visits, to));
    const facts = { from, to, talking: counts?.talking ?? 0, ...(counts?.firstAnswerAt !== undefined && counts) };
    const state = standing === 'planned' ? statusOf(facts, isManned(here, links(), desk), now()) : 'cancelled';
    const system = queue === undefined ? undefined : here.queues[queue]?.system;
    const lag = lagOf(links(), system, now());
    const forecast = state === 'live' ? forecastFor(here, id, now(), { lag, maxTalk }) : undefined;
    const half = state === 'closed' ? halfTime(id) : undefined;
    return {
      id,
      version,
      official,
      level,
      from,
      to,
      state,
      ...(agency !== undefined && { agency }),
      ...(agencyName !== undefined && { agencyName }),
      ...(county !== undefined && { county }),
      ...(queue !== undefined && { queue }),
      ...(desk !== undefined && { desk }),
      ...(onBoard?.clash !== undefined && { clash: onBoard.clash }),
      ...(counts && { counts }),
      ...(forecast && { forecast }),
      ...(half && { halfTime: half }),
    };
  };
}

const sumUpOf = (visits: readonly Visit[], to: number) => {
  const { counters, ...rest } = sumUp(visits, to);
  return { ...counters, ...rest };
};

function countsOf(counted: NonNullable<SittingRow['counts']>): NonNullable<SittingRow['counts']> {
  const { offered, waiting, talking, answered, completed, abandoned, notReached, waitSeconds, talkSeconds } = counted;
  const { firstAnswerAt, lastEndAt, lastTalks } = counted;
  return {
    offered,
    waiting,
    talking,
    answered,
    completed,
    abandoned,
    notReached,
    waitSeconds,
    talkSeconds,
    lastTalks,
    ...(firstAnswerAt !== undefined && { firstAnswerAt }),
    ...(lastEndAt !== undefined && { lastEndAt }),
  };
}
