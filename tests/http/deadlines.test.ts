// Days to answer: how cases stand by the rules that were in force when they were referred.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AnswerOf } from '../../shared/api/types.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';
import { monthOf } from '../../shared/calendar.ts';
import { caseStandings } from '../../shared/promises.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { calendar, profile, startContactsApi, type ContactsApi } from '../support/contacts-api.ts';
import { seededRandom } from '../support/seeded-random.ts';

const TODAY = '1405-09-04'; // a Wednesday
const MORNING = calendar.startOf(TODAY) + 9 * HOUR;
const name = { fa: 'تعطیل', en: 'Holiday' };
type Figures = AnswerOf<'GET /api/cases/deadlines'>;
let server: ContactsApi;

beforeEach(async () => {
  server = await startContactsApi(MORNING);
  await server.startDay(TODAY);
});
afterEach(() => server.close());

const figures = (month = '1405-09', as: 'deputy' | 'clerk' = 'deputy'): Promise<Figures> =>
  server.json<Figures>(as, 'GET', `/cases/deadlines?month=${month}`);
const set = (rule: object): Promise<Response> =>
  server.ask('supervisor', 'PUT', '/deadlines', { count: 'calendar', ...rule });
const register = (body: object = {}): Promise<ContactRow> =>
  server.json<ContactRow>('clerk', 'POST', '/contacts', { channel: 'post', kind: 'request', ...body });
const step = (row: ContactRow, name: string, agency = 'gas', more: object = {}): Promise<unknown> =>
  server.json('clerk', 'POST', '/cases', { subject: row.subject, step: name, agency, ...more });
const sum = (one: Record<string, number>): number => Object.values(one).reduce((a, b) => a + b, 0);

it('without a rule no case has a deadline', async () => {
  await step(await register(), 'referred');
  expect((await figures()).all).toEqual({ inTime: 0, late: 0, open: 0, overdue: 0, noDeadline: 1 });
});

it('a case is open, about to be late, open and late, and twice over, as the days go by without an event', async () => {
  expect((await set({ days: 3 })).status).toBe(200);
  const row = await register();
  await step(row, 'referred');
  const after = async (days: number): Promise<[Figures['all'], Figures['open']]> => {
    server.setClock(MORNING + days * DAY);
    const { all, open } = await figures();
    return [all, open];
  };
  const none = { inTime: 0, late: 0, open: 0, overdue: 0, noDeadline: 0 };
  const ages = { 10: 1, 20: 0, 30: 0, 60: 0, more: 0 };
  const open = { open: 1, overdue: 0, beyond: 0, soon: 0, noDeadline: 0, ages };
  // Its last day is the Saturday, the next working day of most offices.
  expect(await after(0)).toEqual([
    { ...none, open: 1 },
    { ...open, soon: 1 },
  ]);
  expect((await after(3))[0]).toEqual({ ...none, open: 1 });
  expect(await after(4)).toEqual([
    { ...none, overdue: 1 },
    { ...open, overdue: 1 },
  ]);
  expect((await after(7))[1]).toEqual({ ...open, overdue: 1, beyond: 1 });
  expect((await after(61))[1].ages).toEqual({ 10: 0, 20: 0, 30: 0, 60: 0, more: 1 });
  await after(7);
  const { oldest } = await figures('1405-09', 'clerk');
  expect(oldest).toMatchObject([{ row: { ref: row.ref }, referred: TODAY, due: '1405-09-07' }]);
  expect((await figures()).oldest[0]?.row.ref).toBeUndefined();
  await step(row, 'answered');
  expect((await figures()).all).toEqual({ ...none, late: 1 });
});

it('a case is due soon as many working days before its day as the province chose; Thursdays and holidays are none', async () => {
  await server.close();
  server = await startContactsApi(MORNING, { ...profile, dueSoonDays: 3, holidays: { '1405-09-08': name } });
  await server.startDay(TODAY);
  await set({ days: 6 });
  await step(await register(), 'referred');
  await set({ days: 7, kind: 'complaint' });
  await step(await register({ kind: 'complaint' }), 'referred');
  // Due on 09-10 and 09-11. From Wednesday on: Saturday, (Sunday is a holiday,) Monday, Tuesday.
  expect(await figures()).toMatchObject({ soonDays: 3, open: { open: 2, soon: 1 } });
});

