// The sheet of a sitting from its row and its visits. Pure; no visit, only sums of them, goes into it.
import type { SittingReport } from '../../shared/api/reports.ts';
import type { SittingRow } from '../../shared/api/sittings.ts';
import type { Tally } from '../../shared/board.ts';
import { keptOf } from '../../shared/report-sections.ts';
import type { Call } from '../board/call.ts';

type Parts = { row: SittingRow; visits: readonly { tags: Call['tags'] }[]; alerts: number; asOf: number };

export function sittingReport({ row, visits, alerts, asOf }: Parts): SittingReport {
  const kept = keptOf(row);
  return {
    asOf,
    sitting: row,
    byTopic: tallyOf(visits, 'topic'),
    byCounty: tallyOf(visits, 'county'),
    alerts,
    ...(kept !== undefined && { forecastKept: kept }),
  };
}

function tallyOf(visits: Parts['visits'], name: 'topic' | 'county'): Tally {
  const tally: Tally = {};
  for (const { tags } of visits) countIn(tally, tags[name]);
  return tally;
}

/** Counts one more of what is so tagged. */
export function countIn(tally: Tally, id = 'unknown'): void {
  tally[id] = (tally[id] ?? 0) + 1;
}
