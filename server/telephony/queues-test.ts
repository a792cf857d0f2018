// Which queues and members a telephone system lists. Pure.
import type { Answer } from '../sources/asterisk/connection.ts';
import { shownName } from '../sources/names.ts';
import type { Steps } from './steps.ts';

/** More names help nobody to see whether it is the right system. */
const MOST_NAMES = 10;

export function judgeQueues(steps: Steps, { ok, message, list }: Answer): void {
  if (!ok) return steps.bad('queues', /permission/i.test(message) ? 'queues-denied' : 'queues-booting');
  const names = list.flatMap((packet) => (packet['Event'] === 'QueueParams' ? [packet['Queue'] ?? ''] : []));
  const members = new Set(
    list.flatMap((packet) => (packet['Event'] === 'QueueMember' ? [packet['Location'] ?? packet['Name'] ?? ''] : [])),
  );
  listQueues(steps, names, members.size);
}

export function listQueues(steps: Steps, names: readonly string[], members: number): void {
  if (names.length === 0) return steps.open('queues', 'queues-none');
  // A queue may have any letters in its name; its number of letters is bounded.
  const shown = names.slice(0, MOST_NAMES).map((name) => shownName(name.replace(/\p{Cc}/gu, '')).slice(0, 40));
  const detail = [...shown, ...(names.length > MOST_NAMES ? ['…'] : [])].join(', ');
  steps.good('queues', 'queues', { queues: names.length, members, detail });
}
