// Everything that can go wrong for who asks over HTTP: a closed list of stable codes, answered as RFC 9457 documents.

const problems = {
  'bad-json': [400, 'The body is not what it says it is'],
  'bad-parameters': [400, 'A parameter is not what was expected'],
  'bad-request': [400, 'The request cannot be read'],
  unauthorized: [401, 'Nobody known is asking'],
  'code-refused': [401, 'This code is unknown, used or too old'],
  'login-refused': [401, 'This name and password do not fit'],
  forbidden: [403, 'This role may not do that'],
  'wrong-origin': [403, 'The request comes from another site'],
  'display-tokens-only': [403, 'Only display tokens sign a browser in'],
  'accounts-only': [403, 'Only who has signed in to an account may do that'],
  'paired-only': [403, 'Only a paired display may do that'],
  'not-found': [404, 'There is nothing here'],
  'offer-unknown': [404, 'No screen shows this code now'],
  'set-up-already': [409, 'There is an administrator already'],
  'name-taken': [409, 'Somebody else has this name'],
  'last-admin': [409, 'The last administrator stays'],
  'offer-expired': [410, 'This offer is no more'],
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
    return { type: `/problems/${code}`, title, status, detail: message, code, ...more };
  }
}
