// A whole server whose timetable goes out: sittings of tomorrow, planned and published over HTTP.
import { expect } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import type { SittingRow } from '../../shared/api/sittings.ts';
import type { PublicSitting, TimetableAnswer } from '../../shared/api/timetable.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { startTestServer } from './test-server.ts';

// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;
export const { dayOf, startOf } = createCalendar();
type Asked = { body?: object; role?: string; version?: number };
export type TimetableApi = Awaited<ReturnType<typeof startTimetableApi>>;

export async function startTimetableApi() {
  const server = await startTestServer('');
  const now = Date.now();
  const tokens: Record<string, string> = {};
  for (const role of ['deputy', 'supervisor', 'admin'] as const)
    tokens[role] = server.vault.createToken({ name: `the-${role}`, role, now }).plain;
  /** Tomorrow at eight, and the day of it. */
  const morning = startOf(dayOf(now)) + DAY + 8 * HOUR;
  const day = dayOf(morning);

  async function ask(method: string, path: string, { body, role = 'admin', version }: Asked = {}) {
    const answer = await fetch(server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${tokens[role]}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json: Json = text === '' ? {} : JSON.parse(text);
    return { status: answer.status, json };
  }
  const read = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

  async function plan(more: object = {}): Promise<SittingRow> {
    const body = {
      official: { name: 'مهدی رستمی', title: 'فرماندار بابل' },
      agency: 'فرمانداری بابل',
      level: 'county',
      county: 'babol',
      desk: 'm-1201',
      queue: 'samad-babol',
      from: morning,
      to: morning + 2 * HOUR,
      ...more,
    };
    const { status, json } = await ask('POST', '/api/sittings', { body });
    expect(status, JSON.stringify(json)).toBe(201);
    return json as SittingRow;
  }
  const move = async ({ id, version }: SittingRow, by: number): Promise<SittingRow> =>
    (await ask('PATCH', `/api/sittings/${id}`, { body: { from: morning + by, to: morning + by + HOUR }, version }))
      .json;
  const publish = (from = day, to = day) => ask('POST', '/api/timetable', { body: { from, to }, role: 'supervisor' });
  const open = (isOpen = true) => ask('PUT', '/api/timetable', { body: { open: isOpen } });
  const listed = async (): Promise<PublicSitting[]> =>
    ((await ask('GET', `/api/timetable?from=${day}&to=${day}`, { role: 'deputy' })).json as TimetableAnswer).sittings;
  const makeFeed = async (body: object): Promise<string> => {
    const { status, json } = await ask('POST', '/api/feeds', { body: { name: 'تقویم', ...body } });
    expect(status, JSON.stringify(json)).toBe(201);
    return json.path as string;
  };

  return { server, morning, day, ask, read, plan, move, publish, open, listed, makeFeed, stop: server.stop };
}
