// How long a session of a person lasts without them, and whom a password alone suffices. Pure.
import { MINUTE } from '../../shared/time.ts';
import type { Role } from '../../shared/role.ts';

export const secondFactorRules = ['optional', 'admins', 'everyone'] as const;
export type SecondFactorRule = (typeof secondFactorRules)[number];

/** `idleMs`: 0 for no limit. `secondFactor`: who must have one. */
export type SessionPolicy = { idleMs: number; secondFactor: SecondFactorRule };
export const usualPolicy: SessionPolicy = { idleMs: 60 * MINUTE, secondFactor: 'optional' };

export const needsFactor = (role: Role, { secondFactor }: SessionPolicy): boolean =>
  secondFactor === 'everyone' || (secondFactor === 'admins' && role === 'admin');
