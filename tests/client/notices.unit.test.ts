// Which alerts the living page leaves to what stands on it.
import { expect, it } from 'vitest';
import { withoutQueues } from '../../client/wall/notices.ts';
import type { AlertOnBoard, Board } from '../../shared/board.ts';
import { boards } from '../fixtures/boards.ts';

const { queues } = boards.busy();
const [[id, queue]] = Object.entries(queues) as [[string, Board['queues'][string]]];
const alert = (rule: string, subject: string, level: 'watch' | 'act'): AlertOnBoard => ({
  ...{ rule, subject, level, value: 9, limit: 5, since: 1, step: 1 },
});
const kept = (alerts: AlertOnBoard[], of: Board['queues']): string[] =>
  Object.values(withoutQueues(Object.fromEntries(alerts.map((one, n) => [`a${n}`, one])), of)).map(
    ({ rule, subject }) => `${rule} of ${subject}`,
  );

it('leaves out what queues over a limit show by themselves, and nothing else', () => {
  const alerts = [alert('waiting', id, 'act'), alert('abandon-rate', id, 'act'), alert('waiting', 'province', 'act')];
  expect(kept(alerts, queues)).toEqual([`abandon-rate of ${id}`, 'waiting of province']);
});

it('of a single queue says what only its own limits say: the hero knows those of the province', () => {
  const own = alert('waiting', id, 'act');
  expect(kept([own], { [id]: queue })).toEqual([`waiting of ${id}`]);
  expect(kept([own, alert('waiting', 'province', 'act')], { [id]: queue })).toEqual(['waiting of province']);
});
