// The figures of a campaign, worked out from the visits in the ledger whenever somebody asks: so late facts, corrections and another
// plan of its shifts count at once.
import type { Campaign, CampaignFigures, CampaignHour, CampaignReport } from '../../shared/api/campaigns.ts';
import type { CallCounters, Tally } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { shiftsIn, type Span } from '../../shared/campaigns.ts';
import { firstPlace } from '../../shared/first-place.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { at, callCounters, contribute } from '../board/counters.ts';
import { unheardBy } from '../board/gaps.ts';
import type { Visit } from '../board/visit.ts';
import type { PastVisits } from '../calls/past-visits.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { pagesOf } from '../ledger/pages.ts';
import type { Pace } from '../reading/pace.ts';
import { createLinesInUse, type Lines } from './lines-in-use.ts';

const PAGE = 500;

type Parts = {
  past: Pick<PastVisits, 'ofDay'>;
  ledger: Pick<Ledger, 'byDay'>;
  calendar: Calendar;
  now: () => number;
  pace: Pace;
};
export type CampaignReports = (campaign: Campaign) => Promise<Omit<CampaignReport, 'queueNames'>>;

export function createCampaignReports({ past, ledger, calendar, now, pace }: Parts): CampaignReports {
  return async (campaign) => {
    const asOf = now();
    const { from } = campaign;
    const end = Math.max(from, Math.min(campaign.to, asOf));
    const shifts = createSums(shiftsIn(campaign, campaign.shifts, calendar));
    const hours = createSums(hoursIn({ from, to: end }, calendar));
    const [total, outside] = [newRow(), newRow()];
    const [byCounty, byTopic]: [Tally, Tally] = [{}, {}];
    const lines = createLinesInUse(from, end);
    const unknownEnds = createSums([{ from, to: campaign.to }, ...shifts.spans]);
    const queues = new Set(campaign.queues);
    const isAsked = (queue: string): boolean => queues.size === 0 || queues.has(queue);

    const rowsAt = (moment: number): Float64Array[] => {
      const hour = hours.at(moment);
      return [total, shifts.at(moment) ?? outside, ...(hour ? [hour] : [])];
    };
    const bump = (moment: number, counter: number, by: number): void => {
      for (const row of rowsAt(moment)) row[counter] = (row[counter] ?? 0) + by;
    };

    const turnedAway = new Map<string, number>();
    // Who joined on the day before may talk still when the campaign begins.
    for (let day = calendar.dayOf(from - DAY); calendar.startOf(day) < end; day = calendar.dayAfter(day)) {
      const [start, stop] = [calendar.startOf(day), calendar.startOf(calendar.dayAfter(day))];
      for await (const piece of past.ofDay(day))
        for (const { joinedAt, visit, tags, missedBy } of piece) {
          if (joinedAt < start || joinedAt >= stop || !isAsked(visit.queue)) continue;
          const { until, isKnown } = endOf(visit, asOf);
          lines.add(joinedAt, until);
          if (joinedAt < from || joinedAt >= end) continue;
          for (const row of rowsAt(joinedAt)) {
            contribute(row, visit, 1);
            row[at.missed] = (row[at.missed] ?? 0) + missedBy.length;
          }
          countIn(byCounty, tags.county);
          countIn(byTopic, tags.topic);
          if (!isKnown) unknownEnds.each(joinedAt, (row) => void (row[0] = (row[0] ?? 0) + 1));
        }
      for (const entries of pagesOf((after) => ledger.byDay(day, after, PAGE), PAGE)) {
        for (const { event } of entries) {
          if (event.at < from || event.at >= end) continue;
          if (event.type === 'call.refused' && isAsked(event.queue)) {
            const key = `${event.queue} ${event.call}`;
            turnedAway.set(key, Math.min(turnedAway.get(key) ?? Infinity, event.at));
          } else if (event.type === 'source.resynced')
            for (const [queue, calls] of unheardBy(event)) if (isAsked(queue)) bump(event.at, at.unheard, calls);
        }
        if (entries.length === PAGE) await pace.turn();
      }
    }
    for (const moment of turnedAway.values()) bump(moment, at.refused, 1);

    const figuresOf = (span: Span, row: Float64Array, unknown: number): CampaignFigures => {
      const passed = Math.min(span.to, asOf) - span.from;
      const calls = countersOf(row);
      return {
        ...span,
        calls,
        ...(passed >= MINUTE && { perHour: (calls.answered * HOUR) / passed }),
        lines: { ...rounded(lines.between(span.from, Math.min(span.to, end))), unknown },
      };
    };
    const unknownIn = (n: number): number => unknownEnds.rows[n]?.[0] ?? 0;
    return {
      asOf,
      campaign,
      total: figuresOf({ from, to: campaign.to }, total, unknownIn(0)),
      shifts: shifts.spans.map((span, n) => figuresOf(span, shifts.rows[n] ?? newRow(), unknownIn(n + 1))),
      ...(campaign.shifts.length > 0 && { outside: countersOf(outside) }),
      hours: hours.spans.map((span, n): CampaignHour => {
        const { offered, answered, abandoned } = countersOf(hours.rows[n] ?? newRow());
        return { ...span, offered, answered, abandoned, peak: lines.between(span.from, span.to).peak };
      }),
      ...(asOf >= from && asOf < campaign.to && { linesNow: lines.at(asOf) }),
      byCounty,
      byTopic,
    };
  };
}

