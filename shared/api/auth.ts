// Signing in and out, and the first administrator.
import { z } from 'zod';
import { accountRoles, displayPages, roles } from '../role.ts';
import { typedPassword } from './accounts.ts';
import type { Endpoint } from './endpoint.ts';

/** As it is typed, on a keyboard that begins with a capital. */
const typedName = z
  .string()
  .max(100)
  .transform((name) => name.trim().toLowerCase());
const secret = z.string().min(1).max(512);

const me = z
  .object({
    name: z.string(),
    role: z.enum(roles),
    account: z
      .boolean()
      .meta({ description: 'Signed in with a name and password, not by the link of a token or display.' }),
    page: z.enum(displayPages).optional(),
    counties: z.array(z.string()).readonly().optional(),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof me>;

const entered = z.object({ name: z.string(), role: z.enum(accountRoles) });

export const auth = {
  'POST /api/auth/exchange': {
    summary: 'Exchanges a display token or a one-use code for a session cookie.',
    body: z.union([z.strictObject({ token: secret }), z.strictObject({ code: secret })]),
    answer: z.object({ role: z.enum(roles), county: z.string().optional() }),
  },
  'POST /api/auth/leave': { summary: 'Signs this browser out.' },
  'GET /api/auth/setup': {
    summary: 'Whether there is an administrator.',
    answer: z.object({ done: z.boolean() }),
  },
  'POST /api/auth/setup': {
    summary: 'Makes the first administrator, once.',
    body: z.strictObject({ code: z.string().max(200), name: typedName, password: typedPassword }),
    answer: entered,
    status: 201,
  },
  'POST /api/auth/login': {
    summary: 'Signs in to an account.',
    body: z.strictObject({ name: typedName, password: typedPassword }),
    answer: entered,
  },
  'GET /api/auth/me': { summary: 'The signed-in person, token or display.', answer: me },
  'POST /api/auth/leave-everywhere': { summary: 'Signs the account out of every browser.' },
  'POST /api/auth/password': {
    summary: 'Changes one’s own password.',
    body: z.strictObject({ old: typedPassword, new: typedPassword }),
  },
} as const satisfies Record<string, Endpoint>;
