// Takes the log out of Redis into this node's data folder, where it goes on as an embedded one.
import { openVaultMirror } from '../../vault/mirror.ts';
import { VAULT_SCHEMA } from '../../vault/schema.ts';
import { makeOwn } from '../../vault/snapshot.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { LedgerFile } from '../ledger-file.ts';
import { nameOf } from './append-script.ts';
import type { Connection } from './connection.ts';
import { entryOf, idOf } from './entry.ts';
import { askStream } from './handshake.ts';
import type { Keys } from './keys.ts';
import { livingNodes } from './listed.ts';
import { refusalReason } from './stream-check.ts';
import { createVaultStream } from './vault-stream.ts';

/** `events`: those that this ledger had not read yet; `last`: position of the last one. */
export type Taken = { events: number; last: number };

/** Not done; the message names the reason and what to do. */
export class NotTaken extends Error {}

const PAGE = 2_000;

type Parts = {
  connection: Pick<Connection, 'send'>;
  keys: Keys;
  file: LedgerFile;
  /** Where the copy of the vault is. */
  vaultPath: string;
  newId: () => string;
};

/** Rejects with NotTaken or StreamRefused. Cut short it is run again, and goes on where it was. */
export async function take({ connection, keys, file, vaultPath, newId }: Parts): Promise<Taken> {
  const { send } = connection;
  const id = file.stream();
  if (id === undefined) throw new NotTaken('DATA_DIR holds no ledger of a log in Redis: start a node there once');
  const mirror = openVaultMirror({ path: vaultPath, changes: createVaultStream({ send, keys, stream: () => id }) });
  try {
    const vault = { version: mirror.version(), schema: VAULT_SCHEMA };
    const stream = await askStream({ connection, keys, file, newId, vault }, false);
    const top = file.top();
    const refused = refusalReason(
      { ...stream, left: false },
      { stream: id, read: file.read(), vault, top: top && { position: top.position, name: nameOf(top.event) } },
    );
    if (refused) throw refused;
    const living = await livingNodes(send, keys);
    if (living.length > 0)
      throw new NotTaken(
        `these nodes run: ${living.join(', ')}. Stop them first; one that was killed counts as running for 15 s`,
      );
    // From here on no node appends there, so what is read next is all.
    await send(['HSET', keys.about, 'left', '1']);
    const before = file.read();
    for (;;) {
      const reply = await send(['XRANGE', keys.log, idOf(file.read() + 1), '+', 'COUNT', String(PAGE)], 30_000);
      const entries = (Array.isArray(reply) ? reply : []).map(entryOf);
      if (entries.length === 0) break;
      await file.fill(entries.map(({ position, value }) => ({ position, event: JSON.parse(value) as StoredEvent })));
    }
    await mirror.catchUp();
    for (const [name, value] of pairs(await send(['HGETALL', keys.marks]))) await file.ledger.setMark(name, value);
    await file.setLeft(id);
    mirror.vault.close();
    makeOwn(vaultPath);
    await file.setStream(undefined);
    return { events: file.read() - before, last: file.read() };
  } catch (cause) {
    mirror.vault.close();
    throw cause;
  }
}

function pairs(reply: unknown): [string, string][] {
  const fields = Array.isArray(reply) ? reply.map(String) : [];
  return Array.from({ length: fields.length / 2 }, (_, n) => [fields[2 * n] ?? '', fields[2 * n + 1] ?? '']);
}
