// What the form of a recipient sends of alerts and reports.
import { expect, it } from 'vitest';
import { bodyOf, draftFaults, draftOf, emptyDraft } from '../../client/admin/recipient-draft.ts';

it('reports are asked for where they can be sent, by e-mail', () => {
  const draft = { ...emptyDraft(), name: ' دفتر ', reports: ['day', 'month'] as const, level: 'none' as const };
  expect(bodyOf({ ...draft, channel: 'email' })).toMatchObject({
    name: 'دفتر',
    reports: ['day', 'month'],
    rules: { level: 'none' },
  });
  // Without alerts and without reports nothing would be sent at all.
  expect(bodyOf({ ...draft, channel: 'webhook' })).toMatchObject({ reports: [], rules: { level: 'act' } });
});

it('an existing recipient keeps its reports in the form', () => {
  const rules = { level: 'none' as const, queues: [], counties: [], onlySittings: false, cleared: false };
  const recipient = {
    id: 'r-a',
    name: 'n',
    channel: 'email' as const,
    language: 'en' as const,
    allowLocal: true,
    address: '…@office.example',
    createdAt: 0,
    reports: ['sitting' as const],
    rules,
  };
  expect(bodyOf(draftOf(recipient))).toEqual({
    name: 'n',
    language: 'en',
    allowLocal: true,
    reports: ['sitting'],
    rules,
  });
});

it('quiet hours are written as times are in every form', () => {
  const draft = { ...emptyDraft(), name: 'n', channel: 'webhook' as const, quietFrom: '۲۲', quietTo: '6:30' };
  expect(draftFaults(draft, true)).toEqual([]);
  expect(bodyOf(draft).rules.quiet).toEqual({ from: 22 * 60, to: 6 * 60 + 30 });
  expect(draftFaults({ ...draft, quietTo: '24:00' }, true)).toEqual(['quietTo']);
});
