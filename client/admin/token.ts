// A token as the server lists it. Times are epoch ms; without `expiresAt` it holds until it is revoked.
import type { Role } from '../../shared/role.ts';

export type Token = { id: string; name: string; role: Role; county?: string; createdAt: number; expiresAt?: number };
