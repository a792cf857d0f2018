// A whole server at a time of the test's choice, with a sitting of an hour and its calls: what reports are written from.
import { expect } from 'vitest';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { startTestServer } from './test-server.ts';

/** The contract is checked by the server itself. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = Record<string, any>;

export const DAY = '1405-09-09';
export const at = (clock: string): number => Date.parse(`2026-11-30T${clock}:00+03:30`);
/** A number that no report may hold, however it is written. */
export const NUMBER = '09111234567';

export type ReportedDay = Awaited<ReturnType<typeof startReportedDay>>;

/** At eight in the morning of DAY. `runs`: the clock goes on from where it is set, as screens expect. */
export async function startReportedDay({ runs = false } = {}) {
  const clock = { now: at('08:00'), setAt: Date.now() };
  const now = (): number => clock.now + (runs ? Date.now() - clock.setAt : 0);
  const server = await startTestServer('', { world: { now, reportsWaitMs: 0 } });
  const token = server.vault.createToken({ name: 'chief', role: 'admin', now: clock.now }).plain;
  const asked = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const ask = async (method: string, path: string, body?: object): Promise<Json> => {
    const answer = await asked(method, path, body);
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true);
    return text === '' ? {} : (JSON.parse(text) as Json);
  };
  const post = (...events: object[]): Promise<Json> =>
    ask(
      'POST',
      '/api/events',
      events.map((event, n) => ({ id: `${clock.now}-${n}`, ...event })),
    );

  /** Its time is 8:00 to 9:00; four call, three are answered, one of them about a loan. */
  async function hold(): Promise<Json> {
    const official = { name: 'مهدی رستمی', title: 'فرماندار بابل' };
    const plan = {
      official,
      level: 'county',
      county: 'babol',
      queue: 'samad',
      desk: 'm-1',
      from: at('08:00'),
      to: at('09:00'),
    };
    const sitting = await ask('POST', '/api/sittings', plan);
    for (const [n, minute] of [5, 10, 15, 20].entries()) {
      const [call, joinedAt] = [`call-${'abcd'[n]}`, at('08:00') + minute * MINUTE];
      clock.now = joinedAt + 4 * MINUTE;
      const visit = { call, queue: 'samad' };
      await post(
        { ...visit, id: `${call}/j`, type: 'call.joined', at: joinedAt, number: NUMBER },
        ...(n === 3
          ? [{ ...visit, id: `${call}/l`, type: 'call.left', at: joinedAt + MINUTE, reason: 'abandoned', waited: 60 }]
          : [
              { ...visit, id: `${call}/a`, type: 'call.answered', at: joinedAt + 10_000, desk: 'm-1', waited: 10 },
              { ...visit, id: `${call}/e`, type: 'call.ended', at: joinedAt + 130_000, by: 'caller', talked: 120 },
            ]),
      );
    }
    await post({ id: 'tag', type: 'call.tagged', at: clock.now, call: 'call-a', topic: 'bank-loan', county: 'babol' });
    return sitting;
  }

  const setClock = (ms: number): void => void Object.assign(clock, { now: ms, setAt: Date.now() });
  const nextDay = (): void => setClock(at('08:00') + 22 * HOUR);
  return { server, ask, asked, post, hold, setClock, nextDay, clock };
}
