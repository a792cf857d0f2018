// An account as the server lists it. Times are epoch ms.
import type { AccountRole } from '../../shared/role.ts';

export type Account = { name: string; role: AccountRole; createdAt: number; lastEnteredAt?: number };
