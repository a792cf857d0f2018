// Links to telephone systems. Their secrets must be sent to those systems, so they are not hashed: they leave this file
// towards the link alone.
import type { DatabaseSync } from 'node:sqlite';
import type { LinkSettings } from '../../shared/api/telephony.ts';
import { hidesNumber } from '../../shared/number.ts';
import type { AuditedWrites } from './outbox.ts';

/** Settings of a link, its secret among them. */
export type LinkFields = LinkSettings & { secret: string };
export type StoredLink = { name: string; fields: LinkFields; createdAt: number };
type Done = { by: string; now: number };

export type StoredLinks = {
  /** Makes it, or changes it. */
  saveLink: (link: { name: string; fields: LinkFields } & Done) => void;
  /** It is forgotten with its secret. False when there is none. */
  removeLink: (link: { name: string } & Done) => boolean;
  /** That settings were tried, saved or not. */
  noteLinkTested: (link: { name: string; fields: Pick<LinkFields, 'protocol' | 'host'> } & Done) => void;
  /** Oldest first, with their secrets: for the links, never for an answer. */
  storedLinks: () => StoredLink[];
};

export function createLinks(db: DatabaseSync, audit: AuditedWrites): StoredLinks {
  const list = db.prepare('select name, fields, created_at from link order by created_at, name');
  const find = db.prepare('select 1 from link where name = ?');
  const insert = db.prepare('insert into link (name, fields, created_at) values (?, ?, ?)');
  const update = db.prepare('update link set fields = ? where name = ?');
  const remove = db.prepare('delete from link where name = ?');
  const factsOf = (link: string, { protocol, host }: Pick<LinkFields, 'protocol' | 'host'>) => ({
    link,
    via: protocol,
    ...(!hidesNumber(host) && { host }),
  });

  return {
    saveLink: ({ name, fields, by, now }) =>
      audit.transaction((note) => {
        const isNew = find.get(name) === undefined;
        if (isNew) insert.run(name, JSON.stringify(fields), now);
        else update.run(JSON.stringify(fields), name);
        note({ type: isNew ? 'link.created' : 'link.changed', ...factsOf(name, fields), by }, now);
      }),
    removeLink: ({ name, by, now }) =>
      audit.transaction((note) => {
        if (remove.run(name).changes === 0) return false;
        note({ type: 'link.removed', link: name, by }, now);
        return true;
      }),
    noteLinkTested: ({ name, fields, by, now }) =>
      audit.transaction((note) => note({ type: 'link.tested', ...factsOf(name, fields), by }, now)),
    storedLinks: () =>
      list.all().map((row) => ({
        name: String(row['name']),
        fields: JSON.parse(String(row['fields'])) as LinkFields,
        createdAt: Number(row['created_at']),
      })),
  };
}
