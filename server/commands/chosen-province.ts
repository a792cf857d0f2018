// The province that people chose at this server, as a command finds it in DATA_DIR while the server may be running.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { StoredEvent } from '../../shared/event.ts';
import { PROVINCE } from '../ledger/subject.ts';
import { openForReading } from '../log/schema.ts';
import { chosenProvince } from '../profiles/in-force.ts';
import type { WhereVault } from './open-vault.ts';

/** What PROFILE would say; undefined where nobody chose. Several nodes have PROFILE alone. */
export function provinceChosenIn({ dataDir, redisUrl }: Pick<WhereVault, 'dataDir' | 'redisUrl'>): string | undefined {
  const file = path.join(dataDir, 'log.sqlite');
  if (redisUrl !== undefined || !existsSync(file)) return undefined;
  const db = openForReading(file);
  try {
    const rows = db.prepare('select body from event where subject = ? order by position').all(PROVINCE);
    return chosenProvince(rows.map((row) => JSON.parse(String(row['body'])) as StoredEvent));
  } finally {
    db.close();
  }
}
