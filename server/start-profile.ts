// Which profile a server works with: the configured one, else the province that people chose here, with what they changed of it.
import type { Board } from '../shared/board.ts';
import type { LogEntry } from '../shared/event.ts';
import type { Profile } from '../shared/profile.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import { isOfProvince, PROVINCE } from './ledger/subject.ts';
import { chosenProvince, changedParts, withChanges } from './profiles/in-force.ts';
import { loadProfile, profileHash } from './profiles/load.ts';
import { isProvince } from './profiles/provinces.ts';
import type { History } from './sittings/history.ts';
import type { ProvinceParts } from '../shared/province.ts';

type Given = Pick<Config, 'profile' | 'isProfileChosen' | 'redisUrl'>;

export type ProfileBook = {
  /** As it was when the server started. */
  profile: Profile;
  /** As the log has it now; `base`: without what was changed. */
  now: () => { base: Profile; profile: Profile; changed: ProvinceParts; isChosen: boolean };
  /** Whether entries make another profile than the server started with. */
  isOutdated: (entries: readonly LogEntry[]) => boolean;
};

/** Several nodes are told their province by PROFILE alone: the names of their keys begin with it. */
export const mayChoose = ({ isProfileChosen, redisUrl }: Given): boolean => !isProfileChosen && redisUrl === undefined;

export function openProfile(given: Given, named: Profile, ledger: Pick<Ledger, 'bySubject'>): ProfileBook {
  const now: ProfileBook['now'] = () => {
    const events = ledger.bySubject(PROVINCE).map(({ event }) => event);
    const chosen = mayChoose(given) ? chosenProvince(events) : undefined;
    const isChosen = chosen !== undefined && isProvince(chosen);
    const base = isChosen && chosen !== named.id ? loadProfile(chosen) : named;
    return { base, profile: withChanges(base, events), changed: changedParts(events), isChosen };
  };
  const { profile } = now();
  return {
    profile,
    now,
    isOutdated: (entries) =>
      entries.some(({ event }) => isOfProvince(event)) && profileHash(now().profile) !== profileHash(profile),
  };
}

/** Why the province may not be chosen; `open`: it may. */
export function choiceOf(
  given: Given,
  { firstCallOn, months }: Pick<Board, 'firstCallOn' | 'months'>,
  { all }: Pick<History, 'all'>,
): 'open' | 'configured' | 'shared' | 'counted' {
  if (given.isProfileChosen) return 'configured';
  if (!mayChoose(given)) return 'shared';
  const hasContacts = Object.values(months).some(({ contacts }) => contacts > 0);
  return firstCallOn !== undefined || hasContacts || all().length > 0 ? 'counted' : 'open';
}
