// Which source may report which facts: the names of telephone systems and of the server itself, and what a token may post.
import type { Links } from '../shared/links.ts';
import type { Profile } from '../shared/profile.ts';
import type { Fold } from './board/fold-type.ts';
import type { Door } from './door/door.ts';
import type { Ignoring } from './door/ignored.ts';
import { isNamed } from './board/is-named.ts';
import { createNewcomers } from './door/newcomers.ts';
import { whyNotYours, type Owners } from './door/ownership.ts';
import type { Ledger } from './ledger/ledger.ts';
import { isOwnSource } from './vault/names.ts';

/** A token named like one of our sources could claim that source's event ids. */
const SOURCE_NAME_TAKEN = {
  ok: false,
  code: 'source-taken',
  message: 'the token has the name of a telephone system or of the server itself; use a token with another name',
} as const;

type Parts = {
  door: Door;
  ignoring: Pick<Ignoring, 'whyIgnored'>;
  ledger: Pick<Ledger, 'bySubject'>;
  links: () => Links;
  profile: Profile;
  fold: Pick<Fold, 'board' | 'naming'>;
  now: () => number;
};

export function createOwnership({ door, ignoring, ledger, links, profile, fold, now }: Parts) {
  const whyTooMany = createNewcomers({
    isNamed: (kind, id) => isNamed(fold.naming, profile, kind, id),
    board: () => fold.board,
    now,
  });
  const isSource = (source: string): boolean => isOwnSource(source) || Object.hasOwn(links(), source);
  const owners: Owners = {
    registrantOf: (contact) =>
      ledger.bySubject(`contact/${contact}`).find(({ event }) => event.type === 'contact.registered')?.event.source,
    systems: () => Object.keys(links()),
  };
  const accept: Door['fromClient'] = (raw, source) => {
    if (isSource(source)) return SOURCE_NAME_TAKEN;
    const result = door.fromClient(raw, source);
    if (!result.ok) return result;
    const { event } = result;
    return whyNotYours(event, owners) ?? ignoring.whyIgnored(event) ?? whyTooMany(event) ?? result;
  };
  return { isSource, accept };
}
