// A vault in memory: what the real one answers, and what a test needs to revoke.
import type { Credentials, DisplayFound, SessionFound, TokenFound } from '../../server/access/authentication.ts';
import type { Role } from '../../shared/role.ts';
import { DAY } from '../../shared/time.ts';
import type { NewSession, Sessions } from '../../server/http/sessions.ts';

export function createFakeVault() {
  const tokens = new Map<string, TokenFound & { until?: number }>();
  const sessions = new Map<string, SessionFound & { until: number }>();
  const displays = new Map<string, DisplayFound>();
  const codes = new Map<string, { role: Role; county?: string }>();
  let away = false;
  let made = 0;
  const answer = <T>(value: T): T => {
    if (away) throw new Error('the vault is away');
    return value;
  };
  const vault = {
    findToken(plain: string, now: number) {
      const token = answer(tokens.get(plain));
      return token && now < (token.until ?? Infinity) ? token : undefined;
    },
    async findSession(plain: string, now: number) {
      const session = answer(sessions.get(plain));
      if (!session || now >= session.until) return undefined;
      const orphan = session.tokenId !== undefined && ![...tokens.values()].some(({ id }) => id === session.tokenId);
      return orphan ? undefined : session;
    },
    findDisplay: (plain: string) => answer(displays.get(plain)),
    displayById: (id: string) => answer([...displays.values()].find((display) => display.id === id)),
    openSession({ days, now, ...session }: NewSession) {
      const plain = `session-${(made += 1)}`;
      sessions.set(plain, { ...session, until: now + days * DAY });
      return plain;
    },
    closeSession: (plain: string) => void sessions.delete(plain),
    signOut: (plain: string) => void sessions.delete(plain),
    useCode(plain: string) {
      const code = codes.get(plain);
      codes.delete(plain);
      return code;
    },
    /** A plain secret of a new token. */
    token(role: Role, more: { county?: string; until?: number } = {}): string {
      const plain = `token-${role}-${(made += 1)}`;
      tokens.set(plain, { id: `id-${made}`, name: `${role}-${made}`, role, ...more });
      return plain;
    },
    code(role: Role, county?: string): string {
      const plain = `code-${(made += 1)}`;
      codes.set(plain, { role, ...(county !== undefined && { county }) });
      return plain;
    },
    /** A plain secret of a new display. */
    display(more: Partial<DisplayFound> = {}): string {
      const plain = `d111_display-${(made += 1)}`;
      displays.set(plain, { id: `d-${made}`, name: `hall ${made}`, page: 'wall', ...more });
      return plain;
    },
    /** Another session took its place. */
    renewSession: (plain: string) => void Object.assign(sessions.get(plain)!, { renewed: true }),
    revoke: (plain: string) => void (tokens.delete(plain) || displays.delete(plain)),
    change: (plain: string, more: Partial<TokenFound> | Partial<DisplayFound>) =>
      void Object.assign((tokens.get(plain) ?? displays.get(plain))!, more),
    /** The secret that was shown is unknown from now on; the display is not. */
    renew(plain: string): void {
      displays.set(`${plain}-renewed`, displays.get(plain)!);
      displays.delete(plain);
    },
    idOf: (plain: string) => tokens.get(plain)?.id ?? displays.get(plain)?.id,
    sessions: () => sessions.size,
    goAway: (gone: boolean) => void (away = gone),
  };
  return vault satisfies Credentials & Sessions;
}
export type FakeVault = ReturnType<typeof createFakeVault>;
