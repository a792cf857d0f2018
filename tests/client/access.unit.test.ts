// What the pages of access make of codes, names, waits and the audit log, without a browser.
import { describe, expect, it } from 'vitest';
import { examples } from '../support/example-events.ts';
import { byDay, displayNames, officialNames, type AuditRow, type Known } from '../../client/admin/audit.ts';
import { auditSentenceEn } from '../../client/admin/audit.en.ts';
import { auditSentenceFa } from '../../client/admin/audit.fa.ts';
import { changeSentenceEn } from '../../client/admin/changes.en.ts';
import { changeSentenceFa } from '../../client/admin/changes.fa.ts';
import type { ChangeRow, KnownWords } from '../../client/admin/changes.ts';
import { asChange, asNew, newDraft, draftOf } from '../../client/displays/display-draft.ts';
import { homeOf } from '../../shared/home-of.ts';
import { asName, isName, isPassword, nameFault } from '../../client/login/credentials.ts';
import { failureText, waitText } from '../../client/failure/failure-text.ts';
import { en as failureEn } from '../../client/failure/messages.en.ts';
import { fa as failureFa } from '../../client/failure/messages.fa.ts';
import { en as loginEn } from '../../client/login/messages.en.ts';
import { faultyField, type Failed } from '../../client/text/failed.ts';
import { en } from '../../client/text/messages.en.ts';
import { moments } from '../../client/text/moment.ts';
import { relativeDate } from '../../client/text/relative-date.ts';
import { parseCode, formatCode } from '../../client/tv/code.ts';
import { roles } from '../../shared/role.ts';
import { HOUR } from '../../shared/time.ts';
import { audit, changes } from '../fixtures/access.ts';

const plain = (text: string | undefined): string => (text ?? '').replace(/[\u2066-\u2069]/g, '');

describe('a pairing code', () => {
  it.each([
    ['XPK34C', 'XPK34C'],
    [' xpk-34c ', 'XPK34C'],
    ['xpk ۳۴c', 'XPK34C'],
    ['XPK٣٤C', 'XPK34C'],
    ['xpk34c99', 'XPK34C'],
    ['x.p', 'XP'],
  ])('typed as "%s" is %s', (typed, code) => expect(parseCode(typed)).toBe(code));
  it('is shown in two groups', () => expect(formatCode('XPK34C')).toEqual(['XPK', '34C']));
});

describe('a name and a password', () => {
  it.each(['sara', 'desk-3', '1st', 'a_b', 'a'.repeat(32)])('%s is a name', (name) => expect(isName(name)).toBe(true));
  it.each(['', '-sara', '_x', 'Sara', 'سارا', 'a b', 'a'.repeat(33)])('"%s" is no name', (name) =>
    expect(isName(name)).toBe(false),
  );
  it('a capital letter set by a phone is accepted', () => expect(asName(' Sara ')).toBe('sara'));
  it('characters are counted as they look', () => {
    expect(isPassword('🙂'.repeat(9))).toBe(false);
    expect(isPassword('رمز بلند من')).toBe(true);
  });
  it('a Persian keyboard is named before anything is sent, other faults after', () => {
    expect(nameFault('س', false, undefined, loginEn.rules)).toBe(loginEn.rules.persianKeys);
    expect(nameFault('-', false, undefined, loginEn.rules)).toBeUndefined();
    expect(nameFault('-', true, undefined, loginEn.rules)).toBe(loginEn.rules.nameFault);
    expect(nameFault('sara', true, 'taken', loginEn.rules)).toBe(loginEn.rules.nameTaken);
  });
  it('every role has somewhere to go after a login', () => {
    for (const role of roles) expect(homeOf(role)).toMatch(/^\/(sittings|intake|account)$/);
  });
});

