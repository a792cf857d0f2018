// What a token may post about contacts and calls of others.
import { expect, it } from 'vitest';
import { whyNotYours } from '../../server/door/ownership.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { exampleOf, examples } from '../support/example-events.ts';
import { createTestDoor } from '../support/test-door.ts';

const door = createTestDoor();
const owners = {
  registrantOf: (contact: string) => ({ 'c-9': 'office', 'c-crm': 'crm' })[contact],
  systems: () => ['pbx111', 'fs1'],
};
function refusal(raw: Record<string, unknown>): string | undefined {
  const result = door.fromClient(raw, 'crm');
  if (!result.ok) throw new Error(result.message);
  return whyNotYours(result.event, owners)?.code;
}

it('a contact is corrected and withdrawn only by the token that registered it', () => {
  for (const type of ['contact.registered', 'contact.corrected', 'contact.withdrawn'] as const) {
    expect(refusal(exampleOf(type, { contact: 'c-9' })), type).toBe('not-yours');
    expect(refusal(exampleOf(type, { contact: 'c-crm' })), type).toBeUndefined();
    // Not registered yet: order must not matter.
    expect(refusal(exampleOf(type, { contact: 'c-new' })), type).toBeUndefined();
  }
});

it('a contact of somebody else may be tagged, and its case followed', () => {
  const steps = ['case.advised', 'case.unrelated', 'case.referred', 'case.answered', 'case.closed'] as const;
  for (const type of ['contact.tagged', ...steps, 'case.verified'] as const)
    expect(refusal(exampleOf(type, { contact: 'c-9' })), type).toBeUndefined();
});

it('a call of a system that has a link is only tagged and followed from outside', () => {
  const about = examples.filter((one) => one['call'] !== undefined);
  expect(about.length).toBeGreaterThan(12);
  for (const example of about) {
    const mayBe = /^case\.|^call\.tagged$/.test(example.type);
    for (const call of ['pbx111-7', 'fs1-7'])
      expect(refusal({ ...example, call }), example.type).toBe(mayBe ? undefined : 'not-yours');
    for (const call of ['pbx-7', 'pbx1110-7', 'crm-pbx111-7', 'pbx111'])
      expect(refusal({ ...example, call }), `${example.type} ${call}`).toBeUndefined();
  }
});

it('the refusal names the owner', () => {
  const { event } = door.fromClient(exampleOf('call.ended', { call: 'pbx111-7' }), 'crm') as { event: StoredEvent };
  expect(whyNotYours(event, owners)?.message).toContain('pbx111');
});
