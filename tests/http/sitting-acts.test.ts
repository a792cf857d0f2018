// What a supervisor does while a sitting is on, with the real log, fold and planner behind it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SittingRow } from '../../shared/api/sittings.ts';
import { MINUTE } from '../../shared/time.ts';
import { at, startSittingsApi, type SittingsApi } from '../support/sittings-api.ts';

let api: SittingsApi;
let sitting: SittingRow;
beforeEach(async () => {
  api = await startSittingsApi();
  sitting = await api.add();
  api.setClock(at('09:30'));
});
afterEach(() => api.close());

type Done = { sitting: SittingRow; message?: string };
const extend = (minutes: number, { id, version } = sitting, as: 'deputy' | 'supervisor' | 'other' = 'supervisor') =>
  api.ask('POST', `/${id}/extend`, { body: { minutes }, ifMatch: `"${version}"`, as });
const openDesk = (body: object, as: 'deputy' | 'supervisor' = 'supervisor') =>
  api.ask('POST', `/${sitting.id}/desks`, { body, as });

describe('extending a sitting that is on', () => {
  it('moves its end, tells all screens for ten minutes, and is in the log under its author', async () => {
    const { status, json } = await extend(20);
    expect(status).toBe(200);
    const { message = '', sitting: after } = json as Done;
    expect(after).toMatchObject({ to: at('10:05'), version: 2 });
    expect(api.fold.board.sittings[sitting.id]).toMatchObject({ to: at('10:05') });
    expect(api.fold.board.messages[message]).toMatchObject({
      fa: 'نوبت پاسخ‌گویی مهدی رستمی تا ساعت ۱۰:۰۵ تمدید شد',
      en: 'Session of مهدی رستمی extended until 10:05',
      to: at('09:40'),
      counties: { babol: true },
    });
    expect(api.ledger.bySubject(`sitting/${sitting.id}`).at(-1)?.event).toMatchObject({
      type: 'sitting.moved',
      by: expect.stringMatching(/^supervisor/),
    });
  });

  it('is undone by the edit that gives it its old end', async () => {
    await extend(30);
    const back = await api.ask('PATCH', `/${sitting.id}`, { body: { to: sitting.to }, ifMatch: '"2"' });
    expect(back.json).toMatchObject({ to: sitting.to, version: 3 });
  });

  it('pressed by two at once happens once, and the second is told who was first', async () => {
    const both = await Promise.all([extend(10), extend(10, sitting, 'other')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(api.fold.board.sittings[sitting.id]).toMatchObject({ to: at('09:55') });
  });

  it('into the next sitting at the desk is refused, and the clash is named', async () => {
    const next = await api.add({ official: { name: 'کریمی' }, from: at('10:00'), to: at('11:00') });
    expect((await extend(10)).status).toBe(200);
    const { status, json } = await extend(10, { ...sitting, version: 2 });
    expect(status).toBe(409);
    expect(json).toMatchObject({ code: 'sitting-clash', clash: { id: next.id, official: { name: 'کریمی' } } });
  });

  it('into another sitting of the official at another desk is refused, and the clash is named', async () => {
    const next = await api.add({ desk: 'm-9', from: at('10:00'), to: at('11:00') });
    const { status, json } = await extend(30);
    expect(status).toBe(409);
    expect(json).toMatchObject({ code: 'sitting-clash', clash: { id: next.id, desk: 'm-9' } });
    expect(api.fold.board.sittings[sitting.id]).toMatchObject({ to: sitting.to });
  });

  it('is for sittings that are on: neither before, nor after, nor cancelled', async () => {
    api.setClock(at('07:59'));
    expect(await extend(10)).toMatchObject({ status: 409, json: { code: 'sitting-not-on' } });
    api.setClock(at('09:46'));
    expect(await extend(10)).toMatchObject({ status: 409, json: { code: 'sitting-not-on' } });
    api.setClock(at('09:30'));
    await api.ask('DELETE', `/${sitting.id}`, { ifMatch: '"1"' });
    expect(await extend(10, { ...sitting, version: 2 })).toMatchObject({
      status: 409,
      json: { code: 'sitting-not-on' },
    });
  });

  it('is for supervisors, by ten, twenty or thirty minutes, of the version that they saw', async () => {
    expect((await extend(10, sitting, 'deputy')).status).toBe(403);
    expect((await extend(15)).status).toBe(400);
    expect((await extend(10, { ...sitting, version: 7 })).json).toMatchObject({
      code: 'edited-meanwhile',
      now: { version: 1 },
    });
    expect((await api.ask('POST', '/s-99/extend', { body: { minutes: 10 }, ifMatch: '"1"' })).status).toBe(404);
    expect((await api.ask('POST', `/${sitting.id}/extend`, { body: { minutes: 10 } })).status).toBe(428);
  });

  it('happens also where the screens have no room for a message', async () => {
    await api.happen(
      ...Array.from({ length: 20 }, (_none, n) => ({
        type: 'message.posted',
        message: `g-${n}`,
        level: 'info',
        fa: 'پیام',
        from: at('09:00'),
        to: at('12:00'),
        at: at('09:00'),
        source: 'office',
      })),
    );
    const { status, json } = await extend(10);
    expect(status).toBe(200);
    expect(json).not.toHaveProperty('message');
  });
});

describe('a second desk', () => {
  const second = { desk: 'm-2', official: { name: 'کریمی', title: 'معاون فرماندار' } };

  it('is a sitting of another official for the same queue, from now to the same end', async () => {
    api.setClock(at('09:30') + MINUTE / 2);
    const { status, json } = await openDesk(second);
    expect(status).toBe(201);
    const { sitting: made, message = '' } = json as Done;
    expect(made).toMatchObject({
      official: { name: 'کریمی' },
      queue: 'samad',
      county: 'babol',
      level: 'county',
      desk: 'm-2',
      from: at('09:30'),
      to: at('09:45'),
    });
    expect(api.fold.board.messages[message]).toMatchObject({ fa: 'کریمی در کنار مهدی رستمی پاسخ‌گو است' });
    expect((await api.ask('DELETE', `/${made.id}?mistaken=true`, { ifMatch: '"1"' })).status).toBe(200);
    expect(Object.keys(api.fold.board.sittings)).toEqual([sitting.id]);
  });

  it('is refused at a desk that is taken, and for an official who sits elsewhere', async () => {
    const other = await api.add({ official: { name: 'کریمی' }, desk: 'm-3', from: at('09:00'), to: at('10:00') });
    for (const body of [
      { desk: 'm-3', official: { name: 'صادقی' } },
      { desk: 'm-2', official: { name: 'کریمی' } },
    ])
      expect(await openDesk(body)).toMatchObject({
        status: 409,
        json: { code: 'sitting-clash', clash: { id: other.id } },
      });
    expect(await openDesk({ desk: 'm-2', official: { name: 'مهدی رستمی' } })).toMatchObject({
      status: 409,
      json: { clash: { id: sitting.id } },
    });
  });

  it('is for supervisors, and not for the last minutes', async () => {
    expect((await openDesk(second, 'deputy')).status).toBe(403);
    api.setClock(at('09:42'));
    expect(await openDesk(second)).toMatchObject({ status: 409, json: { code: 'sitting-not-on' } });
  });
});
