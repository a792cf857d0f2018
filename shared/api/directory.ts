// The house's own directory as administrators see it: what is set, how it stands, and a test. Secrets are not among it.
import { z } from 'zod';
import { awayReasons } from '../directory.ts';
import { accountRoles } from '../role.ts';
import type { Endpoint } from './endpoint.ts';
import { moment } from './fields.ts';

const away = z.object({ reason: z.enum(awayReasons), detail: z.string(), since: moment });
const roles = z.array(z.object({ role: z.enum(accountRoles), group: z.string() })).readonly();

const ldap = z.object({
  servers: z.array(z.object({ host: z.string(), port: z.number().int(), tls: z.enum(['ldaps', 'starttls', 'none']) })),
  base: z.string(),
  /** Who looks people up. */
  bind: z.string().optional(),
  roles,
  away: away.optional(),
});
const openid = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** What the provider has to know of this server. */
  redirect: z.string(),
  signedOut: z.string(),
  backChannel: z.string(),
  groups: z.string(),
  roles,
  away: away.optional(),
});
const state = z.object({ ldap: ldap.optional(), openid: openid.optional() });
export type Directories = z.output<typeof state>;

/**
 * `connected`: to a server, by TLS unless that was switched off; `looked-up`: the account that looks people up; `base`: where people
 * are; `groups`: those that give a role; `person`: the one that was asked about; `provider`: its description; `sign-out`: there.
 */
const step = z
  .object({
    step: z.enum(['connected', 'bind', 'base', 'groups', 'person', 'role', 'provider', 'sign-out']),
    state: z.enum(['good', 'open', 'bad']),
    code: z.string(),
    /** What a server said, or a value that helps. */
    detail: z.string().optional(),
    role: z.enum(accountRoles).optional(),
  })
  .meta({ id: 'DirectoryTestStep', description: 'One step of the test of a directory.' });
export type DirectoryStep = z.output<typeof step>;

export const directories = {
  'GET /api/directory': {
    summary: 'The directories that are set, without secrets, and how they stand.',
    answer: state,
  },
  'POST /api/directory/test': {
    summary: 'Asks a directory, also for somebody by their user name there, and says step by step what was found.',
    body: z.strictObject({ kind: z.enum(['ldap', 'openid']), name: z.string().max(100).optional() }),
    answer: z.object({ steps: z.array(step) }),
  },
} as const satisfies Record<string, Endpoint>;
