// What the form of a campaign holds while it is written, and what is sent of it. Pure.
import type { Campaign, CampaignPlan } from '../../shared/api/campaigns.ts';
import {
  CAMPAIGN_LONGEST_MS,
  CAMPAIGN_NAME,
  MOST_SHIFTS,
  doShiftsOverlap,
  type DailyShift,
} from '../../shared/campaigns.ts';
import { latinDigits } from '../../shared/digits.ts';
import { dayNumber } from '../../shared/jalali-day.ts';
import { hidesNumber } from '../../shared/number.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { dayId, dayStartOf } from '../text/jalali.ts';
import { parseJalaliDay } from '../text/parse-jalali-day.ts';
import { minutesOf, timeOfDay } from '../text/time-of-day.ts';

export type CampaignDraft = {
  name: string;
  fromDay: string;
  from: string;
  toDay: string;
  to: string;
  /** Such as "8-14, 14-20". */
  shifts: string;
  queues: readonly string[];
};
export type CampaignFault =
  'required' | 'long' | 'number' | 'day' | 'time' | 'order' | 'longest' | 'shifts' | 'overlap' | 'many';
export type CampaignFaults = Partial<Record<Exclude<keyof CampaignDraft, 'queues'>, CampaignFault>>;

type Digits = (text: string) => string;
const dayText = (day: string): string => day.replaceAll('-', '/');

/** From tomorrow on, for a day. */
export function emptyCampaign(now: number, utcOffset: number, digits: Digits): CampaignDraft {
  const tomorrow = digits(dayText(dayId(now + DAY, utcOffset)));
  return {
    name: '',
    fromDay: tomorrow,
    from: digits('00:00'),
    toDay: tomorrow,
    to: digits('24:00'),
    shifts: '',
    queues: [],
  };
}

export function draftOf(
  { name, from, to, shifts, queues }: Campaign,
  utcOffset: number,
  digits: Digits,
): CampaignDraft {
  // An end at midnight belongs to the day before it.
  const [end, start] = [dayStartOf(to - 1, utcOffset), dayStartOf(from, utcOffset)];
  return {
    name,
    fromDay: digits(dayText(dayId(from, utcOffset))),
    from: digits(timeOfDay(Math.round((from - start) / MINUTE))),
    toDay: digits(dayText(dayId(to - 1, utcOffset))),
    to: digits(timeOfDay(Math.round((to - end) / MINUTE))),
    shifts: digits(shifts.map((shift) => `${shift.from}-${shift.to}`).join(', ')),
    queues,
  };
}

function momentOf(dayText: string, time: string, utcOffset: number): number | undefined {
  const day = parseJalaliDay(dayText);
  const [number, minutes] = [day === undefined ? undefined : dayNumber(day), minutesOf(time)];
  if (number === undefined || minutes === undefined) return undefined;
  return number * DAY - utcOffset * MINUTE + minutes * MINUTE;
}

/** Undefined when one of them is no shift. */
export function parseShifts(text: string): DailyShift[] | undefined {
  const parts = latinDigits(text)
    .split(/[,،;؛\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const shifts: DailyShift[] = [];
  for (const part of parts) {
    const [begin, end, ...more] = part.split(/\s*(?:[-–—]|تا|to)\s*/);
    const [from, to] = [minutesOf(begin ?? ''), minutesOf(end ?? '')];
    if (from === undefined || to === undefined || more.length > 0 || from % 1440 === to % 1440) return undefined;
    shifts.push({ from: timeOfDay(from % 1440), to: timeOfDay(to % 1440) });
  }
  return shifts;
}

export function campaignFaults(draft: CampaignDraft, utcOffset: number): CampaignFaults {
  const faults: CampaignFaults = {};
  const name = draft.name.trim();
  if (name === '') faults.name = 'required';
  else if (name.length > CAMPAIGN_NAME) faults.name = 'long';
  else if (hidesNumber(name)) faults.name = 'number';
  const isDay = (text: string): boolean => momentOf(text, '0', utcOffset) !== undefined;
  if (!isDay(draft.fromDay)) faults.fromDay = 'day';
  if (!isDay(draft.toDay)) faults.toDay = 'day';
  if (minutesOf(draft.from) === undefined) faults.from = 'time';
  if (minutesOf(draft.to) === undefined) faults.to = 'time';
  const [from, to] = [momentOf(draft.fromDay, draft.from, utcOffset), momentOf(draft.toDay, draft.to, utcOffset)];
  if (from !== undefined && to !== undefined) {
    if (to <= from) faults.to = 'order';
    else if (to - from > CAMPAIGN_LONGEST_MS) faults.to = 'longest';
  }
  const shifts = parseShifts(draft.shifts);
  if (shifts === undefined) faults.shifts = 'shifts';
  else if (shifts.length > MOST_SHIFTS) faults.shifts = 'many';
  else if (doShiftsOverlap(shifts)) faults.shifts = 'overlap';
  return faults;
}

/** Of a draft without faults. */
export const planOf = (draft: CampaignDraft, utcOffset: number): CampaignPlan => ({
  name: draft.name.trim(),
  from: momentOf(draft.fromDay, draft.from, utcOffset) ?? 0,
  to: momentOf(draft.toDay, draft.to, utcOffset) ?? 0,
  queues: [...draft.queues],
  shifts: parseShifts(draft.shifts) ?? [],
});
