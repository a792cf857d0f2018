// Announced sittings as everybody may read them: time, official and office, in both languages, and what changed. No desk, no
// queue, no count, nobody's account.
import type { PublicSitting } from '../../shared/api/timetable.ts';
import { DAY } from '../../shared/time.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Name } from '../../shared/wire.ts';
import type { Sitting } from '../board/sitting.ts';
import type { OfficialDecision } from '../board/naming.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { History } from '../sittings/history.ts';
import { announced } from './announced.ts';
import type { Publications } from './publications.ts';

type Parts = {
  profile: Pick<Profile, 'agencies' | 'counties'>;
  history: Pick<History, 'all'>;
  ledger: Pick<Ledger, 'bySubject'>;
  publications: Pick<Publications, 'all' | 'edition'>;
  official: (id: string) => OfficialDecision;
  dayOf: (ms: number) => string;
};

export type PublicSittings = {
  /** Those that are, or were announced to be, in [from, to), by time. */
  between: (from: number, to: number) => PublicSitting[];
  namesOf: NamesOfSitting;
};
/** What a sitting, its official, office and county are called, in both languages. */
export type NamesOfSitting = (sitting: Sitting) => Pick<PublicSitting, 'official' | 'title' | 'agency' | 'county'>;

/** A move further than this is looked for no more: sittings are read by time. */
const FARTHEST_MOVE = 93 * DAY;

export function createPublicSittings({
  profile,
  history,
  ledger,
  publications,
  official,
  dayOf,
}: Parts): PublicSittings {
  const both = (text: string): Name => ({ fa: text, en: text });
  const namesOf: NamesOfSitting = ({ official: { id, name, title }, agency, agencyName, county }) => {
    const decided = official(id);
    const titles = decided.titles ?? (title === undefined ? undefined : both(title));
    const office =
      agencyName !== undefined ? both(agencyName) : agency === undefined ? undefined : profile.agencies[agency];
    const place = county === undefined ? undefined : profile.counties[county]?.name;
    return {
      official: decided.names ?? both(name),
      ...(titles && { title: titles }),
      ...(office && { agency: office }),
      ...(place && { county: place }),
    };
  };

  // A sitting that is edited is another object, so what was found of this one stays true until something is published.
  const known = new WeakMap<Sitting, { edition: number; found: ReturnType<typeof announced> }>();
  const announcedOf = (sitting: Sitting): ReturnType<typeof announced> => {
    const edition = publications.edition();
    const before = known.get(sitting);
    if (before !== undefined && before.edition === edition) return before.found;
    const events = ledger.bySubject(`sitting/${sitting.id}`).map(({ event }) => event);
    const found = announced(sitting.id, events, publications.all(), dayOf);
    known.set(sitting, { edition, found });
    return found;
  };

  function entriesOf(sitting: Sitting): PublicSitting[] {
    const { id } = sitting;
    const found = announcedOf(sitting);
    if (!found) return [];
    const { sitting: now, was, change } = found;
    const { from, to } = now;
    const entry: PublicSitting = {
      id,
      from,
      to,
      ...namesOf(now),
      state: now.standing === 'planned' ? 'planned' : 'cancelled',
      ...(change && { change }),
      ...(was && change === 'moved' && { was: { from: was.from, to: was.to } }),
      ...(was && change === 'changed' && { instead: namesOf(was).official }),
    };
    // Somebody who looks at the day that was announced must find where it went.
    if (was && change === 'moved' && dayOf(was.from) !== dayOf(from))
      return [
        entry,
        { id, from: was.from, to: was.to, ...namesOf(was), state: 'moved', change, movedTo: { from, to } },
      ];
    return [entry];
  }

  return {
    namesOf,
    between: (from, to) =>
      publications.all().length === 0
        ? []
        : history
            .all()
            .filter((one) => one.to > from - FARTHEST_MOVE && one.from < to + FARTHEST_MOVE)
            .flatMap(entriesOf)
            .filter((entry) => entry.to > from && entry.from < to)
            .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1)),
  };
}
