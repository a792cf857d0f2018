// The file of the index of contacts over restarts: used again when it is of this log, made again when it is not.
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openContactIndex } from '../../server/contacts/contact-index.ts';
import type { Indexed } from '../../server/contacts/index-types.ts';
import { tempLogFolder } from '../support/log-folder.ts';

const none = {
  referred: 0,
  ended: 0,
  deadline: 0,
  topic: undefined,
  kind: undefined,
  agency: undefined,
  official: undefined,
  verified: undefined,
};
const row = (id: string): Indexed => {
  const subject = `contact/${id}`;
  const words = { ...none, channel: 'post', county: 'sari' };
  return { ...words, subject, name: subject, day: 14050101, at: 0, code: 'X1', steps: 1 };
};

it('is used again by the same log and release, and made again for another or when it is damaged', () => {
  const place = tempLogFolder();
  const file = join(dirname(place.path), 'contacts.sqlite');
  const open = (stamp = 'one', event = 'office e-7') =>
    openContactIndex(file, stamp, (position, last) => position === 7 && last === event);
  try {
    const first = open();
    first.put('contact/a', row('a'));
    first.commit(7, 'office e-7', 'a day');
    // Not committed: lost with the process, and read again.
    first.put('contact/b', row('b'));
    first.close();

    const again = open();
    expect([again.position(), again.judgedBy(), again.subjectNamed('contact/a')]).toEqual([7, 'a day', 'contact/a']);
    expect(again.subjectNamed('contact/b')).toBeUndefined();
    expect([...again.counts({ values: { county: ['sari'] } })]).toEqual([1]);
    again.close();

    for (const [stamp, event] of [['two'], ['two', 'office e-8']]) {
      const fresh = open(stamp, event);
      expect([fresh.position(), fresh.judgedBy(), fresh.subjectNamed('contact/a')]).toEqual([0, '', undefined]);
      fresh.put('contact/a', row('a'));
      fresh.commit(7, 'office e-7');
      fresh.close();
    }
    writeFileSync(file, 'no database, but long enough to be looked at as one '.repeat(200));
    const mended = open();
    expect(mended.position()).toBe(0);
    mended.close();
  } finally {
    place.remove();
  }
});

/** Overwrites the page at which the tree of a table or an index begins. */
function damage(file: string, tree: string): void {
  const db = new DatabaseSync(file);
  const page = Number(db.prepare('select rootpage from sqlite_schema where name = ?').get(tree)?.['rootpage']);
  const size = Number(db.prepare('pragma page_size').get()?.['page_size']);
  db.close();
  const open = openSync(file, 'r+');
  writeSync(open, Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
  closeSync(open);
}

it('is made again by the next start when a search has met a damaged page', () => {
  const place = tempLogFolder();
  const file = join(dirname(place.path), 'contacts.sqlite');
  const open = () => openContactIndex(file, 'one', (position) => position === 7);
  try {
    const first = open();
    first.put('contact/a', row('a'));
    first.commit(7, 'office e-7');
    first.close();
    damage(file, 'contact_day');

    const damaged = open();
    expect(damaged.position()).toBe(7);
    expect(() => [...damaged.counts({ values: {} })]).toThrow(/malformed/);
    damaged.close();

    const again = open();
    expect(again.position()).toBe(0);
    expect([...again.counts({ values: {} })]).toEqual([0]);
    again.close();
  } finally {
    place.remove();
  }
});
