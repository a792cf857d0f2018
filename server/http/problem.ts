// Everything that can go wrong for who asks over HTTP: a closed list of stable codes, answered as RFC 9457 documents.
import { replaceNumbers } from '../../shared/number.ts';

const problems = {
  'bad-json': [400, 'The body is not what it says it is'],
  'bad-parameters': [400, 'A parameter is not what was expected'],
  'bad-request': [400, 'The request cannot be read'],
  'logout-refused': [400, 'This sign-out notice is not taken'],
  unauthorized: [401, 'Nobody known is asking'],
  'code-refused': [401, 'This code is unknown, used or too old'],
  'code-needed': [401, 'This account asks for a second factor'],
  'code-wrong': [401, 'This code does not fit'],
  'passkey-refused': [401, 'This passkey does not fit'],
  'login-refused': [401, 'This name and password do not fit'],
  'not-let-in': [403, 'The directory knows this person, who may not come in'],
  forbidden: [403, 'This role may not do that'],
  'wrong-origin': [403, 'The request comes from another site'],
  'display-tokens-only': [403, 'Only display tokens sign a browser in'],
  'second-factor-first': [403, 'A second factor must be set up first'],
  'confirm-first': [403, 'Show again who you are'],
  'own-account': [403, 'Not of one’s own account'],
  'passkeys-unavailable': [403, 'Passkeys do not work at this address'],
  'accounts-only': [403, 'Only who has signed in to an account may do that'],
  'paired-only': [403, 'Only a paired display may do that'],
  'not-found': [404, 'There is nothing here'],
  'offer-unknown': [404, 'No screen shows this code now'],
  'signed-in': [409, 'A person is signed in here'],
  'factor-there': [409, 'It is set up already'],
  'set-up-already': [409, 'There is an administrator already'],
  'name-taken': [409, 'Somebody else has this name'],
  'province-fixed': [409, 'The province stays what it is'],
  'last-admin': [409, 'The last administrator stays'],
  'of-directory': [409, 'The directory decides that'],
  'offer-expired': [410, 'This offer is no more'],
  'feed-revoked': [410, 'This calendar is no more'],
  'sitting-not-on': [409, 'This sitting is not on now'],
  'too-many-replays': [409, 'Enough displays replay already'],
  'too-many-messages': [409, 'Enough messages stand already'],
  'sitting-clash': [409, 'Another sitting is there already'],
  'edited-meanwhile': [409, 'Somebody else was faster'],
  'version-unknown': [412, 'This is not a version of it'],
  'version-missing': [428, 'Say which version you edit'],
  'body-too-large': [413, 'The body is too large'],
  'too-many-events': [413, 'Too many events at once'],
  'too-many-rows': [413, 'Too many rows at once'],
  'unsupported-media-type': [415, 'This kind of body is not read here'],
  'too-many-requests': [429, 'Too many requests'],
  internal: [500, 'Something went wrong here'],
  'log-unwritable': [503, 'The log takes no events'],
  'revoked-here-only': [503, 'Revoked on this node only'],
  'directory-away': [503, 'The directory cannot be asked'],
  'too-busy': [503, 'Too much is being done already'],
  'not-ready': [503, 'Not ready to serve truth'],
} as const satisfies Record<string, readonly [status: number, title: string]>;
export type ProblemCode = keyof typeof problems;
export const problemCodes: readonly string[] = Object.keys(problems);

/** Throw it anywhere in a route. `detail`: what was expected, what came, what to do. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the document. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    extra: { headers?: Record<string, string>; more?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail, { cause: extra.cause });
    [this.status, this.title] = problems[code];
    this.code = code;
    this.headers = extra.headers ?? {};
    this.more = extra.more ?? {};
  }

  document(): Record<string, unknown> {
    const { status, title, message, code, more } = this;
    // Some details repeat what was asked for: no number goes back, and so into no log on the way (B8).
    const detail = replaceNumbers(message, () => '…');
    return { type: `/problems/${code}`, title, status, detail, code, ...more };
  }
}