const newRow = (): Float64Array => new Float64Array(callCounters.length);

/** One row of counters for each of some spans in order, none of which reaches into the next. */
function createSums(spans: readonly Span[]) {
  const rows = spans.map(newRow);
  return {
    spans,
    rows,
    at(moment: number): Float64Array | undefined {
      const place = firstPlace(spans, ({ to }) => to > moment);
      const span = spans[place];
      return span && span.from <= moment ? rows[place] : undefined;
    },
    /** Of all spans that contain a moment. */
    each(moment: number, use: (row: Float64Array) => void): void {
      for (const [n, { from, to }] of spans.entries()) {
        const row = rows[n];
        if (row && from <= moment && moment < to) use(row);
      }
    },
  };
}

/** Clock hours in the province, cut at the ends of the span. */
function hoursIn({ from, to }: Span, calendar: Calendar): Span[] {
  const hours: Span[] = [];
  const offset = calendar.utcOffset(from) * MINUTE;
  for (let begin = from; begin < to;) {
    const next = Math.min(to, (Math.floor((begin + offset) / HOUR) + 1) * HOUR - offset);
    hours.push({ from: begin, to: next });
    begin = next;
  }
  return hours;
}

/** Until when a visit held a line; one whose end was not reported until its last report (B10). */
function endOf(visit: Visit, now: number): { until: number; isKnown: boolean } {
  const { outcome, talk, joinedAt, answeredAt = joinedAt, endedAt, endInferred } = visit;
  if (outcome === 'waiting' || talk === 'talking') return { until: now, isKnown: true };
  if (endedAt !== undefined && !endInferred) return { until: endedAt, isKnown: true };
  return { until: answeredAt, isKnown: false };
}

function countersOf(row: Float64Array): CallCounters {
  const { refused, unheard, ...counters } = Object.fromEntries(
    callCounters.map((name) => [name, row[at[name]] ?? 0]),
  ) as Required<CallCounters>;
  // Absent unless the telephone system reported it (B10).
  return { ...counters, ...(refused > 0 && { refused }), ...(unheard > 0 && { unheard }) };
}

const rounded = ({ mean, ...lines }: Lines): Lines => ({
  ...lines,
  ...(mean !== undefined && { mean: Math.round(mean * 10) / 10 }),
});

function countIn(tally: Tally, id = 'unknown'): void {
  tally[id] = (tally[id] ?? 0) + 1;
}
