// One rule for names that a telephone system uses: the profile's ids where it knows them, else an id made from the name.
import { digitRun, idPattern } from '../../shared/event.ts';
import { folded } from '../../shared/folded.ts';
import type { Profile } from '../../shared/profile.ts';
import { lookup } from '../profiles/lookup.ts';

export type Named = { id: string; name: string };

/**
 * The id of a foreign name: lower case, `@default` dropped; if that is no id, or could hide a number (B8), then its
 * letters and a short hash of the whole.
 */
export function idOf(raw: string): string {
  const plain = raw
    .trim()
    .toLowerCase()
    .replace(/@default$/, '');
  if (idPattern.test(plain) && !digitRun.test(plain) && plain !== 'constructor') return plain;
  const slug = plain
    .replace(new RegExp(digitRun, 'gu'), '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${slug.slice(0, 40) || 'x'}-${shortHash(plain)}`;
}

/** A name fit for a screen: no long run of digits, at most 60 characters. */
export const shownName = (raw: string): string =>
  raw.replace(new RegExp(digitRun, 'gu'), '…').trim().slice(0, 60) || '…';

/** 32-bit FNV-1a in base 36. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Pause reasons that the screens can say in words; others stay ids. */
const reasons = lookup({
  prayer: { match: ['نماز'] },
  lunch: { match: ['ناهار', 'نهار', 'غذا'] },
  meeting: { match: ['جلسه'] },
  break: { match: ['استراحت', 'rest'] },
});

/** The extension in an interface: `PJSIP/1201`, `Local/1301@agents/n`. */
export const extensionIn = (face: string): string => /^[^/]+\/([^@/;-]+)/.exec(face)?.[1] ?? face;

export type Names = ReturnType<typeof createNames>;

/** FreeSWITCH says `name@domain` where the domain is nearly always the same: `@default` makes no other name. */
const word = (raw: string): string => folded(raw).replace(/@default$/, '');
const byWord = (ids: Map<string, string>): Map<string, string> => new Map([...ids].map(([key, id]) => [word(key), id]));

export function createNames(profile: Profile) {
  const matchesOf = (words: Record<string, { match: string[] }>) =>
    byWord(lookup(Object.fromEntries(Object.entries(words).map(([id, { match }]) => [id, { match }]))));
  const queues = matchesOf(profile.queues);
  const desks = matchesOf(profile.desks);
  const ignored = new Set(profile.ignoreQueues.map(word));
  const counties = lookup(profile.counties);
  const topics = lookup(profile.topics);

  const profileDesk = (member: string, face: string): string | undefined => {
    for (const name of [member, face, extensionIn(face)]) {
      const id = desks.get(word(name));
      if (id !== undefined) return id;
    }
    return undefined;
  };

  return {
    /** Undefined for a queue that is not the wallboard's business. */
    queue(raw: string): Named | undefined {
      if (ignored.has(word(raw))) return undefined;
      return { id: queues.get(word(raw)) ?? idOf(raw), name: shownName(raw) };
    },

    /** A desk by its member name, its interface (`PJSIP/1201`, `Local/1301@agents/n`) or the extension in it. */
    desk(member: string, face: string): Named {
      const id = profileDesk(member, face);
      if (id !== undefined) return { id, name: profile.desks[id]?.name ?? shownName(member) };
      return { id: idOf(member || face), name: shownName(member || face) };
    },
    profileDesk,

    /** A desk of the profile by extension; undefined for any other number, which may be a citizen's. */
    knownDesk: (extension: string): string | undefined => desks.get(folded(extension)),

    /** Only counties of the profile: any other word is no county, so unknown. */
    county: (raw: string): string | undefined => counties.get(folded(raw)),
    topic: (raw: string): string => topics.get(folded(raw)) ?? idOf(raw),
    reason: (raw: string): string => reasons.get(folded(raw)) ?? idOf(raw),
  };
}
