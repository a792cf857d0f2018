// What a passkey has to sign: random, for one purpose and five minutes, and made by us. It is signed rather than stored, so
// that strangers who ask for many fill nothing; that it was used is stored (vault/passkeys.ts).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { MINUTE } from '../../shared/time.ts';

const LASTS_MS = 5 * MINUTE;
const NONCE_BYTES = 24;
const TIME_BYTES = 6;

export type Challenges = {
  /** `purpose`: what it may be used for, and by whom. */
  make: (purpose: string, now: number) => Uint8Array<ArrayBuffer>;
  /** Until when one of ours is valid (epoch ms); undefined for every other text. */
  read: (challenge: string, purpose: string, now: number) => number | undefined;
};

/** `key`: the same on all nodes. */
export function createChallenges(key: string): Challenges {
  const sealOf = (head: Buffer, purpose: string): Buffer =>
    createHmac('sha256', key).update(head).update(purpose).digest();

  return {
    make: (purpose, now) => {
      const head = Buffer.concat([randomBytes(NONCE_BYTES), Buffer.alloc(TIME_BYTES)]);
      head.writeUIntBE(now + LASTS_MS, NONCE_BYTES, TIME_BYTES);
      return new Uint8Array(Buffer.concat([head, sealOf(head, purpose)]));
    },
    read: (challenge, purpose, now) => {
      const bytes = Buffer.from(challenge, 'base64url');
      const head = bytes.subarray(0, NONCE_BYTES + TIME_BYTES);
      const seal = bytes.subarray(NONCE_BYTES + TIME_BYTES);
      if (head.length < NONCE_BYTES + TIME_BYTES) return undefined;
      const expected = sealOf(head, purpose);
      if (seal.length !== expected.length || !timingSafeEqual(seal, expected)) return undefined;
      const until = head.readUIntBE(NONCE_BYTES, TIME_BYTES);
      return now < until ? until : undefined;
    },
  };
}
