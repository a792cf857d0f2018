// Accounts: who may sign in, and as what.
import { z } from 'zod';
import { accountRoles } from '../role.ts';
import type { Endpoint } from './endpoint.ts';
import { moment } from './fields.ts';

/** Longer than any password; its real length is judged by the rules. */
export const typedPassword = z.string().max(1_000);
const role = z.enum(accountRoles);

const account = z
  .object({ name: z.string(), role, createdAt: moment, lastEnteredAt: z.exactOptional(moment) })
  .meta({ id: 'Account', description: 'Times are epoch milliseconds.' });
export type Account = z.output<typeof account>;

const saved = z.object({ name: z.string(), role });

export const accounts = {
  'GET /api/accounts': { summary: 'All accounts.', answer: z.object({ accounts: z.array(account) }) },
  'POST /api/accounts': {
    summary: 'Makes an account.',
    body: z.strictObject({ name: z.string().max(100), role, password: typedPassword }),
    answer: saved,
    status: 201,
  },
  'PATCH /api/accounts/:name': {
    summary: 'Changes the role or the password of an account.',
    body: z.strictObject({ role: role.optional(), password: typedPassword.optional() }),
    answer: saved,
  },
  'DELETE /api/accounts/:name': { summary: 'Removes an account and ends its sessions.' },
} as const satisfies Record<string, Endpoint>;
