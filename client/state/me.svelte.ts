// Whom the server takes this browser for, asked once per page and again after signing in or out.
import type { Role } from '../../shared/role.ts';
import type { Me } from '../../shared/api/auth.ts';
import { ask } from './api.ts';

export type { Me };

class WhoAmI {
  /** Undefined while nobody has answered, null when signed out. */
  current = $state.raw<Me | null | undefined>();

  async ask(): Promise<void> {
    const answer = await ask('GET /api/auth/me');
    if (answer.ok) this.current = answer.value;
    else if (answer.status === 401) this.current = null;
  }

  /** Whether the role is at least this one on the ladder that ends with admin. */
  isAtLeast(least: 'deputy' | 'supervisor' | 'admin'): boolean {
    const ladder: readonly Role[] = ['deputy', 'supervisor', 'admin'];
    return this.current ? ladder.indexOf(this.current.role) >= ladder.indexOf(least) : false;
  }
}
export const me = new WhoAmI();
