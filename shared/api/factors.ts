// One's own second factors, and one's own sessions.
import { z } from 'zod';
import { passkeyObstacles } from '../account-rules.ts';
import { credential, obstacle, typedCode } from './credential.ts';
import type { Endpoint } from './endpoint.ts';
import { moment, text } from './fields.ts';
import { session } from './session.ts';

const passkey = z.object({ id: z.string(), name: z.string(), createdAt: moment, usedAt: z.exactOptional(moment) });
const factors = z
  .object({
    code: z.boolean(),
    passkeys: z.array(passkey).readonly(),
    recoveryLeft: z.number().int(),
    required: z.boolean().meta({ description: 'The account must have one.' }),
    obstacle: z.exactOptional(z.enum(passkeyObstacles)).meta({ description: 'Why no passkey can be added here.' }),
  })
  .meta({ id: 'Factors' });
export type FactorsHere = z.output<typeof factors>;

/** Recovery codes are shown once, with the first factor or when new ones are made. */
const codes = z.array(z.string()).readonly();

export const factorRoutes = {
  'GET /api/auth/factors': {
    summary: 'One’s own second factors. `page`: the origin of the page, to know whether passkeys can be added there.',
    query: z.strictObject({ page: z.string().max(300).optional() }),
    answer: factors,
  },
  'POST /api/auth/totp': {
    summary: 'Begins to set up an authenticator app; it counts once a code of it was confirmed.',
    answer: z.object({ secret: z.string(), uri: z.string() }),
    status: 201,
  },
  'POST /api/auth/totp/confirm': {
    summary: 'Confirms an authenticator app by its first code.',
    body: z.strictObject({ code: typedCode }),
    problem: z.object({ now: moment }).partial(),
    answer: z.object({ recovery: z.exactOptional(codes) }),
  },
  'DELETE /api/auth/totp': { summary: 'Removes one’s authenticator app.' },
  'POST /api/auth/passkeys/options': {
    summary: 'What a new passkey has to sign.',
    problem: obstacle,
    answer: credential,
  },
  'POST /api/auth/passkeys': {
    summary: 'Adds a passkey.',
    body: z.strictObject({ answer: credential, name: text }),
    problem: obstacle,
    answer: z.object({ recovery: z.exactOptional(codes) }),
    status: 201,
  },
  'DELETE /api/auth/passkeys/:id': { summary: 'Removes a passkey.' },
  'POST /api/auth/recovery': {
    summary: 'Makes new recovery codes in place of those before.',
    answer: z.object({ recovery: codes }),
    status: 201,
  },
  'GET /api/auth/sessions': {
    summary: 'Where one is signed in.',
    answer: z.object({ sessions: z.array(session).readonly() }),
  },
  'DELETE /api/auth/sessions/:id': { summary: 'Ends one of one’s own sessions.' },
} as const satisfies Record<string, Endpoint>;
