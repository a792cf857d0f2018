// The forms of the province and of names, and the sentence of the audit, without a browser.
import { describe, expect, it } from 'vitest';
import { decisionOf, draftFaults, draftOf, inOrder, type Thing } from '../../client/names/name-draft.ts';
import { provinceChanges } from '../../client/province/changes.ts';
import { entriesOf, listOf, type Parts } from '../../client/province/part-draft.ts';
import { en } from '../../client/province/messages.en.ts';

const name = (fa: string, english = fa) => ({ fa, en: english });
const queue = (more: object): Thing => ({
  kind: 'queue',
  row: { id: 'q', callersFromHere: false, ignored: false, inProfile: false, countsToday: false, ...more },
});

describe('the form of a name', () => {
  it('leaves to the profile what it only repeats', () => {
    const thing = queue({ names: name('صف ساری', 'Sari'), county: 'sari', inProfile: true });
    expect(decisionOf(thing, draftOf(thing))).toEqual({});
    expect(decisionOf(thing, { ...draftOf(thing), ignored: 'yes' })).toEqual({ ignored: true });
    expect(decisionOf(thing, { ...draftOf(thing), county: '' })).toEqual({ county: 'unknown' });
    expect(decisionOf(thing, { ...draftOf(thing), fa: ' صف مرکز ' })).toEqual({ names: name('صف مرکز', 'Sari') });
  });
  it('keeps what was decided before, and takes a name away that is emptied', () => {
    const thing = queue({ names: name('صف ساری'), decided: { names: name('صف ساری') } });
    expect(decisionOf(thing, draftOf(thing))).toEqual({ names: { fa: 'صف ساری' } });
    expect(decisionOf(thing, { ...draftOf(thing), fa: '' })).toEqual({});
  });
  it('says at once what is missing', () => {
    const draft = draftOf(queue({}));
    expect(draftFaults({ ...draft, en: 'Sari' })).toEqual(['fa']);
    expect(draftFaults({ ...draft, here: 'yes' })).toEqual(['here']);
    expect(draftFaults(draft)).toEqual([]);
  });
  it('shows those without a name first and those that do not count last', () => {
    const [unnamed, named, ignored] = [
      queue({ id: 'z' }),
      queue({ id: 'a', names: name('الف') }),
      queue({ ignored: true }),
    ];
    expect(inOrder([ignored, named, unnamed], 'fa', (a, b) => (a < b ? -1 : 1))).toEqual([unnamed, named, ignored]);
  });
});

describe('the form of a list', () => {
  const parts = { topics: { water: { ...name('آب', 'Water'), match: ['وصل آب'] } } } as unknown as Parts;
  it('comes back as it was, and gives new entries ids of their own', () => {
    const entries = entriesOf('topics', parts);
    expect(listOf('topics', entries)).toEqual(parts.topics);
    const added = { id: '', fa: 'آب', en: 'Water', match: 'الف، ب, ' };
    expect(listOf('topics', [...entries, added, { ...added, en: '…' }])).toEqual({
      ...parts.topics,
      'water-2': { ...name('آب', 'Water'), match: ['الف', 'ب'] },
      other: { fa: 'آب', en: '…', match: ['الف', 'ب'] },
    });
  });
});

it('the audit says what stood before and what stands now', () => {
  const say = (set: object, was: object) =>
    provinceChanges(set, was, 'en', String, { ...en, comma: ', ', semicolon: '; ' }).replace(/[\u2066-\u2069]/g, '');
  expect(say({ target: 30 }, { target: 20 })).toBe('Target of the service level (seconds): from 20 to 30');
  expect(say({ target: 'default' }, { target: 30 })).toContain('from 30 to default');
  expect(say({ topicsOnDisplays: true }, { topicsOnDisplays: false })).toContain('from Not shown to Shown');
  expect(say({ sitting: { before: 5, after: 10 } }, { sitting: { before: 15, after: 30 } })).toContain(
    'from 15/30 to 5/10',
  );
  expect(
    say({ kinds: { a: name('الف', 'A2'), c: name('پ', 'C') } }, { kinds: { a: name('الف', 'A'), b: name('ب', 'B') } }),
  ).toBe('Kinds: added C; removed B; from A to A2');
});
