// A contact's fields while somebody is at them and its row comes anew.
import { describe, expect, it } from 'vitest';
import { rebaseDraft, correctionOf, draftOf, type Draft } from '../../client/contacts/draft.ts';
import type { ContactRow } from '../../shared/api/contacts.ts';

const row: ContactRow = { subject: 'contact/c-1', day: '1405-09-02', channel: 'visit', county: 'sari', ref: 'A-1' };
const typed = (more: Partial<Draft>, of = row): Draft => ({ ...draftOf(of), ...more });

describe('a draft on a newer row', () => {
  const newer: ContactRow = { ...row, topic: 'water', county: 'amol' };

  it('follows it where nobody touched anything, so that nothing of it is taken away', () => {
    const draft = rebaseDraft(typed({ kind: 'request' }), draftOf(row), draftOf(newer));
    expect(draft).toEqual(typed({ kind: 'request' }, newer));
    expect(correctionOf(draft, newer)).toEqual({ kind: 'request' });
  });
  it('keeps what was touched, also what was taken away', () => {
    const draft = rebaseDraft(typed({ county: '', on: '1405/9/1' }), draftOf(row), draftOf(newer));
    expect(correctionOf(draft, newer)).toEqual({ county: 'unknown', on: '1405-09-01' });
  });
  it('has nothing left to send of what was sent, and all that was typed meanwhile', () => {
    const sent = typed({ county: 'babol', on: '1405/9/1' });
    const answered: ContactRow = { ...row, county: 'babol', day: '1405-09-01' };
    const draft = rebaseDraft({ ...sent, ref: 'B-2' }, sent, draftOf(answered));
    expect(draft).toEqual(typed({ ref: 'B-2' }, answered));
    expect(correctionOf(draft, answered)).toEqual({ ref: 'B-2' });
  });
});
