// Passwords as records that can be stored: argon2id, with its parameters beside it so that they can be raised later.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { normalizedPassword } from '../../shared/account-rules.ts';
import { createFairSemaphore, type Lane } from './fair-semaphore.ts';

/** OWASP's least for argon2id: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
export const usualCost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const NONCE_BYTES = 16;
const TAG_BYTES = 32;
/** Each takes 19 MiB and one of Node's four threads for some 25 ms. */
const AT_ONCE = 2;
const MOST_WAITING = 40;
const MOST_OF_LANE = 8;

/** memory in KiB */
export type Cost = { memory: number; passes: number; parallelism: number };
/** `yes-but-old`: it fits, but its record was made with other parameters than today's. */
export type Fit = 'no' | 'yes' | 'yes-but-old';

export type Passwords = {
  /** A record of a password. Rejects with Overloaded. */
  hash: (password: string, lane: Lane) => Promise<string>;
  /** Without a record the answer is no, after as much work. Rejects with Overloaded. */
  fit: (password: string, record: string | undefined, lane: Lane) => Promise<Fit>;
};

export function createPasswords(cost = usualCost): Passwords {
  const turns = createFairSemaphore({ atOnce: AT_ONCE, mostWaiting: MOST_WAITING, mostOfLane: MOST_OF_LANE });
  const nobody = { cost, nonce: randomBytes(NONCE_BYTES), tag: randomBytes(TAG_BYTES) };

  return {
    hash: (password, lane) =>
      turns.take(lane, async () => {
        const nonce = randomBytes(NONCE_BYTES);
        return written({ cost, nonce, tag: await tagOf(password, { cost, nonce }) });
      }),
    fit: (password, record, lane) =>
      turns.take(lane, async () => {
        const kept = record === undefined ? nobody : read(record);
        const fits = timingSafeEqual(await tagOf(password, kept), kept.tag) && kept !== nobody;
        if (!fits) return 'no';
        return written({ ...kept, cost }) === record ? 'yes' : 'yes-but-old';
      }),
  };
}

type Kept = { cost: Cost; nonce: Buffer; tag: Buffer };

const tagOf = (password: string, { cost, nonce, tag }: Omit<Kept, 'tag'> & { tag?: Buffer }): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const tagLength = tag?.length ?? TAG_BYTES;
    argon2('argon2id', { message: normalizedPassword(password), nonce, tagLength, ...cost }, (error, made) =>
      error ? reject(error) : resolve(made),
    );
  });

/** As most libraries write it: `$argon2id$v=19$m=19456,t=2,p=1$<nonce>$<tag>`, both in base64 without padding. */
const written = ({ cost: { memory, passes, parallelism }, nonce, tag }: Kept): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function read(record: string): Kept {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(record);
  if (!found) throw new Error('expected a password record of argon2id in the vault, got something else');
  const [, memory, passes, parallelism, nonce = '', tag = ''] = found;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}
