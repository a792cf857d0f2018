// People and programs that work at a server without a browser.
import { expect } from 'vitest';
import type { Role } from '../../shared/role.ts';
import type { TestServer } from './test-server.ts';

/** `now`: by the clock of the server, when each of them gets a token. */
export function createColleagues({ url, vault }: Pick<TestServer, 'url' | 'vault'>, now: () => number = Date.now) {
  let colleagues = 0;
  return (role: Role) => {
    const { plain } = vault.createToken({ name: `${role}-${++colleagues}`, role, now: now() });
    return async <T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> => {
      const response = await fetch(url + path, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${plain}`, ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
      expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
      return (response.status === 204 ? undefined : await response.json()) as T;
    };
  };
}
