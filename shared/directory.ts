// What can be wrong with a directory, and with somebody in it, as codes that screens put into words.

/**
 * Why a directory gives no answer: its address, its certificate, the clocks, its own name, TLS, the account that asks it, what it
 * was asked, or that its entries lack what is needed.
 */
export const awayReasons = [
  'unreachable',
  'late',
  'certificate',
  'clock',
  'issuer',
  'tls',
  'bind-refused',
  'base-unknown',
  'not-allowed',
  'no-lasting-id',
  'too-many-found',
  'unexpected',
] as const;
export type AwayReason = (typeof awayReasons)[number];

/**
 * Why somebody whom a directory knows is not let in: it closed the account, its time is over, the password must be changed there,
 * no group gives a role here, no second factor was shown there, or the sign-in there was broken off or took too long.
 */
export const refusalReasons = [
  'disabled',
  'expired',
  'password-expired',
  'no-role',
  'no-factor',
  'broken-off',
  'attempt-unknown',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export const directoryKinds = ['ldap', 'openid'] as const;
export type DirectoryKind = (typeof directoryKinds)[number];
