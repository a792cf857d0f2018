// The shifts of a campaign as a CSV table. Pure.
import type { CampaignFigures, CampaignReport } from '../../shared/api/campaigns.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { campaignWords } from '../../shared/campaign-words.ts';
import { clockText } from '../../shared/clock-text.ts';
import { asa, serviceLevel, talkMinutes } from '../../shared/measure.ts';
import type { Language } from '../../shared/settings.ts';
import { csvRows, type CsvCell } from '../tables/csv.ts';

type Report = Pick<CampaignReport, 'total' | 'shifts'>;

export function campaignFile(
  { total, shifts }: Report,
  lang: Language,
  calendar: Pick<Calendar, 'dayOf' | 'utcOffset'>,
): string {
  const t = campaignWords[lang];
  const clock = (ms: number): string => clockText(ms, calendar.utcOffset(ms));
  const tenth = (value: number | undefined): CsvCell => (value === undefined ? '' : Math.round(value * 10) / 10);
  const cells = ({ from, to, calls, perHour, lines }: CampaignFigures): CsvCell[] => [
    { day: calendar.dayOf(from) },
    clock(from),
    clock(to),
    calls.offered,
    calls.answered,
    calls.abandoned,
    calls.timedOut + calls.leftByKey + calls.leftOtherwise,
    calls.lost,
    calls.waiting,
    calls.refused ?? '',
    calls.unheard ?? '',
    tenth(perHour),
    serviceLevel(calls) ?? '',
    tenth(asa(calls)),
    talkMinutes(calls) ?? '',
    lines.peak,
    tenth(lines.mean),
    lines.unknown,
  ];
  const head = [
    ...[t.day, t.from, t.to, t.offered, t.answered, t.abandoned, t.leftOther, t.lost, t.waiting, t.refused, t.unheard],
    ...[t.perHour, t.serviceLevel, t.asa, t.minutes, t.peak, t.mean, t.unknownEnds],
  ];
  const [, ...sums] = cells(total);
  return csvRows([head, ...shifts.map(cells), [t.total, ...sums]]);
}
