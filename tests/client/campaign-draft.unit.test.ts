// The form of a campaign: what is typed, what is wrong with it, and what is sent.
import { expect, it } from 'vitest';
import { campaignFaults, draftOf, emptyCampaign, parseShifts, planOf } from '../../client/campaigns/campaign-draft.ts';
import { persianDigits } from '../../shared/digits.ts';
import { DAY, HOUR } from '../../shared/time.ts';

const OFFSET = 210;
const NOW = Date.parse('2026-11-30T10:00:00+03:30'); // 9 Azar 1405
const TOMORROW = Date.parse('2026-12-01T00:00:00+03:30');
const empty = emptyCampaign(NOW, OFFSET, persianDigits);

it('a new campaign is of tomorrow, and lacks a name only', () => {
  expect(empty).toMatchObject({ fromDay: '۱۴۰۵/۰۹/۱۰', from: '۰۰:۰۰', toDay: '۱۴۰۵/۰۹/۱۰', to: '۲۴:۰۰' });
  expect(campaignFaults(empty, OFFSET)).toEqual({ name: 'required' });
  expect(planOf({ ...empty, name: ' سفر ' }, OFFSET)).toEqual({
    name: 'سفر',
    from: TOMORROW,
    to: TOMORROW + DAY,
    queues: [],
    shifts: [],
  });
});

it('shifts are typed as people write them', () => {
  const both = [
    { from: '08:00', to: '14:00' },
    { from: '14:00', to: '00:00' },
  ];
  for (const text of ['8-14, 14-24', '۸:۰۰–۱۴:۰۰، ۱۴:۰۰-۲۴:۰۰', '۸ تا ۱۴؛ ۱۴ تا ۰'])
    expect(parseShifts(text), text).toEqual(both);
  expect(parseShifts('')).toEqual([]);
  for (const text of ['8', '8-', '8-25', '8-14-20', '0-24', 'صبح']) expect(parseShifts(text), text).toBeUndefined();
});

it('faults name their fields', () => {
  const faults = (more: Partial<typeof empty>) => campaignFaults({ ...empty, name: 'سفر', ...more }, OFFSET);
  expect(faults({ name: 'ن'.repeat(61) })).toEqual({ name: 'long' });
  expect(faults({ name: 'تماس 09111234567' })).toEqual({ name: 'number' });
  expect(faults({ fromDay: '1405/13/01' })).toEqual({ fromDay: 'day' });
  expect(faults({ from: 'x' })).toEqual({ from: 'time' });
  expect(faults({ to: '0' })).toEqual({ to: 'order' });
  expect(faults({ toDay: '1405/11/10' })).toEqual({ to: 'longest' });
  expect(faults({ shifts: '8-14, 12-20' })).toEqual({ shifts: 'overlap' });
  expect(faults({ shifts: '22-2, 1-5' })).toEqual({ shifts: 'overlap' });
});

it('a campaign that is edited comes back as it was', () => {
  const plan = { name: 'سفر', from: TOMORROW + 8 * HOUR, to: TOMORROW + 2 * DAY, queues: ['q'] };
  const shifts = [{ from: '08:00', to: '14:00' }];
  const draft = draftOf({ ...plan, shifts, id: 'k', version: 1, plannedAt: NOW }, OFFSET, persianDigits);
  expect(draft).toMatchObject({ fromDay: '۱۴۰۵/۰۹/۱۰', from: '۰۸:۰۰', toDay: '۱۴۰۵/۰۹/۱۱', to: '۲۴:۰۰' });
  expect(planOf(draft, OFFSET)).toEqual({ ...plan, shifts });
});
