import { describe, expect, it } from 'vitest';
import { demoOfficials } from '../../../server/demo/invented/officials.ts';
import { officeSittings, planOf, sittingsAround } from '../../../server/demo/invented/timetable.ts';
import { loadProfile } from '../../../server/profiles/load.ts';
import { clashes } from '../../../shared/call-window.ts';
import { createCalendar } from '../../../shared/calendar.ts';
import { MINUTE } from '../../../shared/time.ts';
import { namesSchema } from '../../../shared/event-fields.ts';

const profile = loadProfile('demo');
const calendar = createCalendar();
const DAY = '1405-09-09';
const clock = (ms: number): string => new Date(ms + calendar.utcOffset(ms) * MINUTE).toISOString().slice(11, 16);

describe('the officials of the demo', () => {
  it('sit two by two at every desk of the recording, in a queue and an agency that the profile has', () => {
    expect(new Set(demoOfficials.map(({ desk }) => desk))).toEqual(new Set(Object.keys(profile.desks)));
    expect(demoOfficials).toHaveLength(2 * Object.keys(profile.desks).length);
    for (const { queue, agency, county = 'sari' } of demoOfficials)
      expect([queue in profile.queues, agency in profile.agencies, county in profile.counties]).toEqual([
        true,
        true,
        true,
      ]);
  });

  it('have names and titles of their own in both languages', () => {
    for (const { name, title } of demoOfficials)
      for (const one of [name, title]) expect(namesSchema.parse(one)).toEqual(one);
    const all = demoOfficials.flatMap(({ id, name }) => [id, name.fa, name.en]);
    expect(new Set(all).size).toBe(all.length);
    for (const { name, title } of demoOfficials) {
      expect(`${name.fa} ${title.fa}`).not.toMatch(/[a-z]/i);
      expect(`${name.en} ${title.en}`).toMatch(/^[ -~]+$/);
    }
  });
});

describe('the sittings of the demo', () => {
  it('fill the office hours of a day, one at every desk, and the officials of a desk take turns', () => {
    const sittings = officeSittings(DAY, calendar);
    expect([...new Set(sittings.map(({ from, to }) => `${clock(from)}–${clock(to)}`))]).toEqual([
      '08:00–10:00',
      '10:00–12:00',
      '12:00–14:00',
    ]);
    expect(sittings.filter(({ official }) => official.desk === 'm-1201').map(({ official }) => official.id)).toEqual([
      'sohrab-daryakenar',
      'nasrin-kuhpayeh',
      'sohrab-daryakenar',
    ]);
    expect(planOf(sittings[1]!, profile.agencies)).toMatchObject({
      official: { name: 'گلنار بهارستان', title: 'فرماندار بابل' },
      agency: 'فرمانداری',
      level: 'county',
      county: 'babol',
      desk: 'm-1202',
    });
  });

  it('are on at every moment of two days, and those of an office day are the announced ones', () => {
    const seen = new Map<string, ReturnType<typeof sittingsAround>[number]>();
    for (let now = calendar.startOf(DAY); now < calendar.startOf(DAY) + 48 * 60 * MINUTE; now += 7 * MINUTE) {
      const around = sittingsAround(now, calendar);
      expect(around.filter(({ from, to }) => from <= now && now < to)).toHaveLength(9);
      for (const one of around) seen.set(one.id, one);
    }
    const all = [...seen.values()].map(({ id, official, from, to }) => ({ id, desk: official.desk, from, to }));
    expect(all.some((a, i) => all.slice(i + 1).some((b) => clashes(a, b)))).toBe(false);
    expect(officeSittings(DAY, calendar).every(({ id }) => seen.has(id))).toBe(true);
  });
});
