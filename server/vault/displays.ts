// Paired displays: what each shows, and that it was seen, changed or revoked.
import type { DatabaseSync } from 'node:sqlite';
import type { DisplayPage } from '../../shared/role.ts';
import type { ScreenSettings } from '../../shared/settings.ts';
import { MINUTE } from '../../shared/time.ts';
import { OFFER_MS } from './offers.ts';
import type { AuditedWrites } from './outbox.ts';
import { tryWrite } from './schema.ts';
import { newDisplayId } from './secret.ts';

/** What a display shows; without counties the whole province. */
export type Shows = {
  name: string;
  page: DisplayPage;
  counties?: readonly string[] | undefined;
  settings?: ScreenSettings | undefined;
};
export type DisplayFound = { id: string } & Shows;
/** `seenAt`: to the minute. */
export type DisplayListed = DisplayFound & { createdAt: number; seenAt?: number };
/** `counties`: null takes the cut away. `settings` replace those before. */
export type DisplayChange = {
  id: string;
  name?: string | undefined;
  page?: DisplayPage | undefined;
  counties?: readonly string[] | null | undefined;
  settings?: ScreenSettings | undefined;
  by: string;
  now: number;
};

/** Of a replay: moments in epoch ms. */
type Stretch = { from: number; to: number; speed: number };

export type Displays = {
  /**
   * Makes the TV that shows this code a display. Of two at the same time one does; undefined when the code is unknown, too
   * old or used. The TV has another ten minutes to claim it.
   */
  pairDisplay: (paired: { code: string; by: string; now: number } & Shows) => { id: string } | undefined;
  /** Undefined when it is unknown or revoked. Notes that it was seen. */
  displayById: (id: string, now: number) => DisplayFound | undefined;
  /** Those that are not revoked, oldest first. */
  listDisplays: () => DisplayListed[];
  /** Undefined when there is none. */
  changeDisplay: (change: DisplayChange) => DisplayFound | undefined;
  /** False when there is none. */
  revokeDisplay: (revoked: { id: string; by: string; now: number }) => boolean;
  /** Says something to it wherever it is connected. False when there is none. */
  commandDisplay: (command: {
    id: string;
    what: 'reloaded' | 'identified' | 'sounded' | 'returned';
    by: string;
    now: number;
  }) => boolean;
  /** Sends them to a replay together. False when one of them is unknown; then none is sent. */
  replayDisplays: (sent: { ids: readonly string[]; by: string; now: number } & Stretch) => boolean;
};

/** When displays were last seen, where that is kept elsewhere than in the vault's file. */
export type Seen = { note: (id: string, now: number) => void; at: (id: string) => number | undefined };

const SEEN_MS = MINUTE;

export function createDisplays(db: DatabaseSync, audit: AuditedWrites, seen?: Seen): Displays {
  const fields = 'id, name, page, counties, settings, created_at, seen_at';
  const find = db.prepare(`select ${fields} from display where id = ? and revoked_at is null`);
  const list = db.prepare(`select ${fields} from display where revoked_at is null order by created_at, rowid`);
  const insert = db.prepare(
    'insert into display (id, name, page, counties, settings, created_at) values (?, ?, ?, ?, ?, ?)',
  );
  const update = db.prepare('update display set name = ?, page = ?, counties = ?, settings = ? where id = ?');
  const revoke = db.prepare('update display set revoked_at = ? where id = ?');
  const see = db.prepare('update display set seen_at = ? where id = ?');
  const open = db.prepare('select number from offer where code = ? and display is null and expires_at > ?');
  const accept = db.prepare('update offer set display = ?, expires_at = ? where number = ?');
  const forgetSecrets = db.prepare('delete from display_secret where display = ?');
  const forgetFormer = db.prepare('delete from former_display_secret where display = ?');
  const forgetOffers = db.prepare('delete from offer where display = ?');

  const displayById = (id: string): DisplayFound | undefined => {
    const row = find.get(id);
    return row && displayIn(row);
  };

  return {
    pairDisplay: ({ code, name, page, counties, settings, by, now }) =>
      audit.transaction((note) => {
        const number = open.get(code, now)?.['number'];
        if (number === undefined) return undefined;
        const id = newDisplayId();
        insert.run(id, name, page, textOf(counties), textOf(settings), now);
        accept.run(id, now + OFFER_MS, number);
        note({ type: 'display.paired', display: id, ...shownOf({ name, page, counties }), by }, now);
        return { id };
      }),

    displayById: (id, now) => {
      const row = find.get(id);
      if (row === undefined) return undefined;
      const { seen_at: at } = row;
      if (seen) seen.note(id, now);
      else if (at === null || Number(at) <= now - SEEN_MS) tryWrite(db, () => void see.run(now, id));
      return displayIn(row);
    },

    listDisplays: () =>
      list.all().map((row) => {
        const seenAt = Math.max(Number(row['seen_at'] ?? 0), seen?.at(String(row['id'])) ?? 0);
        return { ...displayIn(row), createdAt: Number(row['created_at']), ...(seenAt > 0 && { seenAt }) };
      }),

    changeDisplay: ({ id, name, page, counties, settings, by, now }) =>
      audit.transaction((note) => {
        const before = displayById(id);
        if (!before) return undefined;
        const after: DisplayFound = {
          id,
          name: name ?? before.name,
          page: page ?? before.page,
          counties: counties === undefined ? before.counties : (counties ?? undefined),
          settings: settings ?? before.settings,
        };
        update.run(after.name, after.page, textOf(after.counties), textOf(after.settings), id);
        note({ type: 'display.changed', display: id, ...shownOf(after), by }, now);
        return after;
      }),

    revokeDisplay: ({ id, by, now }) =>
      audit.transaction((note) => {
        const display = displayById(id);
        if (!display) return false;
        revoke.run(now, id);
        forgetSecrets.run(id);
        forgetFormer.run(id);
        forgetOffers.run(id);
        note({ type: 'display.revoked', display: id, name: display.name, by }, now);
        return true;
      }),

    commandDisplay: ({ id, what, by, now }) =>
      audit.transaction((note) => {
        if (!displayById(id)) return false;
        note({ type: `display.${what}`, display: id, by }, now);
        return true;
      }),

    replayDisplays: ({ ids, from, to, speed, by, now }) =>
      audit.transaction((note) => {
        if (ids.some((id) => !displayById(id))) return false;
        for (const display of ids) note({ type: 'display.replayed', display, from, to, speed, by }, now);
        return true;
      }),
  };
}

const textOf = (kept: readonly string[] | ScreenSettings | undefined): string | null =>
  kept === undefined ? null : JSON.stringify(kept);

const shownOf = ({ name, page, counties }: Shows) => ({ name, page, ...(counties && { counties: [...counties] }) });

/** A row of the table as a display. */
export const displayIn = (row: Record<string, unknown>): DisplayFound => ({
  id: String(row['id']),
  name: String(row['name']),
  page: row['page'] as DisplayPage,
  ...(typeof row['counties'] === 'string' && { counties: JSON.parse(row['counties']) as string[] }),
  ...(typeof row['settings'] === 'string' && { settings: JSON.parse(row['settings']) as ScreenSettings }),
});
