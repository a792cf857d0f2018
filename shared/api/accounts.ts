// Accounts: who may sign in, and as what.
import { z } from 'zod';
import { directoryKinds } from '../directory.ts';
import { accountRoles } from '../role.ts';
import type { Endpoint } from './endpoint.ts';
import { nameSchema } from '../event-fields.ts';
import { moment } from './fields.ts';
import { session } from './session.ts';

/** Longer than any password; its real length is judged by the rules. */
export const typedPassword = z.string().max(1_000);
const role = z.enum(accountRoles);
/** As it is typed, on a keyboard that begins with a capital. */
export const typedName = z
  .string()
  .max(100)
  .transform((name) => name.trim().toLowerCase());
/** What a person is called on screens; null takes it away. */
export const newFullName = nameSchema.nullable();
const fullName = z.exactOptional(z.string());

const account = z
  .object({
    name: z.string(),
    role,
    fullName,
    createdAt: moment,
    lastEnteredAt: z.exactOptional(moment),
    factor: z.boolean().meta({ description: 'It has a second factor.' }),
    directory: z
      .exactOptional(z.enum(directoryKinds))
      .meta({ description: 'It is of a directory, which decides its password, role and name.' }),
  })
  .meta({ id: 'Account', description: 'Times are epoch milliseconds.' });
export type Account = z.output<typeof account>;

const saved = z.object({ name: z.string(), role, fullName });

export const accounts = {
  'GET /api/accounts': { summary: 'All accounts.', answer: z.object({ accounts: z.array(account) }) },
  'POST /api/accounts': {
    summary: 'Makes an account.',
    body: z.strictObject({ name: typedName, role, password: typedPassword, fullName: nameSchema.optional() }),
    answer: saved,
    status: 201,
  },
  'PATCH /api/accounts/:name': {
    summary: 'Changes the role, the password or the full name of an account.',
    body: z.strictObject({
      role: role.optional(),
      password: typedPassword.optional(),
      fullName: newFullName.optional(),
    }),
    answer: saved,
  },
  'GET /api/people': {
    summary: 'The full names of people by their user names, also of those whose account was removed.',
    answer: z.object({ people: z.record(z.string(), z.string()) }),
  },
  'GET /api/accounts/:name/sessions': {
    summary: 'Where an account is signed in.',
    answer: z.object({ sessions: z.array(session).readonly() }),
  },
  'DELETE /api/accounts/:name/sessions': { summary: 'Ends all sessions of an account.' },
  'DELETE /api/accounts/:name/sessions/:id': { summary: 'Ends one session of an account.' },
  'DELETE /api/accounts/:name/factors': {
    summary: 'Removes all second factors of somebody who lost them, and ends their sessions.',
  },
  'DELETE /api/accounts/:name': { summary: 'Removes an account and ends its sessions.' },
} as const satisfies Record<string, Endpoint>;