it('a contact that was settled in the call is none of the referred cases, and a referral makes it one', async () => {
  await set({ days: 3 });
  const row = await register();
  await step(row, 'advised');
  expect(sum((await figures()).all)).toBe(0);
  expect((await figures()).open.open).toBe(0);
  await step(row, 'referred');
  expect((await figures()).all).toMatchObject({ open: 1 });
  await step(row, 'unrelated');
  expect((await figures()).all).toMatchObject({ open: 1 });
});

it('the cases of one class are a list, counted as the figure is, and a table; a class that does not exist is refused', async () => {
  await set({ days: 3 });
  const rows: ContactRow[] = [];
  for (let n = 0; n < 4; n++) rows.push(await register());
  for (const row of rows.slice(0, 3)) await step(row, 'referred');
  await step(rows[0] as ContactRow, 'answered');
  const listed = async (filters: string): Promise<string[]> => {
    const { rows: found } = await server.json<AnswerOf<'GET /api/contacts'>>('deputy', 'GET', `/contacts?${filters}`);
    return found.map(({ subject }) => subject).toSorted();
  };
  const subjects = (from: number, to: number): string[] =>
    rows
      .slice(from, to)
      .map(({ subject }) => subject)
      .toSorted();
  expect(await listed('month=1405-09&deadline=inTime')).toEqual(subjects(0, 1));
  expect(await listed('deadline=open')).toEqual(subjects(1, 3));
  expect(await listed('deadline=open&agency=electricity')).toEqual([]);
  expect(await listed('deadline=overdue')).toEqual([]);
  // Its last day passes without an event.
  server.setClock(MORNING + 4 * DAY);
  expect(await listed('deadline=open')).toEqual([]);
  expect(await listed('deadline=overdue&agency=gas')).toEqual(subjects(1, 3));
  const table = await server.ask('clerk', 'GET', '/contacts.csv?deadline=overdue&lang=en');
  expect(table.headers.get('content-disposition')).toContain('111-contacts-overdue.csv');
  expect((await table.text()).trim().split('\r\n')).toHaveLength(3);
  expect((await server.ask('deputy', 'GET', '/contacts?deadline=never')).status).toBe(400);
});

it('working days leave out Fridays, Thursdays where the office is shut, and holidays', async () => {
  await set({ days: 1, count: 'saturdayToThursday' });
  await set({ days: 1, count: 'saturdayToWednesday', agency: 'gas' });
  const ofAll = await register();
  const ofOne = await register();
  await step(ofAll, 'referred', 'electricity');
  await step(ofOne, 'referred', 'gas');
  const due = async (): Promise<(string | undefined)[]> => (await figures()).oldest.map((one) => one.due);
  expect((await due()).toSorted()).toEqual(['1405-09-05', '1405-09-07']);
});

it('the rule that was in force at the referral counts; an own rule before a general one; taken back, the general one again', async () => {
  await set({ days: 2 });
  const first = await register();
  await step(first, 'referred');
  await set({ days: 9, from: '1405-09-05' });
  await set({ days: 5, kind: 'complaint', from: '1405-09-05' });
  await set({ days: 7, agency: 'gas', from: '1405-09-05' });
  await set({ days: null, agency: 'gas', from: '1405-09-10' });
  const duesOf = async (rows: ContactRow[]): Promise<(string | undefined)[]> => {
    const { oldest } = await figures();
    return rows.map(({ subject }) => oldest.find(({ row }) => row.subject === subject)?.due);
  };
  server.setClock(MORNING + DAY);
  const second = await register();
  const third = await register({ kind: 'complaint' });
  await step(second, 'referred', 'electricity');
  await step(third, 'referred', 'electricity');
  expect(await duesOf([first, second, third])).toEqual(['1405-09-06', '1405-09-14', '1405-09-10']);
  const fourth = await register({ kind: 'complaint' });
  await step(fourth, 'referred');
  expect(await duesOf([fourth])).toEqual(['1405-09-12']);
  server.setClock(MORNING + 6 * DAY);
  const fifth = await register();
  await step(fifth, 'referred');
  expect(await duesOf([fifth])).toEqual(['1405-09-19']);
  expect((await set({ days: 4, from: '1405-09-09' })).status).toBe(400);
  expect((await set({ days: 4, kind: 'nothing' })).status).toBe(400);
  expect((await server.ask('deputy', 'PUT', '/deadlines', { days: 4, count: 'calendar' })).status).toBe(403);
});

