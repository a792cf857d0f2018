// What the forms of second factors show of a request that failed.
import { describe, expect, it } from 'vitest';
import '../support/page-address.ts';
import { factorFailure, factorsAsked } from '../../client/login/factor-failure.ts';
import { fa } from '../../client/login/factor-messages.fa.ts';
import type { Failed } from '../../client/text/failed.ts';

const failed = (code: string, document: Record<string, unknown> = {}): Failed => ({
  ...{ ok: false, status: 409, code, detail: '', document },
});

describe('a failure', () => {
  it('of an app that is set up already is not one of a passkey', () => {
    expect(factorFailure(failed('factor-there'))).toBe(fa.factorThere);
    expect(factorFailure(failed('passkey-there'))).toBe(fa.passkeyThere);
  });
  it('shows why passkeys do not work at this address, also where the server names no reason that is known here', () => {
    const sentence = (obstacle: unknown) => factorFailure(failed('passkeys-unavailable', { obstacle }));
    expect(sentence('no-name')).toBe(fa.obstacles['no-name']);
    expect(sentence('of-tomorrow')).toBe(fa.obstacles['other-address']);
  });
  it('names the factors that the account has, of those that are known here', () => {
    expect(factorsAsked(failed('code-needed', { ways: ['recovery', 'of-tomorrow', 'code'] }))).toEqual([
      ...['code', 'recovery'],
    ]);
    expect(factorsAsked(failed('login-refused', { ways: ['code'] }))).toBeUndefined();
    expect(factorsAsked(undefined)).toBeUndefined();
  });
});