describe('a failure', () => {
  const failed = (code: string, more: Partial<Failed> = {}): Failed => ({
    ok: false,
    status: 400,
    code,
    detail: '',
    document: {},
    ...more,
  });

  it.each([
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [61, '2 minutes'],
    [undefined, 'a few minutes'],
  ])('with %s seconds to wait says "%s"', (retryAfter, text) =>
    expect(waitText(failed('too-many-requests', { retryAfter }), failureEn, 'en')).toBe(text),
  );
  it('says its wait in Persian', () =>
    expect(waitText(failed('too-many-requests', { retryAfter: 240 }), failureFa, 'fa')).toBe('۴ دقیقه'));
  it('names the code of an unexpected error', () =>
    expect(failureText(failed('odd'), { ...failureEn, wrongOrigin: en.wrongOrigin }, 'en')).toContain('odd'));
  it('does not call a request from another site a matter of roles', () =>
    expect(
      failureText(
        failed('wrong-origin', {
          status: 403,
          document: { page: 'https://wall.ir:8443', host: 'wall.ir', expected: 'https://wall.ir' },
        }),
        { ...failureEn, wrongOrigin: en.wrongOrigin },
        'en',
      ),
    ).toMatch(/https:\/\/wall\.ir:8443.*https:\/\/wall\.ir\. .*ORIGIN=https:\/\/wall\.ir:8443/));
  it('names its field', () => {
    expect(faultyField(failed('bad-parameters', { document: { field: 'new' } }))).toBe('new');
    expect(faultyField(failed('name-taken'))).toBe('name');
    expect(faultyField(failed('internal'))).toBeUndefined();
  });
});

describe('what is wished of a display', () => {
  it('is sent without counties when it is new and whole, and with null when it is changed', () => {
    const wish = { ...newDraft, name: ' Hall ', counties: ['sari'] };
    expect(asNew(wish)).toEqual({ name: 'Hall', page: 'wall' });
    expect(asChange(wish)).toEqual({ name: 'Hall', page: 'wall', counties: null });
    expect(asNew({ ...wish, area: 'some' })).toEqual({ name: 'Hall', page: 'wall', counties: ['sari'] });
  });
  it('begins as the display is', () => {
    const display = {
      id: 'd',
      name: 'Hall',
      page: 'sittings',
      counties: ['sari'],
      createdAt: 0,
      online: false,
    } as const;
    expect(asChange(draftOf({ ...display, counties: [...display.counties] }))).toEqual({
      name: 'Hall',
      page: 'sittings',
      counties: ['sari'],
    });
  });
});

describe('when somebody was seen', () => {
  const now = Date.UTC(2026, 10, 23, 7, 52);
  it.each([
    [0, '0 seconds ago'],
    [-5_000, '0 seconds ago'],
    [3 * HOUR, '3 hours ago'],
    [30 * HOUR, 'Sunday 1 Azar 1405'],
  ])('%s ms ago is "%s"', (ago, text) => expect(relativeDate(now - ago, now, moments('en'))).toBe(text));
});

