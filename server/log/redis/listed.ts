// Which nodes there are, how far each has read, and how one leaves the list.
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';

type Send = Connection['send'];

/** `read`: position up to which its ledger is durable. */
export type ListedNode = { name: string; read: number; lives: boolean };

/** By name. */
export async function listedNodes(send: Send, keys: Keys): Promise<ListedNode[]> {
  const reply = await send(['HGETALL', keys.nodes]);
  const fields = Array.isArray(reply) ? reply.map(String) : [];
  const names = fields.filter((_, n) => n % 2 === 0);
  const told = names.length > 0 ? await send(['MGET', ...names.map(keys.node)]) : [];
  return names
    .map((name, n) => ({
      name,
      read: Number(fields[2 * n + 1]),
      lives: Array.isArray(told) && typeof told[n] === 'string',
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export const livingNodes = async (send: Send, keys: Keys): Promise<string[]> =>
  (await listedNodes(send, keys)).filter(({ lives }) => lives).map(({ name }) => name);

/** It is waited for no longer; what it has not read it then finds in archives. False when there is no such node. */
export async function leaveList(send: Send, keys: Keys, name: string): Promise<boolean> {
  await send(['DEL', keys.node(name)]);
  return (await send(['HDEL', keys.nodes, name])) === 1;
}