it('the classes add up to what was referred at every moment, each is a list of that length, and a new index says the same', async () => {
  const given = process.env['SEED'];
  const seeds = given === undefined ? fc.sample(fc.integer({ min: 1, max: 2 ** 31 }), 2) : [Number(given)];
  console.log(`deadlines: seeds ${seeds.join(', ')}`);
  for (const seed of seeds) {
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    await server.close();
    let now = calendar.startOf(pick(['1404-12-20', '1405-01-02', TODAY])) + 9 * HOUR;
    const channels = { ceremony: { ...name, match: [] }, branch: { fa: 'دفتر', en: 'Branch', match: [] } };
    server = await startContactsApi(now, { ...profile, channels });
    await server.startDay(calendar.dayOf(now));
    const rows: ContactRow[] = [];
    const months = new Set<string>();
    for (let n = 0; n < 60; n++) {
      now += Math.floor(random() * 20) * HOUR;
      const day = calendar.dayOf(now);
      await server.record([{ type: 'day.started', id: `day/${day}`, at: now, day }], 'clock');
      server.setClock(now);
      const row = rows.length > 0 ? pick(rows) : undefined;
      const act = random();
      if (act < 0.3 || !row) {
        const on = calendar.dayOf(now - Math.floor(random() * 50) * DAY);
        rows.push(await register({ on, kind: pick(['request', 'complaint']), channel: pick(['post', 'ceremony']) }));
      } else if (act < 0.65)
        await step(
          row,
          pick(['referred', 'referred', 'answered', 'closed', 'verified', 'advised', 'unrelated']),
          pick(['gas', 'electricity']),
          random() < 0.2 ? { mistaken: true } : {},
        );
      else if (act < 0.75)
        await set({
          days: pick([null, 1, 5, 10, 30]),
          count: pick(['calendar', 'saturdayToThursday', 'saturdayToWednesday']),
          ...(random() < 0.3 && { from: calendar.dayOf(now + Math.floor(random() * 9) * DAY) }),
          ...(random() < 0.4 && { kind: pick(['request', 'complaint']) }),
        });
      else if (act < 0.85)
        await server.ask('supervisor', 'PATCH', '/contacts', {
          subject: row.subject,
          kind: pick(['request', 'complaint']),
          channel: pick(['visit', 'ceremony', 'branch']),
        });
      else if (act < 0.9) await server.ask('supervisor', 'POST', '/contacts/withdraw', { subject: row.subject });
      else {
        // A fact of days ago that arrives now.
        const contact = row.subject.slice('contact/'.length);
        const at = now - Math.floor(random() * 40) * DAY;
        const type = pick(['case.referred', 'case.answered', 'case.closed', 'case.advised', 'case.unrelated'] as const);
        await server.record([{ type, id: `late/${n}`, at, contact, agency: 'electricity' }], 'samad');
      }
      months.add(monthOf(calendar.dayOf(now))).add(monthOf(rows.at(-1)?.day ?? TODAY));
      if (n % 6 !== 0) continue;
      for (const month of months) {
        const { all, agencies, kinds } = await figures(month);
        const referred = server.fold.month(month)?.cases.referred ?? 0;
        const seen = [
          sum(all),
          ...[agencies, kinds].map((by) => Object.values(by).reduce((a, one) => a + sum(one), 0)),
        ];
        expect(seen, `seed ${seed}, month ${month}, step ${n}`).toEqual([referred, referred, referred]);
        const counted = server.fold.month(month);
        const { registered = 0, advised = 0, unrelated = 0 } = counted?.cases ?? {};
        expect(advised + unrelated + referred).toBeLessThanOrEqual(registered);
        expect(sum(counted?.byChannel ?? {})).toBe(counted?.contacts ?? 0);
        const total = async (filter: string): Promise<number> => {
          const path = `/contacts/total?month=${month}&${filter}`;
          return (await server.json<{ total: number }>('deputy', 'GET', path)).total;
        };
        expect([await total('state=advised'), await total('state=unrelated')]).toEqual([advised, unrelated]);
        for (const name of caseStandings) {
          const at = `seed ${seed}, month ${month}, step ${n}, ${name}`;
          expect(await total(`deadline=${name}`), at).toBe(all[name]);
          for (const [agency, one] of Object.entries(agencies).slice(0, 2))
            expect(await total(`deadline=${name}&agency=${agency}`), at).toBe(one[name]);
        }
        expect(await server.deadlinesMadeAnew(month), `seed ${seed}`).toEqual(await figures(month, 'clerk'));
      }
    }
  }
});
