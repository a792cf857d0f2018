// The promises of a month over the whole server: counted at the end of each day, sealed, and proved to a citizen by a code.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BodyOf } from '../../shared/api/types.ts';
import type { CountedMonth } from '../../shared/api/promises.ts';
import { runVerifyCommand } from '../../server/commands/verify-log.ts';
import { checkProof } from '../../server/promises/check-proof.ts';
import type { Proof } from '../../server/promises/proof.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { DAY } from '../../shared/time.ts';
import { startTestServer } from '../support/test-server.ts';

const calendar = createCalendar();
const START = Date.parse('2026-11-02T10:00:00+03:30');
const month = calendar.dayOf(START).slice(0, 7);

type Answer = { months: CountedMonth[]; seals: { day: string; head: string }[] };

it('counts cases at the end of a day, and proves with a code alone in which column one of them is', async () => {
  let now = START;
  const server = await startTestServer('', { world: { now: () => now } });
  const { plain } = server.vault.createToken({ name: 'lead', role: 'supervisor', now });
  const ask = async (method: string, path: string, body?: object): Promise<Response> =>
    fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${plain}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const promises = async (): Promise<Answer> => (await ask('GET', '/api/promises')).json() as Promise<Answer>;
  const dayTurns = async (seals: number): Promise<Answer> => {
    now += DAY;
    await expect.poll(async () => (await promises()).seals.length).toBe(seals);
    return promises();
  };

  await ask('PUT', '/api/deadlines', { days: 1, count: 'calendar' });
  const codes: string[] = [];
  for (const answered of [true, false, false]) {
    const registered = await ask('POST', '/api/contacts', { channel: 'visit' } satisfies BodyOf<'POST /api/contacts'>);
    const { subject, ref } = (await registered.json()) as { subject: string; ref: string };
    for (const step of ['referred', ...(answered ? ['answered'] : [])])
      expect((await ask('POST', '/api/cases', { subject, step })).ok, step).toBe(true);
    codes.push(ref);
  }
  const [inTime = '', open = ''] = codes;
  expect((await ask('GET', `/api/promises/${month}/proof?code=${open}`)).status).toBe(404);

  await dayTurns(1);
  const recorded = { inTime: 1, late: 0, open: 2, overdue: 0, noDeadline: 0 };
  await expect.poll(async () => (await promises()).months).toMatchObject([{ month, cases: recorded }]);
  await dayTurns(2);
  // The figure of the first day is under the seal of the second; a figure that has not changed is not recorded again.
  const seen = await promises();
  expect(seen.months).toHaveLength(1);
  const { cases } = (await (await ask('GET', `/api/promises/${month}`)).json()) as { cases: Record<string, number> };
  expect(cases).toMatchObject({ inTime: 1, overdue: 2 });
  for (const [standing, count] of Object.entries(cases)) {
    const list = await ask('GET', `/api/contacts/total?month=${month}&deadline=${standing}`);
    expect(await list.json(), standing).toEqual({ total: count });
  }
  const { proof, result } = await proved(open);
  expect(result).toMatchObject({ ok: true, month, row: { code: open, standing: 'open' }, figure: recorded });
  expect((await proved(inTime.toLowerCase().replace('-', ''))).result).toMatchObject({ row: { standing: 'inTime' } });
  expect((await ask('GET', `/api/promises/${month}/proof?code=2222-2222`)).status).toBe(404);

  // The command checks it without a log, against the head that was published.
  const file = join(server.dataDir, 'proof.json');
  writeFileSync(file, JSON.stringify(proof));
  const head = seen.seals[0]?.head ?? '';
  const checked = (...args: string[]) => runVerifyCommand({ args: ['--proof', file, ...args], dataDir: '/nowhere' });
  expect(await checked('--head', head, '--code', open)).toMatchObject({ exit: 0, stderr: '' });
  expect((await checked('--head', '0'.repeat(64))).exit).toBe(1);
  expect((await checked('--code', inTime)).exit).toBe(1);
  for (const forged of forgeries(proof)) expect(checkProof(JSON.stringify(forged)).ok).toBe(false);
  expect(checkProof('{').ok).toBe(false);

  await dayTurns(3);
  await expect.poll(async () => (await promises()).months[0]?.cases).toEqual({ ...recorded, open: 0, overdue: 2 });
  const living = await (await ask('GET', `/api/promises/${month}`)).json();
  expect(living).toMatchObject({ cases: { overdue: 2, inTime: 1 }, sittings: { kept: 0 }, rows: [] });
  await server.stop();
  expect((await runVerifyCommand({ args: ['--head', head], dataDir: server.dataDir })).stdout).toContain(
    `${head} is the head of `,
  );

  async function proved(code: string) {
    const answer = await ask('GET', `/api/promises/${month}/proof?code=${code}`);
    const text = await answer.text();
    return { proof: JSON.parse(text) as Proof, result: checkProof(text) };
  }
});

/** What somebody may write into a proof to have another case, column, figure or day in it. */
function forgeries(proof: Proof): Proof[] {
  const changed = (change: (copy: Proof) => void): Proof => {
    const copy = structuredClone(proof);
    change(copy);
    return copy;
  };
  const zero = '0'.repeat(64);
  return [
    changed((copy) => (copy.row = copy.row.replace('"open"', '"inTime"'))),
    changed((copy) => (copy.row = copy.row.replace(month, '1399-01'))),
    changed((copy) => (copy.figure = copy.figure.replace('"open":2', '"open":1'))),
    changed((copy) => {
      for (const step of copy.inFigure) step.sums = step.sums.map(() => 0);
    }),
    changed((copy) => copy.inFigure.pop()),
    changed((copy) => copy.inDay.pop()),
    changed((copy) => Object.assign(copy.seals[0] ?? {}, { root: zero })),
    changed((copy) => Object.assign(copy.seals[0] ?? {}, { head: zero })),
    changed((copy) => Object.assign(copy.seals[0] ?? {}, { day: '1399-01-01' })),
  ];
}
