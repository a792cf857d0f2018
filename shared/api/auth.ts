// Signing in and out, and the first administrator.
import { z } from 'zod';
import { factorWays } from '../account-rules.ts';
import { awayReasons, directoryKinds, refusalReasons } from '../directory.ts';
import { accountRoles, displayPages, roles } from '../role.ts';
import { newFullName, typedName, typedPassword } from './accounts.ts';
import { credential, obstacle, typedCode } from './credential.ts';
import type { Endpoint } from './endpoint.ts';
import { moment } from './fields.ts';

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
    directory: z
      .enum(directoryKinds)
      .optional()
      .meta({ description: 'The account is of a directory, which decides its password, role and name.' }),
    mustSetUp: z
      .literal(true)
      .optional()
      .meta({ description: 'A second factor has to be set up before anything else.' }),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof me>;

/** `mustSetUp`: before anything else a second factor has to be set up. */
const entered = z.object({ name: z.string(), role: z.enum(accountRoles), mustSetUp: z.exactOptional(z.literal(true)) });

const ways = z.object({
  passkeys: z.boolean(),
  ldap: z.enum(['here', 'away']).optional().meta({ description: 'Names and passwords of a directory are taken.' }),
  openid: z.string().optional().meta({ description: 'The address that leads to the OpenID provider.' }),
});
export type Ways = z.output<typeof ways>;

/** ways: the factors of which one is asked for; now: the server’s clock, where a code did not fit; reason: why a directory does not help. */
const factorProblem = z
  .object({ ways: z.array(z.enum(factorWays)), now: moment, reason: z.enum([...awayReasons, ...refusalReasons]) })
  .partial();

export const auth = {
  'POST /api/auth/exchange': {
    summary:
      'Exchanges a display token or a one-use code for a session cookie. Where a person is signed in, it is refused.',
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
  'GET /api/auth/ways': {
    summary: 'Whether anybody signs in by a passkey here, and by which directories.',
    answer: ways,
  },
  'GET /api/auth/oidc': {
    summary: 'Leads a browser to the OpenID provider, and back to the page `next` of this server.',
    query: z.object({ next: z.string().max(2_000).optional(), confirm: z.literal('1').optional() }),
    redirects: true,
  },
  'GET /api/auth/oidc/callback': {
    summary: 'Where the OpenID provider sends a browser back to: signs it in.',
    redirects: true,
  },
  'GET /api/auth/oidc/leave': {
    summary: 'Leads a browser to where it signs out at the OpenID provider.',
    redirects: true,
  },
  'POST /api/auth/oidc/backchannel-logout': {
    summary:
      'The OpenID provider reports that somebody signed out there (Back-Channel Logout 1.0): their sessions here end.',
    body: z.object({ logout_token: z.string() }),
    bodyTypes: ['application/x-www-form-urlencoded'],
    problem: z.object({ error: z.string(), error_description: z.string() }).partial(),
    answer: z.object({}),
  },
  'POST /api/auth/login': {
    summary: 'Signs in to an account; `code` of an app, or a recovery code, where it has a second factor.',
    body: z.strictObject({ name: typedName, password: typedPassword, code: typedCode.optional() }),
    problem: factorProblem,
    answer: entered,
  },
  'POST /api/auth/passkey/options': {
    summary: 'What a passkey has to sign to sign in.',
    problem: obstacle,
    answer: credential,
  },
  'POST /api/auth/passkey': {
    summary: 'Signs in by a passkey; only to the account of this name, where one is given.',
    body: z.strictObject({ answer: credential, name: typedName.optional() }),
    problem: obstacle,
    answer: entered,
  },
  'GET /api/auth/me': { summary: 'The signed-in person, token or display.', answer: me },
  'POST /api/auth/active': { summary: 'The person at this browser did something: the session goes on.' },
  'POST /api/auth/confirm': {
    summary:
      'Shows again who one is. Changes of access are refused with `confirm-first` where that was more than ten minutes ago.',
    body: z.strictObject({ password: typedPassword, code: typedCode.optional() }),
    problem: factorProblem,
  },
  'POST /api/auth/leave-everywhere': { summary: 'Signs the account out of every browser.' },
  'PUT /api/auth/full-name': {
    summary: 'Sets what one is called on screens.',
    body: z.strictObject({ fullName: newFullName }),
  },
  'POST /api/auth/password': {
    summary: 'Changes one’s own password.',
    body: z.strictObject({ old: typedPassword, new: typedPassword }),
  },
} as const satisfies Record<string, Endpoint>;