describe('the audit', () => {
  const rows = audit(Date.UTC(2026, 10, 22, 21, 24));
  const known: Known = {
    desk: (id: string) => id,
    display: (id) => displayNames(rows).get(id) ?? id,
    official: (sitting) => officialNames(rows).get(sitting),
    span: () => 'then',
    moment: () => 'then',
    watched: (rule, subject) => [rule, subject].filter(Boolean).join(' of '),
    called: (_list, id) => id,
    about: (name) => name,
    month: String,
    count: String,
    changes: () => 'target',
  };

  it('has a sentence for each kind of change, in both languages, with nothing missing in it', () => {
    for (const say of [auditSentenceFa, auditSentenceEn])
      for (const row of rows) {
        const sentence = say(row, known);
        expect(sentence, row.type).toMatch(/\.$/);
        expect(sentence).not.toMatch(/undefined|null|\[object/);
      }
  });
  it('has a sentence for every type of event that a person writes, but for those with a list of their own', () => {
    const notHere =
      /^(?:call|contact|case|verification|source|day|desk\.state|sitting\.(?:opened|closed)|help\.asked|alert\.(?:raised|cleared)|log\.(?:sealed|counted)|notice\.(?!retried))/;
    for (const example of examples) {
      if (notHere.test(example.type)) continue;
      const row = { ...example, position: 1, by: 'sara' } as unknown as AuditRow;
      for (const say of [auditSentenceFa, auditSentenceEn])
        expect(say(row, known) ?? 'no sentence', example.type).not.toMatch(/^no sentence$|undefined|null|\[object/);
    }
  });
  it('names a display by its latest name, and a sitting by its official', () => {
    const sentences = rows.map((row) => plain(auditSentenceEn(row, known)));
    expect(sentences).toContain('m-rostami moved the session of “مهدی رستمی” to then.');
    expect(sentences).toContain('m-rostami identified the display “d1”.');
    expect(sentences).toContain('m-rostami acknowledged the alert “waiting of samad-sari”.');
    expect(sentences).toContain('m-rostami set the critical limit of “longest-wait” to 300.');
    expect(sentences).toContain('m-rostami reset the warning limit of “waiting of samad-sari” to the default.');
  });
  it('says for which agency and kind a deadline was set, how long it is and which days it counts', () => {
    const sentences = rows.map((row) => plain(auditSentenceEn(row, known)));
    expect(sentences).toContain(
      'm-rostami set the deadline of the agency “water” and the kind “complaint” to 10 working days (Saturday to Wednesday) from 5 Azar 1405 on.',
    );
    expect(sentences).toContain('m-rostami took back the deadline of all cases from 1 Dey 1405 on.');
    expect(rows.map((row) => plain(auditSentenceFa(row, known)))).toContain(
      'm-rostami مهلت پاسخ دستگاه «water»، نوع «complaint» را از ۵ آذر ۱۴۰۵ برابر با 10 روز کاری (شنبه تا چهارشنبه) تعیین کرد.',
    );
  });
  it('names one’s own password as one’s own', () => {
    const own = { type: 'account.changed', account: 'sara', password: true, by: 'sara' } as AuditRow;
    expect(plain(auditSentenceFa(own, known))).toBe('sara رمز خود را تغییر داد.');
    expect(plain(auditSentenceEn(own, known))).toBe('sara changed their own password.');
  });
  it('is grouped by day as it arrives', () => {
    const days = byDay(rows, (at) => moments('en').date(at, 210));
    expect(days.map(({ day }) => day)).toEqual(['Monday 2 Azar 1405', 'Sunday 1 Azar 1405', 'Saturday 30 Aban 1405']);
    expect(days.flatMap((day) => day.rows)).toEqual(rows);
  });
});

describe('work on contacts', () => {
  const rows = changes(Date.UTC(2026, 10, 22, 21, 24));
  const known: KnownWords = { value: (_field, value) => value.toUpperCase(), count: String, month: String };
  const said = (type: ChangeRow['type']): string => {
    const row = rows.find((one) => one.type === type);
    return plain((row && changeSentenceEn(row, known)) ?? '');
  };

  it('has a sentence in both languages, with nothing missing in it', () => {
    for (const say of [changeSentenceFa, changeSentenceEn])
      for (const row of rows) {
        expect(say(row, known), row.type).toMatch(/\.$/);
        expect(say(row, known)).not.toMatch(/undefined|null|\[object/);
      }
  });
  it('has a sentence for every type of event about contacts, cases and tags', () => {
    const some = examples.filter(({ type }) =>
      /^(?:contact|case|verification)\.|^call\.(?:tagged|withdrawn)$/.test(type),
    );
    expect(some.length).toBeGreaterThan(10);
    for (const example of some) {
      const row = { ...example, position: 1, by: 'sara', before: {} } as unknown as ChangeRow;
      for (const say of [changeSentenceFa, changeSentenceEn])
        expect(say(row, known) ?? 'no sentence', example.type).not.toMatch(/^no sentence$|undefined|null|\[object/);
    }
  });
  it('shows the value before', () => {
    expect(said('contact.corrected')).toBe(
      'desk-3 corrected the contact 7KD-3FQ2: topic from “JOBS” to “WATER”, kind “COMPLAINT”.',
    );
    expect(said('contact.withdrawn')).toBe(
      'desk-3 withdrew the contact 7KD-3FQ2; previous values: channel “VISIT”, day “1405-09-01”.',
    );
    expect(said('case.verified')).toBe('desk-3 verified the case 7KD-3FQ2: result from “UNREACHABLE” to “PARTLY”.');
  });
  it('does not report as changed what was sent unchanged', () => {
    const row = rows.find(({ type }) => type === 'contact.corrected') as ChangeRow;
    const same = { ...row, before: { topic: 'water', kind: 'question' } } as ChangeRow;
    expect(plain(changeSentenceEn(same, known) ?? '')).toBe(
      'desk-3 corrected the contact 7KD-3FQ2: kind from “QUESTION” to “COMPLAINT”.',
    );
  });
});
