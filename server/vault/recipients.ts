// Who gets alerts and reports, and by which channel with which secrets. These must be sent to others, so they are not hashed: they
// leave this file towards the channel alone.
import type { DatabaseSync } from 'node:sqlite';
import type { NoticeChannel, NoticeLanguage, NoticeRules } from '../../shared/notices.ts';
import { reportKinds, type ReportKind } from '../../shared/reports.ts';
import type { AuditedWrites } from './outbox.ts';
import { newRecipientId } from './secret.ts';

export type ReportsSince = Partial<Record<ReportKind, number>>;
export type RecipientFields = {
  name: string;
  channel: NoticeChannel;
  language: NoticeLanguage;
  /** It may lead into the server's own network. */
  allowLocal: boolean;
  rules: NoticeRules;
  /** The reports that it gets, each with the moment from which on: one that was due before is not sent. */
  reports?: ReportsSince | undefined;
  /** Address and secrets of the channel; the channel knows their shape. */
  settings: Readonly<Record<string, unknown>>;
};
export type StoredRecipient = RecipientFields & { id: string; createdAt: number; removedAt?: number };
type Done = { by: string; now: number };

export type Recipients = {
  createRecipient: (recipient: RecipientFields & Done) => string;
  /** False when there is none. */
  changeRecipient: (recipient: { id: string } & RecipientFields & Done) => boolean;
  /** Its secrets are forgotten, its name stays for what was sent. False when there is none. */
  removeRecipient: (removed: { id: string } & Done) => boolean;
  /** That its channel was tried. False when there is none. */
  noteTested: (tested: { id: string } & Done) => boolean;
  /** All that ever were, oldest first, with their secrets: for the sender, never for an answer. */
  storedRecipients: () => StoredRecipient[];
};

export function createRecipients(db: DatabaseSync, audit: AuditedWrites): Recipients {
  const list = db.prepare('select id, fields, created_at, removed_at from recipient order by created_at, id');
  const find = db.prepare('select fields from recipient where id = ? and removed_at is null');
  const insert = db.prepare('insert into recipient (id, fields, created_at) values (?, ?, ?)');
  const update = db.prepare('update recipient set fields = ? where id = ?');
  const remove = db.prepare('update recipient set fields = ?, removed_at = ? where id = ?');

  const found = (id: string): RecipientFields | undefined => {
    const row = find.get(id);
    return row && (JSON.parse(String(row['fields'])) as RecipientFields);
  };
  const fieldsOf = ({ name, channel, language, allowLocal, rules, reports, settings }: RecipientFields): string =>
    JSON.stringify({ name, channel, language, allowLocal, rules, reports, settings });
  const factsOf = (id: string, { name, channel, allowLocal, reports = {} }: RecipientFields) => {
    const kinds = reportKinds.filter((kind) => reports[kind] !== undefined);
    return {
      recipient: id,
      name,
      via: channel,
      ...(allowLocal && { local: true as const }),
      ...(kinds.length > 0 && { reports: kinds }),
    };
  };

  return {
    createRecipient: (recipient) =>
      audit.transaction((note) => {
        const id = newRecipientId();
        insert.run(id, fieldsOf(recipient), recipient.now);
        note({ type: 'recipient.created', ...factsOf(id, recipient), by: recipient.by }, recipient.now);
        return id;
      }),
    changeRecipient: ({ id, ...recipient }) =>
      audit.transaction((note) => {
        if (!found(id)) return false;
        update.run(fieldsOf(recipient), id);
        note({ type: 'recipient.changed', ...factsOf(id, recipient), by: recipient.by }, recipient.now);
        return true;
      }),
    removeRecipient: ({ id, by, now }) =>
      audit.transaction((note) => {
        const before = found(id);
        if (!before) return false;
        remove.run(fieldsOf({ ...before, settings: {} }), now, id);
        note({ type: 'recipient.removed', recipient: id, name: before.name, by }, now);
        return true;
      }),
    noteTested: ({ id, by, now }) =>
      audit.transaction((note) => {
        const before = found(id);
        if (!before) return false;
        note({ type: 'recipient.tested', recipient: id, name: before.name, by }, now);
        return true;
      }),
    storedRecipients: () =>
      list.all().map((row) => ({
        id: String(row['id']),
        ...(JSON.parse(String(row['fields'])) as RecipientFields),
        createdAt: Number(row['created_at']),
        ...(row['removed_at'] !== null && { removedAt: Number(row['removed_at']) }),
      })),
  };
}
