// Passkeys by the package that reads them; loaded when the first one is used, because most servers have none.
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { PasskeyFound } from '../vault/passkeys.ts';
import type { RelyingParty } from './relying-party.ts';

const NAME = 'Wallboard 111';
/** EdDSA, ES256 and RS256: what every Node verifies. */
const ALGORITHMS = [-8, -7, -257];

type Made = Pick<PasskeyFound, 'id' | 'publicKey' | 'counter' | 'transports'>;
export type Signed = { counter: number };

/** A passkey is a name and two factors in one, so it must know its person, and lie in the device itself. */
export async function creationOptions(given: {
  party: RelyingParty;
  account: string;
  user: string;
  challenge: Uint8Array<ArrayBuffer>;
  known: readonly string[];
}): Promise<Record<string, unknown>> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const options = await generateRegistrationOptions({
    rpName: NAME,
    rpID: given.party.id,
    userName: given.account,
    userDisplayName: given.account,
    userID: new Uint8Array(Buffer.from(given.user, 'base64url')),
    challenge: given.challenge,
    excludeCredentials: given.known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return { ...options };
}

export async function requestOptions(
  party: RelyingParty,
  challenge: Uint8Array<ArrayBuffer>,
): Promise<Record<string, unknown>> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return { ...(await generateAuthenticationOptions({ rpID: party.id, challenge, userVerification: 'required' })) };
}

/** What an answer of a browser must fit. `isOurs`: whether the challenge in it is one that fits. */
const expected = (party: RelyingParty, isOurs: (challenge: string) => boolean) => ({
  expectedChallenge: isOurs,
  expectedOrigin: party.origin,
  expectedRPID: party.id,
  requireUserVerification: true,
});

/** Undefined for what does not fit or cannot be read: the package throws then. */
async function ifFits<T>(verify: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}

/** Undefined when it does not fit, or cannot be read. */
export async function readNewPasskey(
  answer: Record<string, unknown>,
  party: RelyingParty,
  isOurs: (challenge: string) => boolean,
): Promise<Made | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  return ifFits(async () => {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer as unknown as RegistrationResponseJSON,
      supportedAlgorithmIDs: ALGORITHMS,
      ...expected(party, isOurs),
    });
    if (!verified) return undefined;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    return { id, publicKey, counter, transports: [...transports] };
  });
}

/** As `readNewPasskey`, of one that is known. */
export async function readSignature(
  answer: Record<string, unknown>,
  { id, publicKey, counter }: PasskeyFound,
  party: RelyingParty,
  isOurs: (challenge: string) => boolean,
): Promise<Signed | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  return ifFits(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as unknown as AuthenticationResponseJSON,
      credential: { id, publicKey, counter },
      ...expected(party, isOurs),
    });
    return verified ? { counter: authenticationInfo.newCounter } : undefined;
  });
}
