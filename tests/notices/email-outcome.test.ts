// What a mail server's answer becomes.
import { expect, it } from 'vitest';
import { emailOutcome, emailSent } from '../../server/notices/email-outcome.ts';

it('an answer is shown without addresses', () => {
  const response = '250 2.1.5 <duty@office.example> ok, duty@office.example';
  expect(emailSent({ response, accepted: ['x'] })).toEqual({ ok: true, detail: '250 2.1.5 … ok, …' });
});

it('an answer of any length is read at once', () => {
  // With what follows it as long, a search for addresses would take minutes.
  const response = '0911.123.4567'.repeat(100_000);
  expect(emailOutcome({ responseCode: 550, response, code: 'EENVELOPE' }, false).detail).toHaveLength(120);
});
