// A passkey in software: it makes a key for a site and signs what that site asks for, as a telephone would.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

type Options = Record<string, unknown>;
type Passkey = { id: Buffer; key: KeyObject; party: string; user: string };
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_KEY = 0x40;

export function createAuthenticator(origin: string) {
  let passkey: Passkey | undefined;
  let count = 0;
  let flags = USER_PRESENT | USER_VERIFIED;

  const clientData = (type: string, challenge: unknown, from: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const head = (party: string, more: number): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE((count += 1));
    return Buffer.concat([createHash('sha256').update(party).digest(), Buffer.from([flags | more]), counter]);
  };

  return {
    /** What the browser sends for the options of a new passkey. */
    create(options: Options): Options {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const party = (options['rp'] as { id: string }).id;
      const id = randomBytes(16);
      passkey = { id, key: privateKey, party, user: (options['user'] as { id: string }).id };
      const cose = map(
        [int(1), int(2)],
        [int(3), int(-7)],
        [int(-1), int(1)],
        [int(-2), bytes(Buffer.from(x, 'base64url'))],
        [int(-3), bytes(Buffer.from(y, 'base64url'))],
      );
      const known = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const data = Buffer.concat([head(party, HAS_KEY), known]);
      const attestation = map([text('fmt'), text('none')], [text('attStmt'), map()], [text('authData'), bytes(data)]);
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', options['challenge'], origin).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    /** What it sends for the options of a sign-in; `from`: the page that it is shown on. */
    get(options: Options, from = origin): Options {
      if (!passkey) throw new Error('expected a passkey that was made before');
      const { id, key, party, user } = passkey;
      const client = clientData('webauthn.get', options['challenge'], from);
      const data = head(party, 0);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, key).toString('base64url'),
          userHandle: user,
        },
      };
    },
    /** It is only touched from now on, and does not know by whom. */
    skipVerification: (): void => void (flags = USER_PRESENT),
    /** As a copy of it would, that was made before its latest uses. */
    forgetUses: (): void => void (count = 0),
  };
}

// What of CBOR is needed: https://www.rfc-editor.org/rfc/rfc8949
const sized = (major: number, size: number): Buffer =>
  size < 24
    ? Buffer.from([(major << 5) | size])
    : size < 256
      ? Buffer.from([(major << 5) | 24, size])
      : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
const int = (value: number): Buffer => (value < 0 ? sized(1, -1 - value) : sized(0, value));
const bytes = (value: Buffer): Buffer => Buffer.concat([sized(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([sized(3, value.length), Buffer.from(value)]);
const map = (...pairs: [Buffer, Buffer][]): Buffer => Buffer.concat([sized(5, pairs.length), ...pairs.flat()]);
