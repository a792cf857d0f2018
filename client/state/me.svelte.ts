// Whom the server takes this browser for, asked once per page and again after signing in or out.
import { isAtLeast } from '../../shared/role.ts';
import type { Me } from '../../shared/api/auth.ts';
import { reportActivity } from './activity.ts';
import { ask } from './api.ts';

export type { Me };

class WhoAmI {
  /** Undefined while nobody has answered, null when signed out. */
  current = $state.raw<Me | null | undefined>();

  async ask(): Promise<void> {
    const answer = await ask('GET /api/auth/me');
    if (answer.ok) {
      this.current = answer.value;
      if (answer.value.account) reportActivity();
    }
    if (!answer.ok && answer.status === 401) this.current = null;
  }

  isAtLeast(least: 'deputy' | 'supervisor' | 'admin'): boolean {
    return isAtLeast(this.current?.role, least);
  }
}
export const me = new WhoAmI();
