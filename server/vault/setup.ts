// The one-time code that makes the first administrator, and that moment.
import type { DatabaseSync } from 'node:sqlite';
import { HOUR } from '../../shared/time.ts';
import { SETUP } from './names.ts';
import { prepareInsertion } from './accounts.ts';
import type { AuditedWrites } from './outbox.ts';
import { transaction } from './schema.ts';
import { hashOf, newSecret } from './secret.ts';

/** It may stand in a journal that others read. */
export const SETUP_HOURS = 24;

/** `password`: the record that passwords.ts makes. */
export type FirstAdmin = { code: string; name: string; password: string; now: number };

export type Setup = {
  /**
   * A new code (128 random bits) in place of the one before of the same node; it works for a day, until it is used or replaced.
   * Undefined when there is an administrator. `first`: there never was one before in this vault.
   */
  createSetupCode: (now: number, node?: string) => { code: string; first: boolean } | undefined;
  /** Whether there is an administrator. */
  isSetUp: () => boolean;
  /** Why a code would be refused now, or undefined. */
  whyNoSetup: (code: string, now: number) => SetupRefused | undefined;
  /** Makes the first administrator. Of two at the same time one is made. Throws SetupRefused, AccountRefused. */
  setUp: (admin: FirstAdmin) => void;
};

export class SetupRefused extends Error {
  readonly code: 'set-up-already' | 'code-refused';
  constructor(code: SetupRefused['code']) {
    super(
      code === 'set-up-already'
        ? 'there is an administrator: sign in as one, or run `npm run -s account -- --role admin --name NAME` on the server'
        : `a setup code works once, for ${SETUP_HOURS} hours, and until its server is started again: start it, and use the link that it prints`,
    );
    this.code = code;
  }
}

export function createSetup(db: DatabaseSync, audit: AuditedWrites): Setup {
  const admin = db.prepare(`select 1 from account where role = 'admin' and revoked_at is null limit 1`);
  const any = db.prepare('select 1 from setup');
  const put = db.prepare(
    `insert into setup (node, hash, expires_at) values (?, ?, ?)
     on conflict do update set hash = excluded.hash, expires_at = excluded.expires_at`,
  );
  const find = db.prepare('select 1 from setup where hash = ? and expires_at > ?');
  const use = db.prepare('delete from setup');
  const insert = prepareInsertion(db);

  const whyNoSetup = (code: string, now: number): SetupRefused | undefined => {
    if (admin.get() !== undefined) return new SetupRefused('set-up-already');
    return find.get(hashOf(code), now) === undefined ? new SetupRefused('code-refused') : undefined;
  };

  return {
    createSetupCode: (now, node = '') =>
      transaction(db, () => {
        if (admin.get() !== undefined) return undefined;
        const code = newSecret('code');
        const first = any.get() === undefined;
        put.run(node, hashOf(code), now + SETUP_HOURS * HOUR);
        return { code, first };
      }),

    isSetUp: () => admin.get() !== undefined,

    whyNoSetup,

    setUp: ({ code, name, password, now }) =>
      audit.transaction((note) => {
        const refused = whyNoSetup(code, now);
        if (refused) throw refused;
        insert({ name, role: 'admin', password, now });
        use.run();
        note({ type: 'account.created', account: name, role: 'admin', by: SETUP }, now);
      }),
  };
}
