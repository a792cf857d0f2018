// Whom the server takes this browser for, asked once per page and again after signing in or out.
import type { Role } from '../../shared/role.ts';
import { ask } from './api.ts';

/** `account`: signed in with a name and password, not by a token's or display's link. */
export type Me = { name: string; role: Role; account: boolean };

class WhoAmI {
  /** Undefined while nobody has answered, null when signed out. */
  current = $state.raw<Me | null | undefined>();

  async ask(): Promise<void> {
    const answer = await ask<Me>('GET', '/api/auth/me');
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
