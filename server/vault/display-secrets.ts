// The secret in a display's cookie: claimed once with the offer's, renewed every day, and never lost to a power cut. The
// one that was shown stays valid until a newer one is shown; with that, all older ones end. One of those that comes again was
// copied, or a power cut took the newer one away: it is refused, and recorded.
import type { DatabaseSync } from 'node:sqlite';
import { displayIn, type DisplayFound, type Displays } from './displays.ts';
import type { AuditedWrites } from './outbox.ts';
import { tryWrite, transaction } from './schema.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { hashOf, newSecret } from './secret.ts';

export type Claimed =
  { state: 'unknown' } | { state: 'waiting' } | { state: 'paired'; display: DisplayFound; secret: string };

export type DisplaySecrets = {
  /**
   * What became of a TV's offer. Once it is paired every claim gives a secret, until one of these was shown: an answer may
   * be lost on its way. Unknown, too old and revoked are all `unknown`.
   */
  claimOffer: (offerSecret: string, now: number) => Claimed;
  /** Undefined when it is unknown or the display is revoked. Notes that it was seen. */
  findDisplay: (plain: string, now: number) => DisplayFound | undefined;
  /** A new secret beside the one that is shown; undefined when that one is unknown. */
  renewDisplay: (plain: string, now: number) => string | undefined;
};

/** Two windows of one kiosk may renew at once, and either answer may set its cookie. */
const MOST_NOT_SHOWN = 3;

/** How long a former secret is known as one, and how often its coming is recorded. */
const KNOWN_MS = 90 * DAY;
const RECORDED_MS = HOUR;

export function createDisplaySecrets(
  db: DatabaseSync,
  { displayById }: Pick<Displays, 'displayById'>,
  audit: AuditedWrites,
): DisplaySecrets {
  const offer = db.prepare(
    `select o.display, d.id, d.name, d.page, d.counties, d.settings from offer o left join display d on d.id = o.display
     where o.hash = ? and o.expires_at > ? and d.revoked_at is null`,
  );
  const find = db.prepare('select display, issued from display_secret where hash = ?');
  const last = db.prepare('select coalesce(max(issued), 0) as n from display_secret where display = ?');
  const insert = db.prepare('insert into display_secret (hash, display, issued) values (?, ?, ?)');
  const hasOlder = db.prepare(
    `select exists (select 1 from display_secret where display = ?1 and issued < ?2)
         or exists (select 1 from offer where display = ?1) as older`,
  );
  const forgetOlder = db.prepare('delete from display_secret where display = ? and issued < ?');
  const keepFormer = db.prepare(
    `insert into former_display_secret (hash, display, until)
     select hash, display, ? from display_secret where display = ? and issued < ? on conflict do nothing`,
  );
  const forgetFormer = db.prepare('delete from former_display_secret where until <= ?');
  const former = db.prepare(
    `select display from former_display_secret where hash = ? and until > ? and coalesce(reported_at, 0) <= ?`,
  );
  const noteFormer = db.prepare('update former_display_secret set reported_at = ? where hash = ?');
  const forgetOffer = db.prepare('delete from offer where display = ?');
  const forgetNotShown = db.prepare('delete from display_secret where display = ? and issued > ? and issued <= ?');

  /** `shown`: number of the secret that was shown, 0 for the offer's. */
  const issue = (display: string, shown: number): string => {
    const plain = newSecret('display');
    const issued = Number(last.get(display)?.['n']) + 1;
    insert.run(hashOf(plain), display, issued);
    forgetNotShown.run(display, shown, issued - MOST_NOT_SHOWN);
    return plain;
  };

  const reportFormer = (hash: Buffer, now: number): void => {
    const row = former.get(hash, now, now - RECORDED_MS);
    if (row === undefined || !displayById(String(row['display']), now)) return;
    tryWrite(db, () =>
      audit.transaction((note) => {
        noteFormer.run(now, hash);
        note({ type: 'display.refused', display: String(row['display']) }, now);
      }),
    );
  };

  return {
    claimOffer: (offerSecret, now) => {
      const hash = hashOf(offerSecret);
      const row = offer.get(hash, now);
      if (row === undefined) return { state: 'unknown' };
      if (row['display'] === null) return { state: 'waiting' };
      const display = displayIn(row);
      return { state: 'paired', display, secret: transaction(db, () => issue(display.id, 0)) };
    },

    findDisplay: (plain, now) => {
      const hash = hashOf(plain);
      const row = find.get(hash);
      if (row === undefined) {
        reportFormer(hash, now);
        return undefined;
      }
      const id = String(row['display']);
      const issued = Number(row['issued']);
      const display = displayById(id, now);
      if (display && Number(hasOlder.get(id, issued)?.['older']) === 1)
        tryWrite(db, () => {
          forgetFormer.run(now);
          keepFormer.run(now + KNOWN_MS, id, issued);
          forgetOlder.run(id, issued);
          forgetOffer.run(id);
        });
      return display;
    },

    renewDisplay: (plain, now) => {
      const row = find.get(hashOf(plain));
      if (row === undefined || !displayById(String(row['display']), now)) return undefined;
      return transaction(db, () => issue(String(row['display']), Number(row['issued'])));
    },
  };
}
