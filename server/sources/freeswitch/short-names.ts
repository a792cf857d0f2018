// Names of mod_callcenter as people should read them. It has `name@domain`, and where all have one domain it is left out.
import { shownName } from '../names.ts';

const DEFAULT = 'default';
const domainOf = (raw: string): string => (raw.includes('@') ? raw.slice(raw.lastIndexOf('@') + 1).toLowerCase() : '');

export type ShortNames = ReturnType<typeof createShortNames>;

export function createShortNames() {
  /** The domain that all names have but those of `default`. */
  let shared = DEFAULT;

  /** Without a domain that all share; several tenants of one FreeSWITCH keep theirs, which distinguishes them. */
  const short = (raw: string): string => {
    const domain = domainOf(raw);
    if (domain !== '' && domain !== DEFAULT && domain !== shared) return raw;
    return raw.slice(0, domain === '' ? undefined : -domain.length - 1) || raw;
  };

  return {
    short,
    /** As `short`, fit for a screen. */
    shown: (raw: string): string => shownName(short(raw)),

    /** All names that there are. */
    learn(raws: readonly string[]): void {
      const domains = new Set(raws.map(domainOf).filter((domain) => domain !== '' && domain !== DEFAULT));
      const [only] = domains;
      shared = domains.size === 1 && only !== undefined ? only : DEFAULT;
    },
  };
}
