// One rule for names that a telephone system uses: the profile's ids where it knows them, else an id made from the name.
import { idPattern } from '../../shared/event-fields.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import { idHidesNumber } from '../../shared/machine-id.ts';
import { hidesNumber, replaceNumbers } from '../../shared/number.ts';
import type { Profile } from '../../shared/profile.ts';
import { lookup } from '../profiles/lookup.ts';

export type Named = { id: string; name: string };
/** Letters that stand for a text and do not reveal it: a keyed hash (server/keyed.ts). */
export type Keyed = (text: string) => string;

/** Where no key is at hand a number leaves no trace at all. */
const dropped: Keyed = () => '';

/** The name with every number that it may hide replaced by its keyed hash (B8); doing it twice changes nothing more. */
const covered = (raw: string, keyed: Keyed): string => replaceNumbers(raw, (number) => `~${keyed(number)}`);

/**
 * The id of a foreign name: lower case, `@default` dropped; if that is no id, then its letters and a short hash of the whole.
 * Of a number in it (B8) only the keyed hash goes in.
 */
export function idOf(raw: string, keyed: Keyed = dropped): string {
  const plain = covered(raw, keyed)
    .trim()
    .toLowerCase()
    .replace(/@default$/, '');
  if (idPattern.test(plain) && plain !== 'constructor') return plain;
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const id = `${slug.slice(0, 40) || 'x'}-${shortHash(plain)}`;
  if (!hidesNumber(id)) return id;
  // Letters of other scripts stood between the digits, or the hash has some of its own.
  const words = slug.replace(/[\d-]+/g, '-').replace(/^-+|-+$/g, '');
  return `${words.slice(0, 40) || 'x'}-${spelled(shortHash(plain))}`;
}

/** Digits as letters. */
const spelled = (hash: string): string => hash.replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** A name fit for a screen: no number, of a UUID its beginning only, at most 60 characters. */
export const shownName = (raw: string): string =>
  replaceNumbers(
    raw.replace(uuids, (uuid) => `${uuid.slice(0, 4)}…`),
    () => '…',
  )
    .trim()
    .slice(0, 60) || '…';

/** 32-bit FNV-1a in base 36. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Pause reasons that the screens have words for; others stay ids. */
const reasons = lookup({
  prayer: { match: ['نماز'] },
  lunch: { match: ['ناهار', 'نهار', 'غذا'] },
  meeting: { match: ['جلسه'] },
  break: { match: ['استراحت', 'rest'] },
});

/** The extension in an interface: `PJSIP/1201`, `Local/1301@agents/n`. */
export const extensionIn = (face: string): string => /^[^/]+\/([^@/;-]+)/.exec(face)?.[1] ?? face;

export type Names = ReturnType<typeof createNames>;

/** FreeSWITCH sends `name@domain` where the domain is nearly always the same: `@default` makes no other name. */
const word = (raw: string): string => normalizeForSearch(raw).replace(/@default$/, '');

/** Whole names; `*` stands for any letters: a switch of many tenants has queues by the hundred that are none of ours. */
function createIgnored(given: readonly string[]): (raw: string) => boolean {
  const names = new Set(given.filter((one) => !one.includes('*')).map(word));
  const patterns = given
    .filter((one) => one.includes('*'))
    .map((one) => new RegExp(`^${one.split('*').map(normalizeForSearch).map(RegExp.escape).join('.*')}$`, 'u'));
  return (raw) =>
    names.has(word(raw)) ||
    patterns.some((pattern) => pattern.test(normalizeForSearch(raw)) || pattern.test(word(raw)));
}

/** Desks that people said are the same, and what the one is called. */
export type SameDesks = { deskOf: (id: string) => string; nameOf: (desk: string) => string | undefined };
const eachItsOwn: SameDesks = { deskOf: (id) => id, nameOf: () => undefined };

export function createNames(profile: Profile, keyed: Keyed = dropped, same: SameDesks = eachItsOwn) {
  const cover = (raw: string): string => covered(raw, keyed);
  const ownId = (raw: string): string => idOf(raw, keyed);
  const matchesOf = (words: Record<string, { match: string[] }>) =>
    // Also as a mark keeps them: with their numbers covered.
    new Map(
      [...lookup(Object.fromEntries(Object.entries(words).map(([id, { match }]) => [id, { match }])))].flatMap(
        ([key, id]) => [word(key), cover(word(key))].map((one) => [one, id] as const),
      ),
    );
  const queues = matchesOf(profile.queues);
  const desks = matchesOf(profile.desks);
  const ignored = createIgnored(profile.ignoreQueues);
  const counties = lookup(profile.counties);
  const topics = lookup(profile.topics);

  const profileDesk = (member: string, face: string): string | undefined => {
    for (const name of [member, face, extensionIn(face)]) {
      const id = desks.get(word(name));
      if (id !== undefined) return id;
    }
    return undefined;
  };

  /** The desk that counts for this one. */
  const one = ({ id, name }: Named): Named => {
    const counts = same.deskOf(id);
    return counts === id ? { id, name } : { id: counts, name: same.nameOf(counts) ?? name };
  };

  return {
    keyed,
    cover,
    /** A short hash of what a telephone system calls something, for ids of events. */
    hashOf: (raw: string): string => shortHash(idHidesNumber(raw) ? cover(raw) : raw),

    /** Undefined for a queue that is not the wallboard's business. */
    queue(raw: string): Named | undefined {
      if (ignored(raw)) return undefined;
      return { id: queues.get(word(raw)) ?? ownId(raw), name: shownName(raw) };
    },

    /** A desk by its member name, its interface (`PJSIP/1201`, `Local/1301@agents/n`) or the extension in it. */
    desk(member: string, face: string): Named {
      const id = profileDesk(member, face);
      if (id !== undefined) return one({ id, name: profile.desks[id]?.name.fa ?? shownName(member) });
      return one({ id: ownId(member || face), name: shownName(member || face) });
    },
    one,
    profileDesk,

    /** A desk of the profile by extension; undefined for any other number, which may be a citizen's. */
    knownDesk: (extension: string): string | undefined => {
      const id = desks.get(normalizeForSearch(extension));
      return id === undefined ? undefined : same.deskOf(id);
    },

    /** Only counties of the profile: any other word is no county, so unknown. */
    county: (raw: string): string | undefined => counties.get(normalizeForSearch(raw)),
    topic: (raw: string): string => topics.get(normalizeForSearch(raw)) ?? ownId(raw),
    reason: (raw: string): string => reasons.get(normalizeForSearch(raw)) ?? ownId(raw),
  };
}
