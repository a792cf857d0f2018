// Names of the telephone systems by address. Ids of calls begin with them, so two nodes on one system must use the same: the
// name that the system gives itself counts, and is stored. That it has none is stored separately, with its substitute.
import { isOwnSource } from '../vault/names.ts';
import { placeOf, type LinkAddress, type SourceParts, type Systems } from './source.ts';

type Parts = {
  /** The links of now. */
  telephony: () => readonly LinkAddress[];
  ledger: Pick<SourceParts, 'mark' | 'setMark'>;
  /** Whether other nodes share the log. */
  isShared: boolean;
  log: SourceParts['log'];
};

export function createSystemNames({ telephony, ledger, isShared, log }: Parts): Systems {
  const known = new Map<string, string>();
  /** Those that showed that they have no name. */
  const nameless = new Set<string>();
  const markOf = (address: string): string => `system/${address}`;
  const namelessMarkOf = (address: string): string => `nameless/${address}`;
  const keptNameless = (address: string): string | undefined => ledger.mark(namelessMarkOf(address)) || undefined;
  const get = (address: string): string | undefined =>
    known.get(address) ?? ledger.mark(markOf(address)) ?? keptNameless(address);
  // What could not be kept is learnt again at the next start.
  const keep = (mark: string, value: string): void => {
    if (ledger.mark(mark) === value) return;
    ledger.setMark(mark, value).catch((cause: unknown) => log.warn({ err: cause }, 'a system name was not kept'));
  };
  // The first link of the list, so that it is the same after every start.
  const fallbackName = (address: string): string =>
    telephony().find((one) => placeOf(one) === address)?.link ?? address;

  const useFallback = (address: string): string => {
    const name = get(address) ?? fallbackName(address);
    known.set(address, name);
    keep(namelessMarkOf(address), name);
    if (isShared && !nameless.has(address))
      log.warn(
        { system: name, address },
        'the telephone system does not name itself: nodes that reach it by another address or link name count its calls again; give it a name (systemname in asterisk.conf), or add ?system=NAME to its links on every node',
      );
    nameless.add(address);
    return name;
  };

  return {
    get,
    fallbackName,
    isNameless: (address) => nameless.has(address) || keptNameless(address) !== undefined,
    set(address, learnt) {
      if (learnt === undefined) return useFallback(address);
      // No system may have the name of one of our own sources.
      const name = isOwnSource(learnt) ? `${learnt}-pbx` : learnt;
      nameless.delete(address);
      if (keptNameless(address) !== undefined) keep(namelessMarkOf(address), '');
      known.set(address, name);
      keep(markOf(address), name);
      return name;
    },
  };
}
