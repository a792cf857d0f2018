// Two months beside each other show the same figures of both; what one does not have is unknown, not zero.
import { expect, it } from 'vitest';
import { besideRows } from '../../client/months/beside.ts';
import { boards } from '../fixtures/boards.ts';

const month = Object.values(boards.calm().months)[0]!;
const rowOf = (name: string, ...pair: Parameters<typeof besideRows>) =>
  besideRows(...pair).find((row) => row.name === name);

it('both months have contacts, every channel of either, and what became of the calls', () => {
  const other = { ...month, contacts: 7, byChannel: { phone: 5, ceremony: 2 } };
  expect(rowOf('contacts', month, other)).toMatchObject({ one: month.contacts, other: 7 });
  expect(rowOf('byChannel.ceremony', month, other)).toMatchObject({ one: 0, other: 2 });
  expect(besideRows(month, month).every(({ one, other: same }) => one === same)).toBe(true);
});

it('a month that was imported has no calls and no unnamed channel', () => {
  const imported = { ...month, imported: true as const, officials: 0, byChannel: { phone: 3 } };
  const noCalls = { ...imported, calls: { ...month.calls, offered: 0, answered: 0, abandoned: 0 } };
  expect(rowOf('officials', month, noCalls)?.other).toBeUndefined();
  expect(rowOf('calls.offered', month, noCalls)?.other).toBeUndefined();
  for (const { name, other } of besideRows(month, noCalls))
    if (name.startsWith('byChannel.') && name !== 'byChannel.phone') expect(other, name).toBeUndefined();
});
